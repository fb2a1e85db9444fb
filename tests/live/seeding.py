"""Run in a station's own process: an evening of the cast in its database; says the keys and ids as JSON."""

import json
from datetime import timedelta

import django


def seed() -> dict[str, object]:
    from spot.accounts import tokens
    from spot.accounts.workflow import Role
    from spot.breaks.models import Daypart
    from spot.clearance.models import ProductCategory
    from spot.common import clock
    from spot.common.sessions import SessionStore
    from tests import cast

    for order, (slug, name, starts, ends, _price) in enumerate(cast.DAYPARTS):
        Daypart.objects.create(slug=slug, name=name, starts=starts, ends=ends, order=order)
    category = ProductCategory.objects.create(slug="divers", name="Divers", is_exclusive=False)
    coton = cast.organisation("Faso Coton", "FACO")
    people = {
        "awa": cast.person("awa", "Awa Ouédraogo", Role.ADVERTISER, coton),
        "salif": cast.person("salif", "Salif Kaboré", Role.BROADCASTER),
        "aminata": cast.person("aminata", "Aminata Sawadogo", Role.ADMIN),
        "hamidou": cast.person("hamidou", "Hamidou Sanou", Role.MANAGER),
        "clarisse": cast.person("clarisse", "Clarisse Nikiéma", Role.ACCOUNTANT),
    }
    order = cast.campaign(people["awa"], "Le fil d’or du Faso", category=category.pk)
    order.lines.update(airings=10_000)
    film = cast.spot(order, "Le fil d’or du Faso", by=people["awa"])
    place = cast.ad_break("2010", title="Après JT", capacity=32_000)
    cast.ad_break("2045", title="Avant film", capacity=32_000)
    place.starts_at = clock.now() + timedelta(minutes=10)
    place.save()
    airings = [cast.airing(film, place, rank=rank) for rank in range(1, 121)]
    return {
        "keys": {name: tokens.issue(user) for name, user in people.items()},
        "sessions": {name: _session(SessionStore(), user) for name, user in people.items()},
        "break": str(place.pk), "spot": str(film.pk), "airings": [str(row.pk) for row in airings],
    }  # fmt: skip


def _session(store, user) -> str:
    store["_auth_user_id"], store["_auth_user_hash"] = str(user.pk), user.get_session_auth_hash()
    store["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
    store.create()
    return store.session_key


if __name__ == "__main__":
    django.setup()
    print(json.dumps(seed()))
