"""The price beside a form while it is filled: what can be read of the form so far, priced by the one cascade."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from spot.accounts.workflow import Kind
from spot.breaks.models import Daypart
from spot.campaigns.models import Campaign
from spot.campaigns.queries import WeekRoom, daypart_of, weeks_of
from spot.campaigns.workflow import WHO_SAVES
from spot.common.refusals import Refused
from spot.common.web import opens_to
from spot.desks import campaign_sheet
from spot.desks.advertiser.forms import DATES
from spot.desks.requests import SignedInRequest
from spot.pricing import queries
from spot.pricing.services import LineAsked, quote

MOST_LINES = 20


@opens_to(*WHO_SAVES, methods=["POST"])
def price(request: SignedInRequest) -> HttpResponse:
    """The part of the page beside the form, asked again while one types."""
    about = request.POST.get("campaign")
    draft = get_object_or_404(Campaign.objects.visible_to(request.user), pk=_uuid(about)) if about else None
    return render(request, "spot/advertiser/_live_price.html", live_price(request, request.POST, draft))


def live_price(request: SignedInRequest, typed: Mapping[str, Any], draft: Campaign | None = None) -> dict[str, Any]:
    """Price, places left and the dayparts of the sheet, from what is typed, else from the draft."""
    lines = _typed_lines(typed) or (_lines_of(draft) if draft and not typed else [])
    starts_on, ends_on = _date(typed.get("starts_on")), _date(typed.get("ends_on"))
    if draft and not typed:
        starts_on, ends_on = draft.starts_on, draft.ends_on
    chosen = lines[0].daypart if lines else ""
    return {
        "live": _priced(lines, agency=_is_agency(request, draft)),
        "weeks": _weeks(chosen, starts_on, ends_on),
        "sheet": queries.sheet(),
        "chosen": {line.daypart: line.airings for line in lines},
        "chosen_name": Daypart.objects.filter(pk=chosen).values_list("name", flat=True).first(),
    }


def _priced(lines: list[LineAsked], *, agency: bool) -> dict[str, Any]:
    """The cascade; or the sentence that says why there is none (on request)."""
    if not lines:
        return {}
    try:
        answer = quote(lines, agency=agency)
    except Refused as refusal:  # shown beside the form instead of a page: the form is still being filled
        return {"refusal": refusal.detail}
    rows = campaign_sheet.cascade(answer.as_dict(), vat_bp=answer.rate_card.vat_bp)
    return {"lines": rows, "total_fcfa": answer.total_ttc_fcfa, "airings": sum(line.airings for line in lines)}


def _typed_lines(typed: Mapping[str, Any]) -> list[LineAsked]:
    """The lines that can be read: of the short form, or of the moments of step 2."""
    prefixes = [f"lines-{n}-" for n in range(MOST_LINES)] if "lines-TOTAL_FORMS" in typed else [""]
    found = [_typed_line(typed, prefix) for prefix in prefixes if f"{prefix}DELETE" not in typed]
    return [line for line in found if line]


def _typed_line(typed: Mapping[str, Any], prefix: str) -> LineAsked | None:
    daypart, seconds, airings = (str(typed.get(f"{prefix}{name}") or "") for name in ("daypart", "seconds", "airings"))
    position, code = typed.get(f"{prefix}position"), typed.get(f"{prefix}code")
    daypart = daypart_of(str(code)) if code else daypart
    if not (daypart and _is_count(seconds) and _is_count(airings)):
        return None
    return LineAsked(daypart, int(seconds), int(airings), position if position in {"first", "last"} else None)


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) <= 100_000


def _lines_of(draft: Campaign) -> list[LineAsked]:
    lines = draft.lines.filter(kind="airtime")
    return [LineAsked(line.daypart_id or "", line.seconds, line.airings, line.position) for line in lines]


def _weeks(daypart: str, starts_on: date | None, ends_on: date | None) -> list[WeekRoom]:
    if not (daypart and starts_on and ends_on and starts_on <= ends_on):
        return []
    return weeks_of(daypart, starts_on, ends_on)


def _is_agency(request: SignedInRequest, draft: Campaign | None) -> bool:
    """Whether the commission applies: by the draft, or by an agency ordering for a client of its own."""
    if draft:
        return draft.agency_id is not None
    mine = request.user.organisation
    client = request.POST.get("on_behalf")
    return bool(mine and mine.kind == Kind.AGENCY and client and client != str(mine.pk))


def _date(text: Any) -> date | None:
    for pattern in DATES:
        try:
            return datetime.strptime(str(text or ""), pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
