"""Every page a person reads, with somebody who may read it: from the table of permissions and the data at hand."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.test import Client

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role
from spot.airings.models import Airing
from spot.breaks.models import AdBreak, BreakTemplate
from spot.campaigns import services as campaigns
from spot.campaigns.models import Campaign
from spot.clearance.models import ProductCategory
from spot.common import clock
from spot.creatives.models import Spot
from spot.pricing.models import RateCard
from tests.cast import person
from tests.permission_table import ANYBODY, DESKS, OWN, SIGNED_IN

# Not pages: files, pieces of pages, redirections, steps that only a mail or a previous form leads to.
LEFT_OUT = re.compile(
    r"secret|wall_key|session_id|/media/|/apart/|worker\.js|/export/|/pdf/|photo|/presence/"
    r"|second-factor/(activ|de|codes)|/identity/|login/code|^/reports/$|^/console/$"
)
STEPS = ("campaign", "diffusion", "spot", "summary")


def pages() -> Iterator[tuple[str, str]]:
    """(path, role or "anonymous") of every page; the things shown are those with most in them."""
    shown = _things()
    for desk in ("website", "account", "advertiser", "diffusion", "administration", "others"):
        for path, methods, who in DESKS[desk]:
            if "GET" in methods and not LEFT_OUT.search(path):
                yield from ((one, _reader(path, who)) for one in _filled(path, shown))


def _reader(path: str, who: tuple[str, ...]) -> str:
    if who == ANYBODY:
        return "anonymous"
    if path == "/home/" or who in {OWN, SIGNED_IN}:
        return Role.ADVERTISER
    return Role.ADMIN if Role.ADMIN in who else who[0]


def _filled(path: str, shown: dict[str, Any]) -> list[str]:
    path = path.replace("breaks/<uuid:pk>", "breaks/<uuid:break_id>").replace("rows/<int:pk>", "rows/<int:row_id>")
    if "edit/<slug:step>" in path:
        return [_put(path, {**shown, "campaign_id": shown["draft_id"], "step": step}) for step in STEPS]
    return [_put(path, shown)]


def _put(path: str, shown: dict[str, Any]) -> str:
    return re.sub(r"<\w+:(\w+)>", lambda part: str(shown[part[1]]), path)


def _things() -> dict[str, Any]:
    """The fullest campaign and spot, today's fullest break, and one of everything else."""
    today = clock.broadcast_today()
    campaign = _fullest("campaign", Campaign)
    return {
        "campaign_id": campaign, "draft_id": Campaign.objects.filter(status="draft").values_list("pk", flat=True).first(),
        "spot_id": _fullest("spot", Spot), "pk": _fullest("spot", Spot), "day": today.isoformat(),
        "break_id": AdBreak.objects.of_day(today).values_list("pk", flat=True)[0],
        "row_id": BreakTemplate.objects.values_list("pk", flat=True).first(),
        "person_id": User.objects.filter(role=Role.ADVERTISER).values_list("pk", flat=True).first(),
        "organisation_id": Organisation.objects.get(campaigns=campaign).pk, "card_id": RateCard.objects.values_list("pk", flat=True).first(),
        "slug": "divers",
    }  # fmt: skip


def _fullest(name: str, model: Any) -> Any:
    rows = Airing.objects.filter(**{f"{name}__isnull": False}).order_by().values_list(name)
    found = rows.annotate(count=Count("pk")).order_by("-count").values_list(name, flat=True).first()
    return found or model.objects.values_list("pk", flat=True).first()


def readers() -> dict[str, Client]:
    """Somebody of each role; the advertiser is of the organisation with most airings."""
    fullest = (
        Airing.objects.order_by()
        .values("organisation")
        .annotate(count=Count("pk"))
        .order_by("-count")[0]["organisation"]
    )
    made = {"anonymous": Client()}
    for role in Role.values:
        name = f"lecteur-{role}"
        user = User.objects.filter(username=name).first() or person(
            name, f"Lecteur {role}", role, Organisation.objects.get(pk=fullest) if role == Role.ADVERTISER else None
        )
        if role == Role.ADVERTISER and user.organisation_id != fullest:
            User.objects.filter(pk=user.pk).update(organisation=fullest)
        made[role] = Client()
        made[role].force_login(user)
    return made


def one_draft() -> None:
    """A draft of the fullest organisation, for the four steps."""
    by = User.objects.get(username=f"lecteur-{Role.ADVERTISER}")
    facts = {"title": "Brouillon", "objective": "notoriete", "starts_on": clock.today(), "ends_on": clock.today()}
    campaigns.draft(
        by=by, organisation=by.organisation, product_category=ProductCategory.objects.get(pk="divers"), **facts
    )


def shape(path: str) -> str:
    """The route a path came from: its ids, days and numbers left out."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\d|\d+", "…", path)
