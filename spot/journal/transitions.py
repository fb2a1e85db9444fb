"""The one engine that changes a state: lock, check, change, journal.

A room declares its table of verbs in `workflow.py`; buttons, permission checks, tests and the documented diagram read
the same table.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from spot.common.refusals import Refused
from spot.journal.services import Person, act, record

Row = TypeVar("Row", bound=models.Model)
SYSTEM = "system"


@dataclass(frozen=True)
class Guard:
    """A condition beyond role and state. `stops` says whether it forbids this person this row."""

    code: str
    detail: str
    stops: Callable[[Any, Any], bool]
    status: int = 409


@dataclass(frozen=True)
class Verb:
    """What can be done: from which states, to which (None keeps it), by which roles, unless which guards stop it."""

    name: str
    sources: tuple[str, ...]
    to: str | None
    by: tuple[str, ...]
    unless: tuple[Guard, ...] = ()


@dataclass(frozen=True)
class Table:
    """The verbs of one kind of thing. `thing` prefixes the journal's verbs ("campaigns.submit")."""

    thing: str
    verbs: tuple[Verb, ...]
    wrong_state: str = "Cette action n’est plus possible dans l’état actuel."
    by_name: dict[str, Verb] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {verb.name: verb for verb in self.verbs})

    def __iter__(self) -> Any:
        return iter(self.verbs)

    def may(self, name: str, row: models.Model, by: Person) -> bool:
        """Whether this person may do this now: what a button asks before it is shown."""
        verb = self.by_name[name]
        return (
            by.role in verb.by and row.status in verb.sources and not any(g.stops(row, by) for g in verb.unless)  # type: ignore[attr-defined]
        )

    def open_to(self, row: models.Model, by: Person) -> list[str]:
        """The verbs this person may do now, in the table's order."""
        return [verb.name for verb in self.verbs if self.may(verb.name, row, by)]

    def require_role(self, name: str, by: Person | None) -> None:
        """Refused: `not_found` (404) for a role that never does this, as if the thing did not exist."""
        if (by.role if by else SYSTEM) not in self.by_name[name].by:
            raise Refused("not_found", "Page introuvable.", status=404)

    def check(self, name: str, row: models.Model, *, by: Person | None) -> None:
        """Refused: `not_found` (wrong role, 404), `wrong_state`, or the code of the guard that stops it."""
        verb = self.by_name[name]
        self.require_role(name, by)
        if row.status not in verb.sources:  # type: ignore[attr-defined]  # every model with a table has it
            raise Refused("wrong_state", self.wrong_state)
        for guard in verb.unless:
            if guard.stops(row, by):
                raise Refused(guard.code, guard.detail, status=guard.status)

    def take(
        self,
        name: str,
        row: Row,
        *,
        by: Person | None,
        version: int | None = None,
        shown_as: Callable[[Row], dict[str, Any]] | None = None,
    ) -> Row:
        """Lock the row and check that the verb may happen; the row as the database has it.

        `version` refuses a row that somebody changed meanwhile (`stale_version`, with what `shown_as` makes of the row
        beside it), before the state is looked at.
        """
        self.require_role(name, by)
        locked = lock(row)
        if version is not None and locked.version != version:  # type: ignore[attr-defined]
            extras = shown_as(locked) if shown_as else {}
            raise Refused("stale_version", "Quelqu’un a modifié cela entre-temps.", **extras)
        self.check(name, locked, by=by)
        return locked

    def put(
        self, name: str, row: Row, /, *, by: Person | None, note: str = "", stream: str = "", **changes: Any
    ) -> Row:
        """Change a row that `take` gave, and journal it. `changes` are fields saved with the state."""
        if (to := self.by_name[name].to) is not None:
            changes = {"status": to, **changes}
        before = plain(row, changes)
        for attribute, value in changes.items():
            setattr(row, attribute, value)
        row.version += 1  # type: ignore[attr-defined]  # every model with a table has it
        row.save(update_fields=[*changes, "version"])
        record(f"{self.thing}.{name}", row, by=by, before=before, after=plain(row, changes), note=note, stream=stream)
        return row

    def apply(
        self, name: str, row: Row, /, *, by: Person | None, note: str = "", stream: str = "", **changes: Any
    ) -> Row:
        """Do a verb to a row in one transaction: take, then put. For verbs that look at nothing but the table."""
        with act():
            return self.put(name, self.take(name, row, by=by), by=by, note=note, stream=stream, **changes)


def lock(row: Row) -> Row:
    """The row as the database has it, locked until the end of the transaction."""
    return type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)


def plain(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    """Fields of a row as JSON can carry them."""
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value.pk)
    if value is None or isinstance(value, int | str | bool | list | dict):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
