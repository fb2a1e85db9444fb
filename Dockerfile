# Three stages: the assets (Node), the packages (pip), the site (neither of the two, and not root).
FROM node:22-bookworm-slim AS assets
WORKDIR /app/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
COPY spot /app/spot
COPY static /app/static
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
WORKDIR /packages
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=spot_bf1.settings_production \
    DATA_DIR=/srv/data MEDIA_ROOT=/srv/media STATIC_ROOT=/srv/static BIND=0.0.0.0:8001
# A volume takes its owner from the folder it is laid over.
RUN useradd --no-log-init --uid 10001 --home-dir /srv --no-create-home spot \
    && mkdir -p /srv/data /srv/media /srv/static /srv/backups /srv/spool && chown -R spot:spot /srv
ARG COMMIT=""
ENV SPOT_COMMIT=$COMMIT
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py gunicorn.conf.py ./
COPY spot_bf1 spot_bf1
COPY spot spot
COPY --from=assets /app/static static
USER 10001
VOLUME ["/srv/data", "/srv/media", "/srv/static", "/srv/backups", "/srv/spool"]
EXPOSE 8001 8002
CMD ["gunicorn", "-c", "gunicorn.conf.py"]
