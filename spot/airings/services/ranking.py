"""The order of the airings inside a break: 1, 2, 3… with the first and the last position kept at the ends."""

from spot.accounts.models import User
from spot.airings.models import Airing, Position
from spot.airings.services.telling import tell_items

AT: dict[str | None, int] = {Position.FIRST: 0, None: 1, Position.LAST: 2}


def rank_among(others: list[Airing], *, position: str | None, rank: int | None = None) -> int:
    """The rank an airing gets among the others of its break: the one asked for, else the last, but never before the
    first position or after the last one.
    """
    lowest = 1 + sum(AT[row.position] < AT[position] for row in others)
    highest = 1 + sum(AT[row.position] <= AT[position] for row in others)
    return min(max(rank or highest, lowest), highest)


def inserted(others: list[Airing], airing: Airing) -> list[Airing]:
    """The others in rank order, with this one at its rank."""
    return [*others[: airing.rank - 1], airing, *others[airing.rank - 1 :]]


def renumber(airings: list[Airing], *, by: User | None, moved: Airing | None = None) -> None:
    """Rank the airings of a break again and tell the day of those whose rank moved.

    `airings` are all that keep seconds in the break, in the wanted order, `moved` among them being told by its own verb.
    """
    ordered = sorted(airings, key=lambda row: AT[row.position])
    changed = []
    for rank, row in enumerate(ordered, start=1):
        if row.rank != rank:
            row.rank = rank
            changed.append(row)
    Airing.objects.bulk_update(changed, ["rank"])
    tell_items([row for row in changed if moved is None or row.pk != moved.pk], by=by)
