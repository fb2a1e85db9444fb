"""The console's first page: what waits for an opinion, the month in figures, what just happened."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Model, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.airings.models import Airing
from spot.breaks.models import AdBreak
from spot.campaigns.models import Campaign
from spot.common import clock
from spot.common.web import opens_to
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.queries import in_queue
from spot.desks.administration.spots import row
from spot.journal.models import Entry
from spot.messaging.words import look_of
from spot.reports.period import month_of
from spot.reports.queries import airings_of, average_prices

FILL_DAYS, QUEUE_SHOWN, JOURNAL_READ, JOURNAL_SHOWN = 14, 5, 120, 10
TOLD = (
    "campaigns.submit", "campaigns.approve", "campaigns.reject", "campaigns.cancel", "spots.upload", "spots.replace",
    "spots.approve", "spots.reject", "spots.withdraw", "airings.book", "airings.confirm", "airings.miss",
    "airings.preempt", "organisations.verify", "breaks.cancel", "breaks.retime", "rate_cards.publish",
)  # fmt: skip


@opens_to(Role.ADMIN)
def console(request: HttpRequest) -> HttpResponse:
    return redirect("administration:dashboard")


@opens_to(Role.ADMIN)
def dashboard(request: HttpRequest) -> HttpResponse:
    spots, campaigns = list(_spots(request.user)[:QUEUE_SHOWN]), list(_campaigns(request.user)[:QUEUE_SHOWN])
    counts = {"spots": in_queue(Spot.objects.all()).count(), "campaigns": Campaign.objects.pending().count()}
    chosen = "campaigns" if request.GET.get("queue") == "campaigns" or (campaigns and not spots) else "spots"
    context = {
        "spots": [row(spot) for spot in spots],
        "campaigns": campaigns,
        "counts": counts,
        "chosen": chosen,
        "tabs": _tabs(counts, chosen),
        "oldest": spots[0].delivered_at if spots else None,  # type: ignore[attr-defined]
        "now": clock.now(),
        "fill": fill(clock.broadcast_today()),
        "revenue": revenue(request.user, clock.broadcast_today()),
        "journal": journal(JOURNAL_SHOWN),
    }
    return render(request, "spot/administration/dashboard.html", context)


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
    before = airings_of(user, month_of(month.start - timedelta(days=1))).filter(line__isnull=False)
    rows = [(daypart.name, value) for daypart, _count, _seconds, value in average_prices(user, month)]
    whole, earlier = sum(value for _name, value in rows), before.aggregate(all=Sum("net_ht_fcfa"))["all"] or 0
    return {
        "rows": rows,
        "whole": whole,
        "main": max(rows, key=lambda one: one[1], default=("", 0))[0],
        "change": round(100 * (whole - earlier) / earlier) if earlier else None,
        "before": month_of(month.start - timedelta(days=1)).start,
        "month": month.start,
    }


def journal(most: int) -> list[dict[str, Any]]:
    """What somebody at the console cares about, newest first; one line for what one person did at one stroke."""
    entries = Entry.objects.filter(verb__in=TOLD).select_related("actor").order_by("-at", "-pk")[:JOURNAL_READ]
    strokes = [list(same) for _stroke, same in groupby(entries, key=lambda e: (e.verb, e.actor_id, e.at.replace(second=0, microsecond=0)))]
    shown = strokes[:most]
    names = _names([same[0] for same in shown])
    return [
        {"at": same[0].at, "who": str(same[0].actor or _("BF1")), "told": look_of(same[0].verb), "others": len(same) - 1,
         "name": names.get((same[0].thing_kind, same[0].thing_id), ""),
         "note": same[0].note or same[0].after.get("reason") or ""}
        for same in shown
    ]  # fmt: skip


def _names(entries: list[Entry]) -> dict[tuple[str, str], str]:
    """The title of what each entry tells of, one query a kind."""
    titled: list[tuple[type[Model], str]] = [(Campaign, "title"), (SpotVersion, "spot__title"), (Airing, "spot__title")]
    names = {}
    for model, title in titled:
        kind = str(model._meta.model_name)
        if keys := [entry.thing_id for entry in entries if entry.thing_kind == kind]:
            found = model._default_manager.filter(pk__in=keys).values_list("pk", title)
            names.update({(kind, str(key)): name for key, name in found})
    return names


def _spots(user: User) -> QuerySet[Spot]:
    rows = in_queue(Spot.objects.visible_to(user)).select_related("campaign", "organisation", "product_category")
    return rows.prefetch_related("versions", "campaign__lines", "organisation__visas")


def _campaigns(user: User) -> QuerySet[Campaign]:
    rows = Campaign.objects.visible_to(user).pending().select_related("organisation")
    return rows.annotate(ordered=Sum("lines__airings")).order_by("submitted_at")


def _tabs(counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    return [
        {"label": _("Spots"), "url": "?queue=spots", "current": chosen == "spots", "count": counts["spots"], "pending": "spots"},
        {"label": _("Campagnes"), "url": "?queue=campaigns", "current": chosen == "campaigns", "count": counts["campaigns"], "pending": "campaigns"},
    ]


def _percent(sums: Iterable[dict[str, Any]]) -> int:
    rows = list(sums)
    offered = sum(one["offered"] for one in rows)
    return round(100 * sum(one["booked"] for one in rows) / offered) if offered else 0
