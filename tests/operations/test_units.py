"""The systemd units say what docker-compose.yml says, and the page that installs them names them all."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
UNITS = sorted(path for path in (ROOT / "docs/debian").iterdir())
PAGE = (ROOT / "docs/debian.md").read_text()


def command(unit: str) -> list[str]:
    """What a unit starts, without the folder of its program."""
    text = (ROOT / "docs/debian" / unit).read_text().replace("\\\n", "")
    program, *arguments = re.search(r"^ExecStart=(.+)$", text, re.MULTILINE)[1].split()
    return [Path(program).name, *arguments]


def composed(service: str) -> list[str]:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    return services[service]["command"].replace('"', "").split()


@pytest.mark.parametrize("service", ["worker", "schedule", "prepare"])
def test_a_unit_starts_what_its_container_starts(service):
    assert command(f"spot-{service}.service") == composed(service)


def test_sockets_are_started_alike_but_for_their_address():
    here = {"0.0.0.0": "127.0.0.1", "*": "127.0.0.1", "10": "10"}

    assert command("spot-sockets.service") == [here.get(part, part) for part in composed("sockets")]


def test_the_page_starts_every_unit():
    enabled = re.search(r"systemctl enable --now (spot-.+)", PAGE)[1].split()
    named = {name if "." in name else f"{name}.service" for name in enabled} | {"spot-prepare.service"}

    assert named == {unit.name for unit in UNITS}


def test_the_page_sets_only_what_the_site_reads():
    settings = re.findall(r"^    ([A-Z_]+)=", PAGE, re.MULTILINE)
    known = set(re.findall(r"^#? ?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert {*settings} - known - {"DJANGO_SETTINGS_MODULE"} == set()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is absent")
def test_systemd_reads_the_units(tmp_path):
    """The programs lie where the page puts them, and on this machine nowhere."""
    for unit in UNITS:
        text = unit.read_text().replace("/srv/app/.venv/bin/", "/bin/").replace("/usr/sbin/nginx", "/bin/true")
        (tmp_path / unit.name).write_text(re.sub(r"/bin/(gunicorn|uvicorn|python)\b", "/bin/true", text))
    command = ["systemd-analyze", "verify", *(str(tmp_path / unit.name) for unit in UNITS)]

    said = subprocess.run(command, check=False, capture_output=True, text=True)

    assert [line for line in said.stderr.splitlines() if "spot-" in line] == []
