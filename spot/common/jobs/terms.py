"""What queued work may take: its lane, its time, and how often it is tried again. All of it stands here.

A lane is a queue with a worker process of its own: what is slow in one never delays another.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django_tasks import task
from django_tasks.base import Task

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Terms:
    """`pauses` are the seconds before the second attempt, the third…: there is one attempt more."""

    lane: str
    seconds: int
    pauses: tuple[int, ...]


CHECK = Terms("checks", seconds=2 * MINUTE, pauses=(10, MINUTE, 5 * MINUTE, 30 * MINUTE))
MAIL = Terms(
    "mails",
    seconds=MINUTE,
    pauses=(MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR),
)
ANY = Terms("default", seconds=2 * MINUTE, pauses=(5, MINUTE, 5 * MINUTE))
LANES = tuple(terms.lane for terms in (CHECK, MAIL, ANY))

GaveUp = Callable[..., object]
Hopeless = Callable[[BaseException], bool]


def may_pass(_failure: BaseException) -> bool:
    """Nothing is hopeless: another time it may go well."""
    return False


def nothing(_failure: BaseException, *_: Any, **__: Any) -> None:
    """Nobody need hear that it was given up."""


@dataclass(frozen=True)
class Job:
    """A task and what holds for it. `gave_up` is called with the last failure and the task's arguments,
    in the transaction that ends it; a `hopeless` failure is not tried again.
    """

    terms: Terms = ANY
    gave_up: GaveUp = nothing
    hopeless: Hopeless = may_pass


_jobs: dict[str, Job] = {}


def job(
    terms: Terms, *, gave_up: GaveUp = nothing, hopeless: Hopeless = may_pass
) -> Callable[[Callable[..., Any]], Task[..., Any]]:
    """Make a function a task of that lane. It may run twice: a worker that is killed has done it or not.

    Its first argument is the `context` of the attempt, which knows the task's id.
    """

    def made(function: Callable[..., Any]) -> Task[..., Any]:
        declared: Task[..., Any] = task(queue_name=terms.lane, takes_context=True)(function)
        _jobs[declared.module_path] = Job(terms, gave_up, hopeless)
        return declared

    return made


def job_at(task_path: str) -> Job:
    """What holds for the task of that path; the plain terms for one that this code does not know."""
    return _jobs.get(task_path, Job())
