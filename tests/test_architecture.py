"""The house keeps its plan: which way imports go, how large a thing may grow, what lies where."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from spot.apps import ROOMS

ROOT = Path(__file__).parent.parent
HARD = {"module": 400, "function": 40, "template": 150, "script": 200}

# What is larger than it should be, with the reason.
TOO_LARGE: dict[str, str] = {}

TOP_LEVEL = {
    ".ci", ".env.example", ".github", ".gitignore", ".dockerignore", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE",
    "Makefile", "README.md", "STYLE.md", "benchmarks", "docker-compose.yml", "docs", "frontend", "gunicorn.conf.py",
    "locustfile.py", "manage.py", "media", "nginx.conf", "pyproject.toml", "requirements-dev.in",
    "requirements-dev.txt", "requirements.in", "requirements.txt",
    "spot", "spot_bf1", "static", "tests",
}  # fmt: skip
APP = {
    "__init__", "apps", "models", "admin", "urls", "routing", "migrations", "management", "templatetags", "templates",
    "desks", "api", "planning", "locale", *ROOMS,
}  # fmt: skip
FURNITURE = {
    "__init__", "workflow", "models", "permissions", "queries", "services", "receivers", "tasks", "admin", "invariants", "demo",
}  # fmt: skip
# Rooms whose trade is an algorithm or a format: the modules named after it.
NAMED_AFTER_THEIR_TRADE = {
    "accounts": {
        "hashing",
        "house_codes",
        "links",
        "mails",
        "notices",
        "portraits",
        "seals",
        "tokens",
        "walls",
    },
    "airings": {"board", "following", "presence"},
    "campaigns": {"completeness"},
    "creatives": {"checks", "formats", "inspection", "numbers", "renditions"},
    "journal": {"renewal", "signals", "transitions"},
    "messaging": {"counts", "mails", "tellings", "words"},
    "planning": {"conducteur", "missing", "paper", "tray"},
    "pricing": {"cascade"},
    "reports": {"charts", "document", "figures", "period", "reading", "tables", "workbook"},
}
# Storeys of the web and of running: their modules are routes, sockets, commands, not furniture of a room.
STOREYS = {"common", "live", "operations", "api", "desks"}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def python_files() -> list[Path]:
    return [path for path in tracked("spot/*.py", "spot_bf1/*.py") if "migrations" not in path.parts]


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("lint-imports") or str(ROOT / ".venv/bin/lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


def test_imports_go_down():
    checked = contracts(ROOT)

    assert checked.returncode == 0, checked.stdout[-3000:]


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("spot/common/money.py", "from spot.airings import models as planted\n"),
        ("spot/pricing/cascade.py", "from spot.campaigns import models as planted\n"),
        ("spot/accounts/models.py", "import channels.layers as planted\n"),
        ("spot/desks/website/__init__.py", "from spot.desks.advertiser import urls as planted\n"),
        ("spot/journal/services.py", "import spot_bf1.settings as planted\n"),
    ],
    ids=["common-to-airings", "pricing-to-campaigns", "room-to-channels", "desk-to-desk", "app-to-project"],
)
def test_a_planted_breach_is_caught(tmp_path, module, line):
    for name in ("spot", "spot_bf1"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "templates"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    planted = tmp_path / module
    planted.write_text(planted.read_text() + line)

    checked = contracts(tmp_path)

    assert checked.returncode != 0
    assert "BROKEN" in checked.stdout


READS_INTO_FILES = {"PIL", "av", "zipfile", "tarfile", "filetype", "lxml"}
# Ours to draw, ours to write; `formats` compares the first bytes with what a kind begins with, and reads no further.
# `renditions` makes smaller the poster that the locked child has written: pixels of ours, a JPEG of 640 at most.
FILES_OF_OUR_OWN = (
    "spot/creatives/demo/",
    "spot/management/commands/generate_favicons.py",
    "spot/creatives/formats.py",
    "spot/creatives/renditions.py",
)


def opens_files_itself(path: Path, source: str) -> bool:
    where = str(path.relative_to(ROOT))
    if where.startswith(("spot/common/locked/", *FILES_OF_OUR_OWN)):
        return False
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    return bool(names & READS_INTO_FILES)


def test_only_the_locked_child_reads_into_files_people_send():
    assert [path for path in python_files() if opens_files_itself(path, path.read_text())] == []
    assert opens_files_itself(ROOT / "spot/accounts/portraits.py", "from PIL import Image")


def test_no_module_is_too_long():
    assert over(HARD["module"], {path: lines(path) for path in python_files()}) == []


def test_no_function_is_too_long():
    lengths = {
        f"{path.relative_to(ROOT)}:{node.name}": (node.end_lineno or 0) - body_starts(node) + 1
        for path in python_files()
        for node in functions(path)
    }
    assert sorted(name for name, length in lengths.items() if length > HARD["function"] and name not in TOO_LARGE) == []


def test_no_template_and_no_script_is_too_long():
    templates = {path: lines(path) for path in tracked("spot/templates/*.html")}
    scripts = {path: lines(path) for path in tracked("frontend/js/*.js")}

    assert over(HARD["template"], templates) == []
    assert over(HARD["script"], scripts) == []


def over(limit: int, sizes: dict[Path, int]) -> list[str]:
    names = {str(path.relative_to(ROOT)): size for path, size in sizes.items()}
    return [f"{name}: {size}" for name, size in sorted(names.items()) if size > limit and name not in TOO_LARGE]


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_starts(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The signature counts, decorators do not."""
    return node.lineno


def test_the_top_level_is_the_plan():
    there = {path.relative_to(ROOT).parts[0] for path in tracked()}

    assert there - TOP_LEVEL == set()


def test_the_app_holds_rooms_desks_and_facades_alone():
    there = {path.relative_to(ROOT / "spot").parts[0].removesuffix(".py") for path in tracked("spot")}

    assert there - APP == set()


def test_a_room_holds_only_its_furniture():
    strange = [
        f"{path.relative_to(ROOT)}"
        for path in python_files()
        if (parts := path.relative_to(ROOT).parts)[1] in set(ROOMS) - STOREYS
        and parts[2].removesuffix(".py") not in FURNITURE | NAMED_AFTER_THEIR_TRADE.get(parts[1], set())
    ]
    assert strange == []


def test_every_room_says_what_it_is_for():
    silent = [
        room for room in ROOMS if not ast.get_docstring(ast.parse((ROOT / "spot" / room / "__init__.py").read_text()))
    ]

    assert silent == []


def test_no_migration_is_missing(db):
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


# Who may: the clock itself, and who asks Django which of its sessions live, for Django ends them by the machine's time.
READ_THE_MACHINES_TIME = {"spot/common/clock.py", "spot/desks/account/sessions.py"}


def test_only_the_clock_reads_the_machines_time():
    readers = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in python_files()
        if str(path.relative_to(ROOT)) not in READ_THE_MACHINES_TIME
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute)
        and (
            ast.unparse(node)
            in {"timezone.now", "timezone.localdate", "datetime.now", "datetime.utcnow", "date.today", "time.time"}
        )
    ]
    assert readers == []


def test_nobody_but_django_imports_the_models_facade():
    importers = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if "from spot.models" in path.read_text() or "import spot.models" in path.read_text()
    ]
    assert importers == []
