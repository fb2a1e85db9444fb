"""Is a port free, and who holds it? Run by path before anything is installed: Python's own library is all it has."""

import errno
import os
import socket
import sys
from pathlib import Path

LISTENING = "0A"
LAST = 65_535


def complaint(written: str, host: str = "127.0.0.1") -> str:
    """What keeps us from listening there and what to do about it, in a sentence; empty when nothing does."""
    if wrong := unusable(written):
        return wrong
    port = int(written)
    refused = _refused(host, port)
    if refused is None:
        return ""
    if refused.errno == errno.EACCES:
        return f"Le port {port} est réservé à l’administrateur de la machine. Prenez-en un autre : PORT=8080."
    if refused.errno != errno.EADDRINUSE:
        return f"Impossible d’écouter sur {host}:{port} : {refused.strerror}."
    return (
        f"Le port {port} est déjà pris{_by(port)}. Arrêtez ce qui l’occupe, ou choisissez-en un autre : {_other(port)}."
    )


def unusable(written: str) -> str:
    if written.isdecimal() and len(written) < 6 and 0 < int(written) <= LAST:
        return ""
    return f"PORT ne peut pas valoir « {written} » : un numéro entre 1 et {LAST} est attendu."


def _refused(host: str, port: int) -> OSError | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does: a port just left is free
        try:
            probe.bind((host, port))
            probe.listen()
        except OSError as error:
            return error
    return None


def _other(port: int) -> str:
    free = next((near for near in range(port + 1, LAST) if _refused("127.0.0.1", near) is None), None)
    return f"PORT={free}" if free else "PORT=…"


def _by(port: int) -> str:
    """The process that listens there, where Linux tells us."""
    for process in Path("/proc").glob("[0-9]*"):
        if _sockets(process) & _listeners(port):
            words = (process / "cmdline").read_bytes().split(b"\0")
            named = " ".join(os.fsdecode(word) for word in words[:4] if word)
            return f" par le processus {process.name} (« {named} »)"
    return ""


def _listeners(port: int) -> set[str]:
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    rows = [row.split() for table in tables if table.exists() for row in table.read_text().splitlines()[1:]]
    return {f"socket:[{row[9]}]" for row in rows if row[3] == LISTENING and int(row[1].rpartition(":")[2], 16) == port}


def _sockets(process: Path) -> set[str]:
    try:
        return {str(each.readlink()) for each in (process / "fd").iterdir()}
    except OSError:  # gone meanwhile, or somebody else's
        return set()


if __name__ == "__main__":
    sys.exit(complaint(sys.argv[1]) or 0)
