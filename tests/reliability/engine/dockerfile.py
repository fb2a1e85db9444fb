"""What the Dockerfile's last stage puts into the image: its files, its variables, its user and its command."""

import fnmatch
import json
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from dockerfile_parse import DockerfileParser

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class Stage:
    name: str
    copies: list[tuple[str, list[str], str]] = field(default_factory=list)  # from which stage, what, to where
    runs: list[str] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str = "0"
    volumes: list[str] = field(default_factory=list)
    ports: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)


def stages(path: Path = ROOT / "Dockerfile") -> list[Stage]:
    found: list[Stage] = []
    for step in DockerfileParser(path=str(path)).structure:
        _take(step["instruction"], step["value"], found)
    return found


def _take(instruction: str, value: str, found: list[Stage]) -> None:
    if instruction == "FROM":
        words = value.split()
        found.append(Stage(words[2] if len(words) > 2 else ""))
    elif instruction == "COPY":
        words = shlex.split(value)
        source = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else ""
        found[-1].copies.append((source, words[:-1], str(PurePosixPath(found[-1].folder, words[-1]))))
    elif instruction == "ENV":
        for pair in shlex.split(value):
            name, _, written = pair.partition("=")
            found[-1].environment[name] = written
    elif instruction in SIMPLE:
        setattr(found[-1], SIMPLE[instruction], value)
    elif instruction in LISTS:
        getattr(found[-1], LISTS[instruction]).extend(_words(value))
    elif instruction == "RUN":
        found[-1].runs.append(value)


SIMPLE = {"WORKDIR": "folder", "USER": "user"}
LISTS = {"VOLUME": "volumes", "EXPOSE": "ports", "CMD": "command"}


def _words(value: str) -> list[str]:
    return json.loads(value) if value.startswith("[") else value.split()


def ignored(name: str) -> bool:
    """Whether .dockerignore keeps a path out of what is built from."""
    patterns = (ROOT / ".dockerignore").read_text().split()
    parts = PurePosixPath(name).parts
    ways = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    return any(_matches(way, pattern) for way in ways for pattern in patterns)


def _matches(way: str, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatch.fnmatchcase(way.rpartition("/")[2], pattern[3:])
    return bool(re.fullmatch(fnmatch.translate(pattern).replace(".*", "[^/]*"), way))


def copy(source: str, target: Path, *, built: bool) -> None:
    """As COPY: a folder's contents, or a file; without what .dockerignore names, unless an earlier stage built it."""
    place = ROOT / source
    if place.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(place, target)
        return

    def leave(folder: str, names: list[str]) -> set[str]:
        near = Path(folder).relative_to(ROOT)
        return {name for name in names if not built and ignored(str(near / name))}

    shutil.copytree(place, target, dirs_exist_ok=True, ignore=leave)
