"""Settings of a development or demonstration machine; `settings_production` tightens them.

Every variable is read by `environment.py`, and is listed in `.env.example`.
"""

import hashlib
import logging
import os
import sys
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.urls import reverse_lazy

from spot.common import masking, pool, process
from spot_bf1 import assets, logs, release
from spot_bf1.database import database
from spot_bf1.environment import Csv, address, config, count, folder, hour, log_level, moment, port, rate

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = folder("DATA_DIR", default=BASE_DIR / "data")

SECRET_KEY = config("SECRET_KEY", default="demonstration-only-not-a-secret-0000000000000000000000")
# Former keys, for what they signed or sealed: links on their way, seeds of second steps.
SECRET_KEY_FALLBACKS = config("SECRET_KEY_FALLBACKS", default="", cast=Csv())
DEBUG = config("DEBUG", default=False, cast=bool)
PRODUCTION = False
VERSION, COMMIT = release.VERSION, release.COMMIT
ALLOWED_HOSTS = config("ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1],testserver", cast=Csv())
PORT = config("PORT", default=8000, cast=port)
SITE_URL = config("SITE_URL", default=f"http://127.0.0.1:{PORT}", cast=address)
# Browsers count localhost and 127.0.0.1 as two origins; both open the demonstration.
CSRF_TRUSTED_ORIGINS: list[str] = []

# The plain runserver is daphne's; bringing it in costs every other process a second of processor.
RUNS_ON_DAPHNE = ["daphne"] if "runserver" in sys.argv else []
INSTALLED_APPS = [
    *RUNS_ON_DAPHNE,
    # First: its templates win over those of the packages below.
    "spot",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "csp",
    "crispy_forms",
    "crispy_tailwind",
    "django_filters",
    "phonenumber_field",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    "django_prometheus",
    "django_structlog",
    "ninja",
]

MIDDLEWARE = [
    "spot.common.turns.in_turn",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "servestatic.middleware.ServeStaticMiddleware",
    "csp.middleware.CSPMiddleware",
    "spot.common.compression.CompressedMiddleware",
    "spot.common.incidents.NotingMiddleware",
    "spot.common.web.DatabaseAwayMiddleware",
    "spot.common.envelope.EnvelopeMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "spot.common.web.PrivateMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "spot.desks.account.sessions.StaysAwake",
    "spot.desks.account.second_factor.SecondFactorRequired",
    "spot.common.web.SeeOtherMiddleware",
    "spot.common.web.RefusedMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "spot_bf1.urls"
ASGI_APPLICATION = "spot_bf1.asgi.application"
WSGI_APPLICATION = "spot_bf1.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "spot.desks.navigation.context",
            ],
        },
    },
]


def station_mark(database: Any) -> str:
    """The same in all processes of a station, another for another station: made from where its database is."""
    place = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    return f"spot-{hashlib.sha256(place.encode()).hexdigest()[:12]}"


DATABASES = {"default": database(DATA_DIR)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    patience = pool.patience(config("DATABASE_STATEMENT_SECONDS", default=60, cast=count))
    who = f"spot {process.name_of(sys.argv)}"[:63]  # as the database names this process
    facts = {**patience, "pool": pool.SHARED, "application_name": who}
    DATABASES["default"].setdefault("OPTIONS", {}).update(facts)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # after a restart nobody is given a connection that died
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = config("REDIS_URL", default="")
# Publishing in Redis knows no database numbers: stations that share one would wake each other. One station, one database.
SPOT_REDIS_PREFIX = config("SPOT_REDIS_PREFIX", default="") or station_mark(DATABASES["default"])
if REDIS_URL:
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {
                "hosts": [{"address": REDIS_URL, "socket_connect_timeout": 2, "socket_keepalive": True}],
                "prefix": SPOT_REDIS_PREFIX,
            },
        }
    }
    CACHES = {
        "default": {
            "BACKEND": "spot.common.guarded_cache.GuardedRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": SPOT_REDIS_PREFIX,
        }
    }
else:
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# What one process may remember for some seconds, whether Redis answers or not.
CACHES["process"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "process"}

# Queued work: a worker process for each of these (spot/common/jobs/terms.py says what goes where).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["checks", "mails", "default"]}}

# People -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "spot.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "spot.accounts.hashing.Argon2",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("account:login")
LOGIN_REDIRECT_URL = "/"
# A session ends when nobody has used it for a while, and in any case some days after sign-in.
SESSION_ENGINE = "spot.common.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # unless somebody asks to be remembered
SPOT_STAFF_IDLE_HOURS = config("SPOT_STAFF_IDLE_HOURS", default=12, cast=count)
SPOT_STAFF_SESSION_DAYS = config("SPOT_STAFF_SESSION_DAYS", default=7, cast=count)
SPOT_CLIENT_IDLE_DAYS = config("SPOT_CLIENT_IDLE_DAYS", default=14, cast=count)
SPOT_CLIENT_SESSION_DAYS = config("SPOT_CLIENT_SESSION_DAYS", default=30, cast=count)

SPOT_THROTTLE = config("SPOT_THROTTLE", default=True, cast=bool)
SPOT_THROTTLE_LOGIN = config("SPOT_THROTTLE_LOGIN", default="5/5m", cast=rate)
SPOT_THROTTLE_REGISTER = config("SPOT_THROTTLE_REGISTER", default="3/h", cast=rate)
SPOT_THROTTLE_API = config("SPOT_THROTTLE_API", default="100/m", cast=rate)
# How many proxies of ours stand before the site: the client's address is then the one they tell.
ALLAUTH_TRUSTED_PROXY_COUNT = config("SPOT_PROXIES", default=0, cast=count)
SPOT_MFA_REQUIRED = config("SPOT_MFA_REQUIRED", default=False, cast=bool)

# The product's rules, as settings -----------------------------------------------------------------------------------
SPOT_NOW = config("SPOT_NOW", default="", cast=moment)
SPOT_DAY_STARTS_AT = config("SPOT_DAY_STARTS_AT", default="06:00", cast=hour)
SPOT_UNDO_SECONDS = config("SPOT_UNDO_SECONDS", default=300, cast=count)
SPOT_CONFIRM_EARLY_SECONDS = config("SPOT_CONFIRM_EARLY_SECONDS", default=900, cast=count)
SPOT_ALARM_ERRORS = config("SPOT_ALARM_ERRORS", default=10, cast=count)
SPOT_ALARM_SIGN_INS = config("SPOT_ALARM_SIGN_INS", default=50, cast=count)
SPOT_BACKUPS = config("SPOT_BACKUPS", default="")
SPOT_BACKUP_AT = config("SPOT_BACKUP_AT", default="03:00", cast=hour)
SPOT_BACKUPS_KEPT = config("SPOT_BACKUPS_KEPT", default=14, cast=count)
SPOT_WATCHED = config("SPOT_WATCHED", default="", cast=Csv())
SPOT_ALERT_SECONDS = config("SPOT_ALERT_SECONDS", default=600, cast=count)
SPOT_SELF_APPROVAL = config("SPOT_SELF_APPROVAL", default=False, cast=bool)
SPOT_DAYS_AHEAD = config("SPOT_DAYS_AHEAD", default=21, cast=count)
SPOT_UPLOAD_MAX_MB = config("SPOT_UPLOAD_MAX_MB", default=300, cast=count)
SPOT_UPLOAD_QUOTA_MB = config("SPOT_UPLOAD_QUOTA_MB", default=20_000, cast=count)
SPOT_UPLOADS_AT_ONCE = config("SPOT_UPLOADS_AT_ONCE", default=4, cast=count)
SPOT_UPLOADS_OPEN = config("SPOT_UPLOADS_OPEN", default=10, cast=count)
SPOT_PIECES_PER_MINUTE = config("SPOT_PIECES_PER_MINUTE", default=120, cast=count)
SPOT_CHECKS_AT_ONCE = config("SPOT_CHECKS_AT_ONCE", default=2, cast=count)
SEATS_FOLDER = DATA_DIR / "seats"
SPOT_REQUESTS_AT_ONCE = config("SPOT_REQUESTS_AT_ONCE", default=8, cast=count)
SPOT_BODIES_PER_USER = config("SPOT_BODIES_PER_USER", default=6, cast=count)
SPOT_SOCKETS_PER_USER = config("SPOT_SOCKETS_PER_USER", default=20, cast=count)
SPOT_METRICS_TOKEN = config("SPOT_METRICS_TOKEN", default="")
SPOT_X_ACCEL = config("SPOT_X_ACCEL", default=False, cast=bool)
SPOT_STATION_PHONE = config("SPOT_STATION_PHONE", default="+226 25 00 00 00")
SPOT_STATION_EMAIL = config("SPOT_STATION_EMAIL", default="regie@bf1.example")
SPOT_STATION_ADDRESS = config("SPOT_STATION_ADDRESS", default="Avenue Kwamé N’Krumah, Ouagadougou")

# Language, time, files ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
TIME_ZONE = "Africa/Ouagadougou"
USE_I18N = True
USE_TZ = True
PHONENUMBER_DEFAULT_REGION = "BF"

STATIC_URL = "/static/"
STATIC_ROOT = Path(config("STATIC_ROOT", default=DATA_DIR / "static")).resolve()
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = folder("MEDIA_ROOT", default=DATA_DIR / "media")
MEDIA_URL = "/never-served-directly/"
# Assets under names that carry their hash, compressed beside themselves and kept for ever: production, and what the
# launchers start, once they are collected. Tests and `runserver` serve them from where they are built.
HASHED_ASSETS = config("SPOT_HASHED_ASSETS", default=False, cast=bool)
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
HASHED = {"BACKEND": "spot_bf1.assets.HashedAssets", "OPTIONS": {"file_permissions_mode": 0o644}}  # nginx reads them
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": HASHED if HASHED_ASSETS else {"BACKEND": PLAIN},
}
SERVESTATIC_USE_FINDERS = not HASHED_ASSETS
SERVESTATIC_USE_ZSTD = False
SERVESTATIC_ADD_HEADERS_FUNCTION = assets.keep_pieces
SERVESTATIC_AUTOREFRESH = DEBUG
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500  # twenty moments of an order, their weekdays ticked, are 300
DATA_UPLOAD_MAX_NUMBER_FILES = 2
FILE_UPLOAD_PERMISSIONS = 0o640

EMAIL_BACKEND = config("EMAIL_BACKEND", default="django.core.mail.backends.filebased.EmailBackend")
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = config("EMAIL_HOST", default="localhost")
EMAIL_PORT = config("EMAIL_PORT", default=25, cast=port)
EMAIL_HOST_USER = config("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = config("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = config("EMAIL_USE_TLS", default=False, cast=bool)
EMAIL_TIMEOUT = config("EMAIL_TIMEOUT", default=10, cast=int)
DEFAULT_FROM_EMAIL = config("DEFAULT_FROM_EMAIL", default="Régie BF1 <regie@bf1.example>")

# Security -----------------------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"

# Forms and sign-in --------------------------------------------------------------------------------------------------
CRISPY_ALLOWED_TEMPLATE_PACKS = ["tailwind"]
CRISPY_TEMPLATE_PACK = "tailwind"

ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300  # how long a password given again is good for, in seconds
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Spot BF1] "
ACCOUNT_ADAPTER = "spot.desks.account.adapter.Adapter"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = None  # by a box of the sign-in form
# Sign-in counts failures, by address and by account; registration counts accounts made, and loosely the tries.
ACCOUNT_RATE_LIMITS = (
    {
        "login_failed": f"{SPOT_THROTTLE_LOGIN}/ip,{SPOT_THROTTLE_LOGIN}/key",
        "register": f"{SPOT_THROTTLE_REGISTER}/ip",
        "signup": "60/h/ip",
        "wall": "240/m/ip",
    }
    if SPOT_THROTTLE
    else False
)
MFA_ADAPTER = "spot.desks.account.adapter.SecondFactor"
MFA_FORMS = {
    "authenticate": "spot.desks.account.codes.SignInCodeForm",
    "reauthenticate": "spot.desks.account.codes.ProofCodeForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Spot BF1"
USERSESSIONS_TRACK_ACTIVITY = False  # a page that is only read writes nothing

TEST_RUNNER = "tests.runner.PytestRunner"

# Without a DSN nothing goes to Sentry.
LOG_LEVEL = config("LOG_LEVEL", default="WARNING", cast=log_level)
LOG_JSON = config("LOG_JSON", default=False, cast=bool)
DJANGO_STRUCTLOG_STATUS_4XX_LOG_LEVEL = logging.INFO
DJANGO_STRUCTLOG_USER_ID_FIELD = ""  # it would read the session of every request, of health checks too
logs.configure()
LOGGING = logs.logging_at(LOG_LEVEL, as_json=LOG_JSON)
# The counters of several processes meet in a folder, which each of them expects to find.
if config("PROMETHEUS_MULTIPROC_DIR", default=""):
    folder("PROMETHEUS_MULTIPROC_DIR", default=DATA_DIR)
else:
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)  # to its library an empty word is a folder too
SENTRY_DSN = config("SENTRY_DSN", default="")
if SENTRY_DSN:
    import sentry_sdk  # a third of a second that a start without it need not pay

    sentry_sdk.init(dsn=SENTRY_DSN, release=f"{VERSION}+{COMMIT or 'unknown'}", **masking.OF_REPORTS)
