"""Run in a station's own process: the evening of the tests, and what a fan-out needs besides. Says it as JSON.

Breaks of a hundred airings, each of which one "flash spécial" changes at once; keys of fifty broadcasters, since a
thousand sockets of one person would flatter the check of who may stay.
"""

import json
import sys
from typing import Any
from uuid import UUID

import django

PEOPLE = 50


def add(evening: dict, breaks: int, changes: int) -> dict:
    from spot.accounts import tokens
    from spot.accounts.workflow import Role
    from spot.airings.models import Airing
    from tests import cast

    model = Airing.objects.get(pk=evening["airings"][0])
    full = [_full_break(model, f"23{number:02}", changes) for number in range(breaks)]
    people = [cast.person(f"diffuseur{number}", f"Diffuseur {number}", Role.BROADCASTER) for number in range(PEOPLE)]
    return {**evening, "full_breaks": [str(pk) for pk in full], "crowd": [tokens.issue(person) for person in people]}


def _full_break(model: Any, code: str, airings: int) -> UUID:
    from spot.airings.models import Airing
    from tests import cast

    place = cast.ad_break(code, capacity=30 * airings)
    facts = {field.attname: getattr(model, field.attname) for field in Airing._meta.fields if field.name != "id"}
    facts |= {"ad_break_id": place.pk}
    Airing.objects.bulk_create(Airing(**{**facts, "rank": rank}) for rank in range(1, airings + 1))
    place.booked_seconds = model.seconds * airings
    place.save()
    return place.pk


if __name__ == "__main__":
    django.setup()
    from tests.live.seeding import seed

    print(json.dumps(add(seed(), int(sys.argv[1]), int(sys.argv[2]))))
