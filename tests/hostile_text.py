"""Text as nobody should send it, and a look at which names a view reads while it serves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

from django.http import QueryDict

NINES = "9" * 5_000
SOME_ID = "7f000000-0000-4000-8000-000000000000"
HOSTILE = {
    "nul": "\x00",
    "nul inside": "a\x00b",
    "nul in a day": "2026-11-21\x00",
    "nines": NINES,
    "id and nines": f"{SOME_ID}:{NINES}",
    "superscript": "²",
    "other digits": "١٢",
    "negative": "-1",
    "zero": "0",
    "beyond 32 bits": "4294967296",
    "beyond 64 bits": "99999999999999999999",
    "float": "1e999",
    "tiny": "1e-999999999",
    "nan": "nan",
    "infinity": "Infinity",
    "mark": "\ufeff1",
    "broken line": "A\r\nBcc: x@y.z",
    "separator": "a\u2028b",
    "replaced": "\ufffd",
    "year 0": "0000-00-00",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "29 february": "2027-02-29",
    "week": "2026-W47-6",
    "long": "x" * 20_000,
    "id": SOME_ID,
    "id in braces": f"{{{SOME_ID}}}",
    "almost an id": "١" * 32,
    "empty": "",
    "spaces": " \t ",
    "bracket": "http://[",
    "percent": "%",
    "quotes": "'\";--",
    "markup": "<script>alert(1)</script>{{ 7 }}",
    "json": '{"a":[1]}',
    "surrogate": "\ud800",
}
# As bytes of an address or a form, where what is not UTF-8 comes too.
RAW = {name: quote(value.encode("utf-8", "surrogatepass")) for name, value in HOSTILE.items()}
RAW |= {"not utf-8": "%ff%fe", "cut utf-8": "%e2%82", "overlong": "%c0%80", "no escape": "%zz"}

# What a form of ours could take: so that a wrong value is met behind right ones too.
PLAUSIBLE = {
    "title": "Rentrée des comptes", "name": "Faso Coton", "full_name": "Awa Ouédraogo", "email": "somebody@bf1.example",
    "product_category": "textile", "objective": "notoriete", "channel": "tv", "starts_on": "2026-11-22",
    "ends_on": "2026-11-29", "since": "2026-11-22", "valid_from": "2027-01-01", "daypart": "prime", "seconds": "30",
    "airings": "10", "weekdays": "0", "spot_source": "own", "starts": "19:45", "code": "1945", "capacity_seconds": "120",
    "reason": "technical", "role": "sales", "rule": "free", "text": "Le match déborde.", "per_day": "1", "kind": "advertiser",
    "lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "0", "lines-0-daypart": "prime", "lines-0-weekdays": "0",
    "lines-0-seconds": "30", "lines-0-airings": "10", "vat_bp": "18", "short_bp": "90", "extra_second_bp": "2",
    "position_bp": "15", "agency_bp": "15", "username": "somebody", "password": "x", "password1": "Ouaga-2026!",
    "password2": "Ouaga-2026!", "oldpassword": "demo1234", "phone": "70123456", "organisation": "Maison Neuve",
    "motive": "", "q": "coton", "page": "1", "start": "2026-11-01", "end": "2026-11-30", "day": "2026-11-21",
}  # fmt: skip


@contextmanager
def reading() -> Iterator[set[str]]:
    """The names that are asked of addresses and forms meanwhile."""
    names: set[str] = set()
    asked = ("get", "getlist", "__getitem__", "__contains__")
    kept = {name: getattr(QueryDict, name) for name in asked}

    def watched(method: str) -> Any:
        def read(self: QueryDict, key: Any, *rest: Any) -> Any:
            names.add(str(key))
            return kept[method](self, key, *rest)

        return read

    for method in asked:
        setattr(QueryDict, method, watched(method))
    try:
        yield names
    finally:
        for method in asked:
            if method in vars(QueryDict) and kept[method] is not vars(QueryDict)[method]:
                setattr(QueryDict, method, kept[method])


def with_one_wrong(names: set[str], wrong: str, raw: str) -> str:
    """A query string where `wrong` is hostile and the others are plausible."""
    rest = {name: PLAUSIBLE[name] for name in sorted(names - {wrong}) if name in PLAUSIBLE}
    return f"{urlencode(rest)}&{quote(wrong)}={raw}"


def all_wrong(names: set[str], raw: str) -> str:
    return "&".join(f"{quote(name)}={raw}" for name in sorted(names))
