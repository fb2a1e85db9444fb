"""The broadcaster's day at a glance: what to settle, what to place, what goes out next."""

from datetime import timedelta
from itertools import chain, islice
from typing import Any

from django.db.models import Count, Sum, Window
from django.http import HttpResponse
from django.shortcuts import render

from spot.accounts.models import User
from spot.airings.models import Airing, HandOver
from spot.airings.workflow import WHO
from spot.breaks.queries import stream
from spot.common import clock
from spot.common.web import opens_to
from spot.desks.requests import SignedInRequest
from spot.journal.services import last_seq
from spot.planning import queries
from spot.planning.queries import DayCount

ROWS, NEXT = 5, 10
BARS, BASE = 58, 66  # of the week's columns: their height, and where they stand


@opens_to(*WHO)
def home(request: SignedInRequest) -> HttpResponse:
    user = request.user
    return render(request, "spot/diffusion/home.html", {**_today(user), **_waiting(user), **_next(user)})


def _today(user: User) -> dict[str, Any]:
    today = clock.broadcast_today()
    week = queries.week_of(user, today)
    counts = week[today.weekday()]
    settled = sum(day.aired + day.lost for day in week)
    aired = sum(day.aired for day in week)
    return {
        "today": today,
        "day_ends_at": clock.day_bounds(today)[1] - timedelta(minutes=1),
        "counts": counts,
        "segments": [{"tone": tone, "value": getattr(counts, tone)} for tone in queries.COUNTED],
        "week": week,
        "week_aired": aired,
        "week_share_bp": round(10_000 * aired / settled) if settled else None,
        "week_bars": _bars(week),
        "live": f"/ws/diffusion/planning/?day={today}&since={last_seq(stream(today))}",
    }


def _bars(week: list[DayCount]) -> list[dict[str, Any]]:
    """Seven columns 32 apart: what aired stands on the base, what was lost on top of it."""
    most = max((day.aired + day.lost for day in week), default=0) or 1
    return [_bar(day, n * 32, most) for n, day in enumerate(week)]


def _bar(day: DayCount, x: int, most: int) -> dict[str, Any]:
    aired, lost = round(BARS * day.aired / most), max(2, round(BARS * day.lost / most)) if day.lost else 0
    return {
        "day": day.day, "x": x + 8, "middle": x + 16, "aired_tall": aired, "aired_y": BASE - aired,
        "lost_tall": lost, "lost_y": BASE - aired - 1 - lost,
    }  # fmt: skip


def _waiting(user: User) -> dict[str, Any]:
    """What needs somebody: airings without news, airings owed, spots with airings left."""
    late, owing, to_place = queries.late(user), queries.owing(user), queries.to_place(user)
    shown = list(to_place.annotate(whole=Window(Count("pk")))[:ROWS])  # the first rows, and how many there are in all
    owed = owing.order_by().aggregate(count=Count("pk"), seconds=Sum("seconds", default=0))
    return {
        "late_count": late.count(),
        "owing_count": owed["count"],
        "owed_seconds": owed["seconds"],
        "to_settle": [_row(each) for each in islice(chain(late[:ROWS], owing[:ROWS]), ROWS)],
        "to_place_count": shown[0].whole if shown else 0,
        "to_place": _with_dayparts(shown),
    }


def _next(user: User) -> dict[str, Any]:
    notes = HandOver.objects.visible_to(user).to_read_on(clock.broadcast_today()).untaken()
    return {"coming": [_row(each) for each in queries.coming(user)[:NEXT]], "notes": list(notes)}


def _row(airing: Airing) -> dict[str, Any]:
    return {"airing": airing, "at": queries.expected_at(airing)}


def _with_dayparts(spots: list[Any]) -> list[dict[str, Any]]:
    names = queries.dayparts_of(spots)
    return [{"spot": spot, "dayparts": ", ".join(names.get(spot.campaign_id, [])).lower()} for spot in spots]
