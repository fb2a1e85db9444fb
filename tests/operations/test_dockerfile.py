"""The Dockerfile: what a linter says of it, and whether it agrees with the repository and with docker-compose.yml."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.reliability.engine import dockerfile

ROOT = dockerfile.ROOT
STAGES = dockerfile.stages()
LAST = STAGES[-1]
COPIED = [(stage.name, name) for stage in STAGES for source, names, _ in stage.copies if not source for name in names]


def test_the_linter_has_nothing_to_say():
    linted = subprocess.run(
        [Path(sys.prefix, "bin/hadolint"), "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (linted.returncode, linted.stdout) == (0, "")


@pytest.mark.parametrize(("stage", "name"), COPIED)
def test_what_is_copied_is_there_and_not_left_out(stage, name):
    assert (ROOT / name).exists()
    assert not dockerfile.ignored(name)


@pytest.mark.parametrize(
    "name", [".env", ".env.example", "tls/privkey.pem", ".git/config", "data/spot.sqlite3", "media/x.mp4"]
)
def test_what_must_not_leave_the_machine_is_left_out(name):
    assert dockerfile.ignored(name)


def test_nobody_in_it_is_root_and_volumes_are_theirs():
    made = LAST.runs[0]

    assert LAST.user == "10001"
    assert "--uid 10001" in made
    assert [volume for volume in LAST.volumes if volume not in made] == []


def test_no_secret_stands_in_it():
    assert [
        name for stage in STAGES for name in stage.environment if re.search("SECRET|PASSWORD|TOKEN|KEY", name)
    ] == []


def test_each_file_is_kept_in_a_volume_that_compose_names():
    compose = (ROOT / "docker-compose.yml").read_text()

    assert [volume for volume in LAST.volumes if f":{volume}\n" not in compose and f":{volume} " not in compose] == []


def test_the_images_python_is_one_the_site_is_made_for():
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)

    assert {base.partition("-")[0] for base in bases} == {"node:22", "python:3.11"}
