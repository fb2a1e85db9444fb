"""Production settings, read by a process of their own as a server would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SAFE = {
    "DJANGO_SETTINGS_MODULE": "spot_bf1.settings_production", "SECRET_KEY": "k9!" * 20 + "aZ4_xQ", "ALLOWED_HOSTS": "regie.bf1.example",
    "REDIS_URL": "redis://127.0.0.1:6379", "WEB_CONCURRENCY": "2",
}  # fmt: skip
INHERITED = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}


def manage(tmp_path, *command, **changed):
    environment = {**INHERITED, **SAFE, "DATA_DIR": str(tmp_path), **changed}
    return subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )


def read(tmp_path, expression, **changed):
    code = f"import django; django.setup(); from django.conf import settings; print({expression})"
    environment = {**INHERITED, **SAFE, "DATA_DIR": str(tmp_path), **changed}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout.strip()


def test_the_deployment_check_has_nothing_to_say(tmp_path):
    checked = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING")

    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"SPOT_NOW": "2026-11-21T19:40:00Z"}, "SPOT_NOW"),
        ({"SPOT_THROTTLE": "0"}, "SPOT_THROTTLE"),
        ({"DEBUG": "1"}, "DEBUG"),
        ({"REDIS_URL": ""}, "REDIS_URL"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"SITE_URL": "http://regie.bf1.example", "SECURE_SSL_REDIRECT": "1"}, "SECURE_SSL_REDIRECT"),
    ],
    ids=[
        "no-key",
        "short-key",
        "moved-clock",
        "no-limits",
        "debug",
        "workers-without-redis",
        "no-name",
        "to-an-https-of-nobody",
    ],
)
def test_what_would_be_unsafe_refuses_to_start(tmp_path, changed, why):
    refused = manage(tmp_path, "check", **changed)

    assert refused.returncode != 0
    assert refused.stderr.startswith(why)
    assert len(refused.stderr.splitlines()) == 1


def test_one_worker_needs_no_redis(tmp_path):
    assert manage(tmp_path, "check", REDIS_URL="", WEB_CONCURRENCY="1").returncode == 0


def test_cookies_belong_to_this_host_alone_and_to_https(tmp_path):
    read_cookies = "settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE"

    assert read(tmp_path, f"[{read_cookies}]") == "['__Host-session', '__Host-csrf', True, True]"


def test_demonstration_accounts_have_no_place_in_production(tmp_path):
    refused = manage(tmp_path, "init_data", "--demo")

    assert refused.returncode != 0
    assert "refusés en production" in refused.stderr


def test_in_plain_http_a_browser_keeps_the_cookies_and_is_sent_nowhere_else(tmp_path):
    """A first look, before there is a certificate; `check` says what it costs."""
    http = {"SITE_URL": "http://192.0.2.7"}

    assert read(tmp_path, "settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS", **http) == "False 0"
    assert read(tmp_path, "settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE", **http) == "session False"
    assert "spot.W001" in manage(tmp_path, "check", **http).stderr


def test_the_former_tools_database_variables_still_work(tmp_path):
    environment = {
        **INHERITED,
        **SAFE,
        "DATA_DIR": str(tmp_path),
        "DATABASE_NAME": "spot",
        "DATABASE_USER": "u",
        "DATABASE_PASSWORD": "p@ss/w:rd#?%41",
        "DATABASE_HOST": "db",
    }
    code = "from django.conf import settings; d = settings.DATABASES['default']; print(d['ENGINE'], d['NAME'], d['HOST'], d['PORT'], d['PASSWORD'])"
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    ).stdout

    assert shown.split() == ["django.db.backends.postgresql", "spot", "db", "5432", "p@ss/w:rd#?%41"]
