"""docker-compose.yml as Docker's own compose reads it, with an `.env` filled in as the documents say."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
COMPOSE = Path(sys.prefix, "bin/docker-compose")


def project(folder: Path, filled: dict[str, str]) -> dict[str, Any]:
    """The resolved file: merges, anchors, `.env`, what is required, which of two variables wins."""
    for name in ("docker-compose.yml", "nginx.conf"):
        shutil.copy(ROOT / name, folder)
    lines = (ROOT / ".env.example").read_text().splitlines()
    (folder / ".env").write_text("\n".join(_filled(line, filled) for line in lines) + "\n")
    read = resolve(folder)
    assert read.returncode == 0, read.stderr
    return _without_doubled_signs(json.loads(read.stdout))


def resolve(folder: Path) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [str(COMPOSE), "config", "--format", "json"], cwd=folder, env=clean, capture_output=True, text=True, check=False
    )


def _filled(line: str, filled: dict[str, str]) -> str:
    """A line one has a value for, its `#` taken away."""
    name = line.removeprefix("# ").partition("=")[0]
    return f"{name}={filled[name]}" if name in filled else line


def _without_doubled_signs(read: Any) -> Any:
    """Compose writes a dollar twice, so that its answer may be read again."""
    if isinstance(read, dict):
        return {name: _without_doubled_signs(value) for name, value in read.items()}
    if isinstance(read, list):
        return [_without_doubled_signs(value) for value in read]
    return read.replace("$$", "$") if isinstance(read, str) else read
