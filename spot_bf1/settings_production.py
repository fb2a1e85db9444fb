"""Settings of the station's own server, behind nginx with TLS. Whatever would be unsafe refuses to start."""

from typing import Any

from spot_bf1 import logs
from spot_bf1 import settings as base
from spot_bf1.environment import Csv, address, config, count, log_level, refuse
from spot_bf1.settings import *  # noqa: F403

SECRET_KEY = config("SECRET_KEY", default="")
ALLOWED_HOSTS = config("ALLOWED_HOSTS", default="", cast=Csv())
WORKERS = config("WEB_CONCURRENCY", default=1, cast=count)

refuse(len(SECRET_KEY) < 50, "SECRET_KEY manque ou est trop court : 50 signes tirés au hasard au moins.")
refuse(not ALLOWED_HOSTS, "ALLOWED_HOSTS manque : le nom sous lequel on ouvre le site, comme regie.bf1.example.")
refuse(base.SPOT_NOW, "SPOT_NOW déplace l’horloge : c’est pour les démonstrations.")
refuse(not base.SPOT_THROTTLE, "SPOT_THROTTLE=0 lève toutes les limites : c’est pour les essais de charge.")
refuse(base.DEBUG, "DEBUG montre l’intérieur du site.")
refuse(
    WORKERS > 1 and not base.REDIS_URL, "REDIS_URL manque : plusieurs processus (WEB_CONCURRENCY) se parlent par lui."
)

PRODUCTION = True
DEBUG = False
SITE_URL = config("SITE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}", cast=address)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
LOG_LEVEL = config("LOG_LEVEL", default="INFO", cast=log_level)
LOG_JSON = config("LOG_JSON", default=True, cast=bool)
LOGGING = logs.logging_at(LOG_LEVEL, as_json=LOG_JSON)

# SITE_URL says which of the two the site speaks. http is for a first look, before there is a certificate: what is sent is
# read by whoever listens, and `manage.py check` says so. See docs/decisions/plain-http.md.
HTTPS = SITE_URL.startswith("https://")
# Only nginx speaks to us, and it says what the browser spoke.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = config("SECURE_SSL_REDIRECT", default=HTTPS, cast=bool)
refuse(SECURE_SSL_REDIRECT and not HTTPS, "SECURE_SSL_REDIRECT=1 renvoie à https, et SITE_URL est en http.")
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Host-session", "__Host-csrf") if HTTPS else ("session", "csrf")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
ALLAUTH_TRUSTED_PROXY_COUNT = config("SPOT_PROXIES", default=1, cast=count)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
SPOT_MFA_REQUIRED = config("SPOT_MFA_REQUIRED", default=True, cast=bool)

# nginx gives the assets, collected under names that carry their hash, and the media that a view has authorised.
STORAGES = {**base.STORAGES, "staticfiles": base.HASHED}
SERVESTATIC_USE_FINDERS = False
SPOT_X_ACCEL = config("SPOT_X_ACCEL", default=True, cast=bool)
EMAIL_BACKEND = config("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")

# Pages keep their connection under gunicorn's threads; sockets (uvicorn) and the worker share a pool.
CONNECTION_POOL = config("DATABASE_POOL", default=False, cast=bool)
database: dict[str, Any] = dict(base.DATABASES["default"])
if database["ENGINE"] == "django.db.backends.postgresql" and not CONNECTION_POOL:
    kept = {name: value for name, value in database["OPTIONS"].items() if name != "pool"}
    database.update(OPTIONS=kept, CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
DATABASES = {"default": database}
