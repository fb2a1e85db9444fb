"""The listeners (listeners.c, compiled here) and what they heard; what a process costs."""

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
Hit = tuple[int, int]  # an event's number, and when it reached a socket (nanoseconds)


@dataclass
class Heard:
    """Every receipt of every event."""

    hits: list[Hit] = field(default_factory=list)
    closed: int = 0

    @property
    def last(self) -> int:
        return max((at for _, at in self.hits), default=0)

    def add(self, more: "Heard") -> None:
        self.hits += more.hits
        self.closed += more.closed


class Listeners:
    """`count` open sockets in a process of their own."""

    def __init__(self, folder: Path, port: int, path: str, count: int, keys: list[str]) -> None:
        self.count = count
        (folder / "keys").write_text("".join(f"{key}\n" for key in keys))
        command = [str(compiled(folder)), str(port), path, str(count), str(folder / "keys") if keys else "-"]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if self._line() != ["ready"]:
            raise SystemExit(f"The listeners of port {port} could not all open.")

    def heard(self) -> Heard:
        """What was heard since it was last asked."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        heard = Heard()
        while (line := self._line())[0] != "end":
            heard.hits.append((int(line[0]), int(line[1])))
        heard.closed = int(line[1])
        return heard

    def close(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait(10)

    def _line(self) -> list[str]:
        assert self.process.stdout
        return self.process.stdout.readline().split() or ["end", "0"]


def compiled(folder: Path) -> Path:
    compiler = shutil.which("gcc") or shutil.which("cc")
    if not compiler:
        raise SystemExit("A C compiler is needed (gcc): a thousand sockets in Python would measure Python.")
    program = folder / "listeners"
    if not program.exists():
        subprocess.run([compiler, "-O2", "-o", str(program), str(HERE / "listeners.c")], check=True)
    return program


def processor_ns(pid: int) -> int:
    """Processor time of a process, all its threads: /proc/PID/schedstat alone is that of its first one."""
    total = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            total += int((thread / "schedstat").read_text().split()[0])
        except FileNotFoundError:
            continue
    return total


def first_thread_ns(pid: int) -> int:
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0])


def memory_kb(pid: int) -> int:
    """What a process weighs, memory it shares counted in part (PSS)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
