"""The planning: a day live and in depth, a week and a month to read."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from spot.accounts.models import User
from spot.airings import board
from spot.airings.workflow import PROBLEMS, VERBS, Severity
from spot.breaks.models import BroadcastDay, Daypart
from spot.breaks.workflow import READS_PLANNING
from spot.common import clock
from spot.common.asked import in_address
from spot.common.web import opens_to
from spot.desks.requests import SignedInRequest, day_asked
from spot.planning.missing import day_ahead


@opens_to(*READS_PLANNING)
def planning(request: SignedInRequest) -> HttpResponse:
    """`?day=` (today's broadcast day when absent or unreadable) and `?view=day|week|month`."""
    day = day_asked(request)
    view = in_address(request).choice("view", VIEWS, "day")
    around = {"day": day, "view": view, "today": clock.broadcast_today()}
    return render(request, f"spot/diffusion/planning/{view}.html", around | VIEWS[view](request.user, day))


@opens_to(*READS_PLANNING)
def apart(request: SignedInRequest) -> HttpResponse:
    """Dialogs of `?day=` that come after its screen, or when they are first asked for."""
    may_act = _may("confirm", request.user) and not _is_closed(day_asked(request))
    return render(request, "spot/diffusion/planning/apart.html", {"may_act": may_act})


def of_day(user: User | None, day: date) -> dict[str, Any]:
    """The running order: its rows come from the snapshot, here is what the screen knows besides."""
    starts_at, ends_at = clock.day_bounds(day)
    is_closed = _is_closed(day)
    return {
        "previous": day - timedelta(days=1),
        "next": day + timedelta(days=1),
        "starts_at": clock.iso(starts_at),
        "ends_at": clock.iso(ends_at),
        "is_closed": is_closed,
        "only_reads": not _may("confirm", user),
        "may_act": _may("confirm", user) and not is_closed,
        "may_correct": _may("correct", user) and not is_closed,
        "known": board.besides(day),
        "dayparts": [_on_strip(part) for part in Daypart.objects.all()],
        "hours": [_hour_on_strip(hour) for hour in range(24)],
        "problems": [(reason.value, reason.label) for reason in PROBLEMS],
        "severities": Severity.choices,
        "missing_day": day_ahead(day),
        "confirm_early_seconds": settings.SPOT_CONFIRM_EARLY_SECONDS,
        "undo_seconds": settings.SPOT_UNDO_SECONDS,
    }


def of_week(user: User, day: date) -> dict[str, Any]:
    """Breaks down, days across, from Monday; a break stands in the row of its code."""
    first = day - timedelta(days=day.weekday())
    days = list(board.days(first, first + timedelta(days=6)))
    rows: dict[str, dict[date, board.FilledBreak]] = {}
    for filled in sorted(board.fill_by_break(days[0], days[-1]), key=_time_of_broadcast_day):
        rows.setdefault(filled.code, {})[filled.day] = filled
    return {
        "days": days,
        "last": days[-1],
        "previous": first - timedelta(days=7),
        "next": first + timedelta(days=7),
        "rows": [(next(iter(row.values())), [row.get(each) for each in days]) for row in rows.values()],
    }


def of_month(user: User, day: date) -> dict[str, Any]:
    """Whole weeks around the month; each day says what it holds and what it owes."""
    first = day.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    start = first - timedelta(days=first.weekday())
    last = following - timedelta(days=1)
    end = last + timedelta(days=6 - last.weekday())
    return {
        "month": first.month,
        "previous": (first - timedelta(days=1)).replace(day=1),
        "next": following,
        "cells": list(board.fill_by_day(start, end).items()),
    }


VIEWS: dict[str, Callable[[User, date], dict[str, Any]]] = {"day": of_day, "week": of_week, "month": of_month}


def _is_closed(day: date) -> bool:
    return BroadcastDay.objects.filter(pk=day, closed_at__isnull=False).exists()


def _may(verb: str, user: User | None) -> bool:
    return user is not None and user.role in VERBS.by_name[verb].by


def _on_strip(part: Daypart) -> dict[str, Any]:
    return {"name": part.name, "x": _share_of_day(part.starts.hour * 60 + part.starts.minute)}


def _hour_on_strip(hour: int) -> dict[str, Any]:
    label = (clock.day_starts_at().hour + hour) % 24
    return {"label": f"{label:02}", "x": _share_of_day(label * 60), "main": hour % 6 == 0}


def _share_of_day(minute: int) -> str:
    """Where a minute of the civil clock stands in the broadcast day, in per cent."""
    start = clock.day_starts_at()
    return f"{(minute - start.hour * 60 - start.minute) % 1440 / 14.4:.4f}"


def _time_of_broadcast_day(filled: board.FilledBreak) -> timedelta:
    return filled.starts_at - clock.day_bounds(filled.day)[0]
