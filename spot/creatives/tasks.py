"""Work done beside the pages: the verdict on a delivered file."""

from typing import Any
from uuid import UUID

from spot.common.jobs.terms import CHECK, job
from spot.creatives import queries, services


def could_not_check(failure: BaseException, version_id: str) -> None:
    services.give_up_verdict(UUID(version_id))


@job(CHECK, gave_up=could_not_check)
def verdict(context: Any, version_id: str) -> None:
    """Twice does nothing more: a version has one verdict."""
    services.give_verdict(UUID(version_id))


def ask_again() -> int:
    """Ask for the verdicts that nothing would give; how many."""
    forgotten = queries.unasked()
    for version in forgotten:
        verdict.enqueue(str(version.pk))
    return len(forgotten)
