"""The price beside a form while it is filled: what can be read of the form so far, priced by the one cascade."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from spot.accounts.workflow import Kind
from spot.breaks.models import Daypart
from spot.campaigns.models import Campaign
from spot.campaigns.queries import WeekRoom, daypart_of, weeks_of
from spot.campaigns.workflow import WHO_SAVES
from spot.common.asked import Asked, in_form
from spot.common.refusals import Refused
from spot.common.web import opens_to
from spot.desks import campaign_sheet
from spot.desks.advertiser.forms import MAX_AIRINGS, MAX_SECONDS, MOST_LINES
from spot.desks.fields import DayField
from spot.desks.requests import SignedInRequest
from spot.pricing import queries
from spot.pricing.services import LineAsked, quote

DAY = DayField(required=False)
COUNTED = (("seconds", MAX_SECONDS), ("airings", MAX_AIRINGS))
NO_NUMBER = (
    f"Écrivez la durée et le nombre de passages en chiffres : {MAX_SECONDS} s et {MAX_AIRINGS} passages au plus."
)


@opens_to(*WHO_SAVES, methods=["POST"])
def price(request: SignedInRequest) -> HttpResponse:
    """The part of the page beside the form, asked again while one types."""
    typed = in_form(request)
    about = Campaign.objects.visible_to(request.user)
    draft = get_object_or_404(about, pk=typed.key("campaign")) if typed.gives("campaign") else None
    context = live_price(request, typed, draft)
    status = 422 if context["is_wrong"] else 200
    return render(request, "spot/advertiser/_live_price.html", context, status=status)


def live_price(request: SignedInRequest, typed: Asked, draft: Campaign | None = None) -> dict[str, Any]:
    """Price, places left and the dayparts of the sheet, from what is typed, else from the draft."""
    lines = _typed_lines(typed) or (_lines_of(draft) if draft and not typed else [])
    starts_on, ends_on = (typed.through(DAY, name) for name in ("starts_on", "ends_on"))
    if draft and not typed:
        starts_on, ends_on = draft.starts_on, draft.ends_on
    chosen, is_wrong = lines[0].daypart if lines else "", _holds_no_number(typed)
    live = _priced(lines, agency=_is_agency(request, typed, draft))
    return {
        "live": {"refusal": NO_NUMBER} if is_wrong else live,
        "is_wrong": is_wrong,
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


def _typed_lines(typed: Asked) -> list[LineAsked]:
    """The lines that can be read: of the short form, or of the moments of step 2."""
    found = [_typed_line(typed, prefix) for prefix in _prefixes(typed)]
    return [line for line in found if line]


def _prefixes(typed: Asked) -> list[str]:
    several = [f"lines-{n}-" for n in range(MOST_LINES)] if typed.has("lines-TOTAL_FORMS") else [""]
    return [prefix for prefix in several if not typed.has(f"{prefix}DELETE")]


def _typed_line(typed: Asked, prefix: str) -> LineAsked | None:
    seconds, airings = (typed.number(prefix + name, least=1, most=most) for name, most in COUNTED)
    code = typed.slug(f"{prefix}code")
    daypart = daypart_of(code) if code else typed.slug(f"{prefix}daypart")
    if not (daypart and seconds and airings):
        return None
    return LineAsked(daypart, seconds, airings, typed.choice(f"{prefix}position", ("first", "last")) or None)


def _holds_no_number(typed: Asked) -> bool:
    """Whether a length or a count is written, and is none."""
    names = [(prefix + name, most) for prefix in _prefixes(typed) for name, most in COUNTED]
    return any(typed.gives(name) and typed.number(name, most=most) is None for name, most in names)


def _lines_of(draft: Campaign) -> list[LineAsked]:
    lines = draft.lines.filter(kind="airtime")
    return [LineAsked(line.daypart_id or "", line.seconds, line.airings, line.position) for line in lines]


def _weeks(daypart: str, starts_on: date | None, ends_on: date | None) -> list[WeekRoom]:
    if not (daypart and starts_on and ends_on and starts_on <= ends_on):
        return []
    return weeks_of(daypart, starts_on, ends_on)


def _is_agency(request: SignedInRequest, typed: Asked, draft: Campaign | None) -> bool:
    """Whether the commission applies: by the draft, or by an agency ordering for a client of its own."""
    if draft:
        return draft.agency_id is not None
    mine = request.user.organisation
    is_for_another = typed.gives("on_behalf") and mine and typed.key("on_behalf") != mine.pk
    return bool(mine and mine.kind == Kind.AGENCY and is_for_another)
