"""Asking the journal what is new."""

from collections import defaultdict
from collections.abc import Mapping

from django.db import connection

Numbered = tuple[int, str, str]  # an entry's number in its stream, the kind of its thing, the thing's id
AFTER = "SELECT stream, seq, thing_kind, thing_id FROM spot_entry WHERE {} ORDER BY stream, seq LIMIT %s"


def after(seen: Mapping[str, int], *, limit: int) -> dict[str, list[Numbered]]:
    """The entries of some streams beyond the number each was read to; `limit` is for all of them together.

    By hand, for sockets ask this several times a second, and Django takes longer to write the question than PostgreSQL to
    answer it.
    """
    where = " OR ".join(["(stream = %s AND seq > %s)"] * len(seen))
    asked = [part for pair in seen.items() for part in pair]
    with connection.cursor() as cursor:
        cursor.execute(AFTER.format(where), [*asked, limit])
        found = cursor.fetchall()
    entries: dict[str, list[Numbered]] = defaultdict(list)
    for stream, seq, kind, thing_id in found:
        entries[stream].append((seq, kind, thing_id))
    return dict(entries)
