"""The console's first page: what waits for an opinion, the month in figures, what just happened."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import CharField, Model, Q, QuerySet, Sum, Value
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.airings.models import Airing
from spot.airings.workflow import Reason
from spot.breaks.models import AdBreak
from spot.campaigns.models import Campaign
from spot.common import clock
from spot.common.asked import in_address
from spot.common.web import opens_to
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.queries import in_queue
from spot.desks.administration.spots import row
from spot.desks.requests import SignedInRequest
from spot.journal.models import Entry
from spot.messaging.words import look_of
from spot.reports.period import Period, month_of
from spot.reports.queries import airings_of

FILL_DAYS, QUEUE_SHOWN, JOURNAL_READ, JOURNAL_SHOWN = 14, 5, 120, 10
TOLD = (
    "campaigns.submit", "campaigns.approve", "campaigns.reject", "campaigns.cancel", "spots.upload", "spots.replace",
    "spots.approve", "spots.reject", "spots.withdraw", "airings.book", "airings.confirm", "airings.miss",
    "airings.preempt", "organisations.verify", "breaks.cancel", "breaks.retime", "rate_cards.publish",
)  # fmt: skip


@opens_to(Role.ADMIN)
def console(request: SignedInRequest) -> HttpResponse:
    return redirect("administration:dashboard")


@opens_to(Role.ADMIN)
def dashboard(request: SignedInRequest) -> HttpResponse:
    spots, campaigns = list(_spots(request.user)[:QUEUE_SHOWN]), list(_campaigns(request.user)[:QUEUE_SHOWN])
    chosen = "campaigns" if _asks_for_campaigns(request) or (campaigns and not spots) else "spots"
    context = {
        "spots": [row(spot) for spot in spots],
        "campaigns": campaigns,
        "chosen": chosen,
        "oldest": spots[0].delivered_at if spots else None,  # type: ignore[attr-defined]
        "now": clock.now(),
        "fill": fill(clock.broadcast_today()),
        "revenue": revenue(request.user, clock.broadcast_today()),
        "journal": journal(JOURNAL_SHOWN),
    }
    return render(request, "spot/administration/dashboard.html", context)


def _asks_for_campaigns(request: SignedInRequest) -> bool:
    return in_address(request).choice("queue", ["campaigns"]) == "campaigns"


def fill(today: date) -> dict[str, Any]:
    """Per cent of the offered seconds that are booked, of the last fourteen broadcast days, and their mean."""
    days = [today - timedelta(days=n) for n in reversed(range(FILL_DAYS))]
    sums = AdBreak.objects.open().filter(day__in=days).order_by().values("day")
    found = {one["day"]: one for one in sums.annotate(booked=Sum("booked_seconds"), offered=Sum("capacity_seconds"))}
    columns = [(str(day.day), _percent([found[day]] if day in found else [])) for day in days]
    return {"columns": columns, "today": columns[-1][1], "mean": _percent(found.values())}


def revenue(user: User, today: date) -> dict[str, Any]:
    """What the airings of the month are worth before tax, by daypart, beside the month before."""
    month = month_of(today)
    before = month_of(month.start - timedelta(days=1))
    sold = airings_of(user, Period(before.start, month.end)).filter(line__isnull=False).order_by("daypart__order")
    this = Sum("net_ht_fcfa", filter=Q(day__gte=month.start))
    sums = list(sold.values_list("daypart__name").annotate(now=this, both=Sum("net_ht_fcfa")))
    rows = [(name, value or 0) for name, value, _both in sums]
    whole, earlier = sum(value for _name, value in rows), sum(both - (value or 0) for _name, value, both in sums)
    return {
        "rows": rows,
        "whole": whole,
        "main": max(rows, key=lambda one: one[1], default=("", 0))[0],
        "change": round(100 * (whole - earlier) / earlier) if earlier else None,
        "before": before.start,
        "month": month.start,
    }


def journal(most: int) -> list[dict[str, Any]]:
    """What somebody at the console cares about, newest first; one line for what one person did at one stroke."""
    entries = Entry.objects.filter(verb__in=TOLD).select_related("actor").order_by("-at", "-pk")[:JOURNAL_READ]
    strokes = [
        list(same)
        for _stroke, same in groupby(entries, key=lambda e: (e.verb, e.actor_id, e.at.replace(second=0, microsecond=0)))
    ]
    shown = strokes[:most]
    names = _names([same[0] for same in shown])
    return [
        {"at": same[0].at, "who": str(same[0].actor or _("BF1")), "told": look_of(same[0].verb), "others": len(same) - 1,
         "name": names.get((same[0].thing_kind, same[0].thing_id), ""),
         "note": same[0].note or _reason(same[0])}
        for same in shown
    ]  # fmt: skip


def _reason(entry: Entry) -> str:
    """Why, in words: an airing's reason is a code; that it aired as it should needs no saying."""
    reason = str(entry.after.get("reason") or "")
    if reason == Reason.AIRED_OK:
        return ""
    return str(Reason(reason).label) if reason in Reason.values else reason


def _names(entries: list[Entry]) -> dict[tuple[str, str], str]:
    """The title of what each entry tells of, in one query; a kind without title has none."""
    titled: list[tuple[type[Model], str]] = [(Campaign, "title"), (SpotVersion, "spot__title"), (Airing, "spot__title")]
    asked = [_titles(model, title, entries) for model, title in titled]
    return {(kind, str(key)): name for kind, key, name in asked[0].union(*asked[1:])}


def _titles(model: type[Model], title: str, entries: list[Entry]) -> QuerySet[Any, Any]:
    kind = str(model._meta.model_name)
    keys = [entry.thing_id for entry in entries if entry.thing_kind == kind]
    rows = model._default_manager.filter(pk__in=keys).order_by()
    return rows.values_list(Value(kind, output_field=CharField()), "pk", title)


def _spots(user: User) -> QuerySet[Spot]:
    rows = in_queue(Spot.objects.visible_to(user)).select_related("campaign", "organisation", "product_category")
    return rows.prefetch_related("versions", "campaign__lines", "organisation__visas")


def _campaigns(user: User) -> QuerySet[Campaign]:
    rows = Campaign.objects.visible_to(user).pending().select_related("organisation")
    return rows.annotate(ordered=Sum("lines__airings")).order_by("submitted_at")


def _percent(sums: Iterable[Mapping[str, Any]]) -> int:
    rows = list(sums)
    offered = sum(one["offered"] for one in rows)
    return round(100 * sum(one["booked"] for one in rows) / offered) if offered else 0
