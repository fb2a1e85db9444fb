"""Numbered streams have no gap and no double."""

from django.db.models import Count, Max, Min

from spot.common.invariants import Check, Found, found
from spot.journal.models import Entry, Stream
from spot.journal.renewal import RESTORED


def sequences() -> Found:
    """Each stream counts 1, 2, 3… up to the number its counter says; since a restore, from where that began."""
    counters = dict(Stream.objects.values_list("name", "last_seq"))
    start = counters.pop(RESTORED, 0)
    numbered = Entry.objects.filter(seq__gt=start).order_by().values_list("stream")
    seen = {
        name: facts
        for name, *facts in numbered.annotate(Min("seq"), Max("seq"), Count("seq", distinct=True), Count("pk"))
    }
    unnumbered = Entry.objects.exclude(stream="").filter(seq=None).count()
    wrong = [
        f"stream {name}: counter {last}, numbers {seen.get(name)}"
        for name, last in counters.items()
        if seen.get(name, [start + 1, start, 0, 0]) != [start + 1, last, last - start, last - start]
    ]
    wrong += [f"stream {name}: no counter" for name in seen.keys() - counters.keys()]
    return found(len(counters), wrong + ([f"{unnumbered} entries of a stream have no number"] if unnumbered else []))


CHECKS: dict[str, Check] = {"sequences": sequences}
