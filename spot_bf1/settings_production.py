"""Settings of the station's own server, behind nginx with TLS. Whatever would be unsafe refuses to start."""

from typing import Any

from decouple import Csv, config
from django.core.exceptions import ImproperlyConfigured

from spot_bf1 import settings as base
from spot_bf1.settings import *  # noqa: F403


def refuse(condition: object, why: str) -> None:
    if condition:
        raise ImproperlyConfigured(why)


SECRET_KEY = config("SECRET_KEY", default="")
WORKERS = config("WEB_CONCURRENCY", default=1, cast=int)

refuse(not SECRET_KEY or len(SECRET_KEY) < 50, "SECRET_KEY is missing or too short: 50 random characters at least.")
refuse(base.SPOT_NOW, "SPOT_NOW moves the clock: it belongs to demonstrations.")
refuse(not base.SPOT_THROTTLE, "SPOT_THROTTLE=0 lifts every limit: it belongs to load tests.")
refuse(base.DEBUG, "DEBUG shows the inside of the site.")
refuse(WORKERS > 1 and not base.REDIS_URL, "Several workers (WEB_CONCURRENCY) need REDIS_URL to hear of each other.")

PRODUCTION = True
DEBUG = False
ALLOWED_HOSTS = config("ALLOWED_HOSTS", cast=Csv())
SITE_URL = config("SITE_URL", default=f"https://{ALLOWED_HOSTS[0]}" if ALLOWED_HOSTS else "").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
LOG_JSON = config("LOG_JSON", default=True, cast=bool)

# Only nginx speaks to us, and it says what the browser spoke: plain http is redirected there and here.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = config("SECURE_SSL_REDIRECT", default=True, cast=bool)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
ALLAUTH_TRUSTED_PROXY_COUNT = config("SPOT_PROXIES", default=1, cast=int)
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
SPOT_MFA_REQUIRED = config("SPOT_MFA_REQUIRED", default=True, cast=bool)

# nginx gives the assets, collected under names that carry their hash, and the media that a view has authorised.
STORAGES = {
    **base.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
SERVESTATIC_USE_FINDERS = False
SPOT_X_ACCEL = config("SPOT_X_ACCEL", default=True, cast=bool)
EMAIL_BACKEND = config("EMAIL_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")

# Pages keep their connection under gunicorn's threads; sockets (uvicorn) and the worker share a pool.
CONNECTION_POOL = config("DATABASE_POOL", default=False, cast=bool)
database: dict[str, Any] = dict(base.DATABASES["default"])
if database["ENGINE"] == "django.db.backends.postgresql" and not CONNECTION_POOL:
    database.update(OPTIONS={}, CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
DATABASES = {"default": database}  # type: ignore[dict-item]  # more options than the stubs know
