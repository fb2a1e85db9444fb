"""Every variable is read in one way: an empty one is an absent one, and one that cannot be used is named in a sentence."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.operations.test_production import INHERITED, SAFE, manage

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = (ROOT / ".env.example").read_text()
NAMES = sorted(set(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=", EXAMPLE, re.MULTILINE)))
SHOWN = """
import django, importlib, json, os
django.setup()
told = importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
words = {name: repr(getattr(told, name)) for name in dir(told) if name.isupper()}
print(json.dumps({name: word for name, word in words.items() if " at 0x" not in word}))
"""


def settings_of(tmp_path, module="spot_bf1.settings_production", **variables):
    alike = {"DJANGO_SETTINGS_MODULE": module, "PYTHONHASHSEED": "0"}  # sets are written in one order
    environment = {**INHERITED, "DATA_DIR": str(tmp_path), **variables, **alike}
    shown = subprocess.run(
        [sys.executable, "-c", SHOWN], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(shown.stdout)


@pytest.mark.parametrize("module", ["spot_bf1.settings", "spot_bf1.settings_production"])
def test_an_empty_variable_is_an_absent_one(tmp_path, module):
    given = {**SAFE, "DATA_DIR": str(tmp_path)}
    empty = {name: "" for name in NAMES if name not in given}

    assert settings_of(tmp_path, module, **given, **empty) == settings_of(tmp_path, module, **given)


def test_an_example_carries_comments_not_values():
    """A value copied into .env would win over what a server or an image decides."""
    assert re.findall(r"^[A-Z0-9_]+=\S.*$", EXAMPLE, re.MULTILINE) == []


def test_the_example_as_it_is_copied_says_what_a_server_lacks(tmp_path):
    written = dict(re.findall(r"^([A-Z0-9_]+)=(.*)$", EXAMPLE, re.MULTILINE))
    refused = manage(tmp_path, "check", **written)

    assert refused.stderr.startswith("SECRET_KEY manque")


# What is not words: the example's own value shows of which kind it is.
KINDS = {
    r"\d+": "beaucoup", r"[01]": "peut-être", r"\d\d:\d\d": "25:61", r"\d+/\d*[a-z]": "souvent", r"https?://.*": "regie",
    r"[A-Z]+": "BAVARD", r"postgresql://.*": "foo:bar", r"\d{4}-.*Z": "hier",
}  # fmt: skip
WORDS = {"REDIS_URL", "FORWARDED_ALLOW_IPS"}
OF_GUNICORN = {"WEB_THREADS"}


def unusable():
    for name in NAMES:
        shown = re.search(rf"^(?:# )?{name}=(.*)$", EXAMPLE, re.MULTILINE)[1]
        wrong = next((wrong for kind, wrong in KINDS.items() if re.fullmatch(kind, shown)), None)
        if wrong and name not in WORDS:
            yield name, wrong
    yield "SITE_URL", "regie.bf1.example"


TRY_EACH = """
import importlib, json, os, sys
from django.core.exceptions import ImproperlyConfigured
said = {}
for name, wrong in json.loads(sys.stdin.read()):
    for module in [each for each in sys.modules if each.startswith("spot_bf1.settings")]:
        del sys.modules[module]
    former, os.environ[name] = os.environ.get(name, ""), wrong
    try:
        importlib.import_module("spot_bf1.settings_production")
    except ImproperlyConfigured as error:
        said[name] = str(error)
    os.environ[name] = former
print(json.dumps(said))
"""


def test_a_value_that_cannot_be_used_is_named_in_one_sentence(tmp_path):
    tried = [case for case in unusable() if case[0] not in OF_GUNICORN]
    environment = {**INHERITED, **SAFE, "DATA_DIR": str(tmp_path), "DATABASE_NAME": "spot"}
    told = subprocess.run(
        [sys.executable, "-c", TRY_EACH], cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
        input=json.dumps(tried),
    )  # fmt: skip
    said = json.loads(told.stdout)

    assert len(tried) > 25
    assert [name for name, _ in tried if not re.match(rf"{name}\b.*\.$", said.get(name, ""))] == []


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    refused = manage(tmp_path, "check", DATA_DIR=str(tmp_path / "file/data"))

    assert refused.stderr.startswith(f"DATA_DIR : impossible d’écrire dans le dossier {tmp_path}/file/data")
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", ["migrate", "backup", "verify_invariants", "demonstrate", "createsuperuser"])
def test_a_database_that_cannot_be_reached_is_named(tmp_path, command):
    away = {
        "DJANGO_SETTINGS_MODULE": "spot_bf1.settings", "DATABASE_URL": "postgresql://spot:secret@127.0.0.1:9/spot", "PORT": "18999",
    }  # fmt: skip
    arguments = [str(tmp_path / "copy")] if command == "backup" else []
    refused = manage(tmp_path, command, *arguments, **away)

    assert refused.returncode == 3
    assert refused.stderr.startswith("La base de données ne répond pas (spot sur 127.0.0.1:9)")
    assert "secret" not in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.parametrize(
    ("command", "wrong", "why"),
    [
        ("gunicorn -c gunicorn.conf.py", {"SECRET_KEY": "short"}, "SECRET_KEY manque"),
        ("gunicorn -c gunicorn.conf.py", {"WEB_THREADS": "quatre"}, "WEB_THREADS ne peut pas valoir « quatre »"),
        ("uvicorn spot_bf1.asgi:application --workers 1 --port 18998", {"SECRET_KEY": "short"}, "SECRET_KEY manque"),
    ],
    ids=["gunicorn", "gunicorn's own", "uvicorn"],
)
def test_a_server_that_cannot_start_says_why_without_a_trace(tmp_path, command, wrong, why):
    environment = {**INHERITED, **SAFE, "DATA_DIR": str(tmp_path), "BIND": "127.0.0.1:18997", **wrong}
    refused = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert refused.returncode == 3
    assert why in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_request_is_one_line_of_json_in_production(tmp_path):
    code = "import django; django.setup(); from django.test import Client; Client().get('/healthz', HTTP_HOST='regie.bf1.example')"
    environment = {**INHERITED, **SAFE, "DATA_DIR": str(tmp_path), "DJANGO_USE_SQLITE": "1"}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    lines = [json.loads(line) for line in told.stderr.splitlines()]

    assert [(line["event"], line["level"]) for line in lines] == [("request_finished", "info")]
