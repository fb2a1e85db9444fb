"""The stage of the journeys: the cast and their evening, written once into a database that every journey copies.

Run as `python -m tests.journeys.stage` with DATA_DIR and SPOT_NOW set: a process of its own, so that the journeys' tests
touch no database themselves.
"""

import json
import os
from datetime import timedelta


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    set_the_stage()
    open_sessions()


def open_sessions() -> None:
    """A session of everybody, in sessions.json: who is not about to sign in need not fill the form again."""
    from django.conf import settings
    from django.test import Client

    from spot.accounts.models import User

    sessions = {}
    for user in User.objects.all():
        client = Client()
        client.force_login(user)
        sessions[user.username] = client.cookies[settings.SESSION_COOKIE_NAME].value
    (settings.DATA_DIR / "sessions.json").write_text(json.dumps(sessions))


def set_the_stage() -> None:
    """Seven roles, six advertisers with a campaign and a spot, an afternoon that aired, an evening that is planned."""
    from spot.accounts.workflow import Role
    from tests.cast import person

    lay_the_grid()
    advertisers = [of_advertiser(*facts) for facts in ADVERTISERS]
    staff = [
        ("mariam", "Mariam Traoré", Role.SALES), ("aminata", "Aminata Sawadogo", Role.ADMIN),
        ("paul", "Paul Zongo", Role.ADMIN), ("salif", "Salif Kaboré", Role.BROADCASTER),
        ("rasmata", "Rasmata Ilboudo", Role.BROADCASTER), ("hamidou", "Hamidou Sanou", Role.MANAGER),
        ("clarisse", "Clarisse Nikiéma", Role.ACCOUNTANT), ("boukary", "Boukary Sawadogo", Role.EDITORIAL_MANAGER),
    ]  # fmt: skip
    for facts in staff:
        person(*facts)
    fill_the_evening(advertisers)


ADVERTISERS = [
    ("awa", "Awa Ouédraogo", "Faso Coton", "FACO", "textile", "Le fil d’or du Faso", 30),
    ("issa", "Issa Kaboré", "Savonnerie Wend", "SAVW", "hygiene", "Savon de la fête", 30),
    ("fanta", "Fanta Diallo", "Moov’Ouaga", "MOOV", "telecom", "100 Go tout le week-end", 30),
    ("oumar", "Oumar Barry", "Banque du Faso", "BAFA", "banque", "L’argent voyage", 60),
    ("salimata", "Salimata Coulibaly", "Rizerie du Sourou", "RISO", "alimentation", "Riz de chez nous", 30),
    ("noel", "Noël Compaoré", "Solaire Sahel", "SOSA", "energie", "Le soleil éclaire", 30),
]
BREAKS = [
    ("1255", "Avant JT de 13 h", "midi", 120), ("1625", "Série", "apres-midi", 90), ("1855", "Fin de série", "access", 120),
    ("1925", "Avant JT", "prime", 120), ("1945", "Mi-JT", "prime", 180), ("2010", "Après JT", "prime", 120),
    ("2045", "Avant film", "prime", 180), ("2210", "Après film", "soiree", 120), ("0030", "Nuit", "nuit", 60),
]  # fmt: skip


def lay_the_grid() -> None:
    from spot.breaks.models import Daypart
    from spot.clearance.models import ProductCategory
    from spot.pricing.models import DaypartRate, RateCard
    from tests.cast import DAYPARTS, TODAY, ad_break

    Daypart.objects.all().delete()
    for order, (slug, name, starts, ends, _price) in enumerate(DAYPARTS):
        Daypart.objects.create(slug=slug, name=name, starts=starts, ends=ends, order=order)
    if not RateCard.objects.exists():
        card = RateCard.objects.create(name="Grille 2025", number=1, status="published", valid_from="2025-01-01")
        for slug, _name, _starts, _ends, price in DAYPARTS:
            if price:
                DaypartRate.objects.create(card=card, daypart_id=slug, base_ht_fcfa=price)
    for slug in {facts[4] for facts in ADVERTISERS} | {"divers"}:
        ProductCategory.objects.get_or_create(
            slug=slug, defaults={"name": slug.capitalize(), "is_exclusive": slug != "divers"}
        )
    for offset in range(-1, 4):
        for code, title, daypart, capacity in BREAKS:
            ad_break(code, day=TODAY + timedelta(days=offset), title=title, daypart=daypart, capacity=capacity)


def of_advertiser(username: str, full_name: str, name: str, code: str, category: str, title: str, seconds: int):
    from spot.accounts.workflow import Role
    from tests.cast import campaign, organisation, person, spot

    owner = person(username, full_name, Role.ADVERTISER, organisation(name, code))
    order = campaign(owner, title, category=category)
    order.lines.update(seconds=seconds)
    return spot(order, title, by=owner, seconds=seconds)


def fill_the_evening(spots: list) -> None:
    """What aired, then the breaks of the evening from 19:25; the order line of each spot is for prime."""
    from spot.airings.models import Airing
    from spot.breaks.models import AdBreak
    from tests.cast import TODAY, airing

    evening = {
        "1255": [0, 1], "1855": [2, 3, 4], "1925": [1, 2, 3], "1945": [3, 2, 0, 5], "2010": [1, 4], "2045": [2, 0, 5],
    }  # fmt: skip
    places = {place.code: place for place in AdBreak.objects.filter(day=TODAY)}
    for code, cast in evening.items():
        aired = code < "1940"
        for rank, number in enumerate(cast, start=1):
            line = spots[number].campaign.lines.get() if places[code].daypart_id == "prime" else None
            status = "aired" if aired else "planned"
            airing(spots[number], places[code], rank=rank, status=status, line=line)
    first = Airing.objects.get(ad_break=places["1925"], rank=2)
    Airing.objects.filter(pk=first.pk).update(status="missed", aired_at=None, reason="technical")


if __name__ == "__main__":
    main()
