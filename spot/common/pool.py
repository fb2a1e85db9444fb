"""PostgreSQL's connections, shared by the threads of a process, and what happens when there are none to be had."""

from typing import Any

from psycopg import OperationalError
from psycopg_pool import ConnectionPool


def let_nobody_wait(pool: ConnectionPool[Any]) -> None:
    """The server refuses connections: whoever waits for one hears it now (503), not when their patience ends.

    psycopg_pool has no public word for this; `tests/reliability/test_f4_postgresql.py` sees that it works.
    """
    with pool._lock:
        waiting = list(pool._waiting)
        pool._waiting.clear()
    for client in waiting:
        client.fail(OperationalError("the server refuses connections"))


# Sync views run in many threads, and CONN_MAX_AGE would keep one connection for each. A server that is away is asked
# again by whoever needs it next: the pool's own attempts would come ever later, and leave people waiting after it is back.
SHARED = {
    "min_size": 1, "max_size": 12, "timeout": 10, "reconnect_timeout": 0, "reconnect_failed": let_nobody_wait,
}  # fmt: skip

CONNECT_SECONDS, LOCK_SECONDS, IDLE_SECONDS = 5, 20, 60


def patience(statement_seconds: int) -> dict[str, Any]:
    """How long whoever serves people waits for PostgreSQL: to connect, for a lock, for an answer, for a line that is
    cut without a word. Zero is for work by hand: it may take as long as it takes, a lock's wait included.
    """
    limits = {"connect_timeout": CONNECT_SECONDS, "tcp_user_timeout": 1000 * LOCK_SECONDS}
    if not statement_seconds:
        return limits
    told = {
        "statement_timeout": statement_seconds,
        "lock_timeout": LOCK_SECONDS,
        "idle_in_transaction_session_timeout": IDLE_SECONDS,
    }
    options = " ".join(f"-c {name}={seconds}s" for name, seconds in told.items())
    return {**limits, "options": options}
