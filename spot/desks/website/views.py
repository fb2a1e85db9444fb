"""One page a function: ask the rooms, answer the browser."""

import re
from collections import Counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from spot.breaks.models import AdBreak
from spot.common import clock
from spot.common.asked import header, in_address
from spot.common.web import ANONYMOUS, opens_to
from spot.desks.website import plans
from spot.desks.website import styleguide as specimens
from spot.desks.website.forms import LENGTHS, BudgetForm, lines_asked
from spot.pricing import queries
from spot.pricing import services as pricing
from spot.pricing.cascade import LineAsked
from spot.pricing.queries import SheetRow

EXAMPLE = LineAsked("prime", 30, 12)


@opens_to(ANONYMOUS)
def landing(request: HttpRequest) -> HttpResponse:
    """The front page; htmx asks it again for the estimate alone, at each change."""
    sheet = queries.sheet()
    asked = lines_asked(in_address(request), sheet)
    context = estimate(asked[0].line() if asked else EXAMPLE, sheet)
    if header(request, "HX-Request"):
        return render(request, "spot/website/_estimate.html", context)
    return render(request, "spot/website/landing.html", context | {"breaks": todays_breaks(), "lengths": LENGTHS})


def estimate(line: LineAsked, sheet: list[SheetRow]) -> dict[str, Any]:
    """One line priced, and the days it could run."""
    quote = pricing.quote([line])
    row = next(row for row in sheet if row.daypart.slug == line.daypart)
    return {"sheet": sheet, "line": line, "row": row, "quote": quote, "flight": plans.flight(line)}


def todays_breaks() -> list[AdBreak]:
    return list(AdBreak.objects.of_day(clock.broadcast_today()).open())


@opens_to(ANONYMOUS)
def pricing_page(request: HttpRequest) -> HttpResponse:
    card = queries.rate_card_on()
    context = {"card": card, "sheet": queries.sheet(), "services": queries.services_sheet()}
    return render(request, "spot/website/pricing.html", context)


@opens_to(ANONYMOUS)
def simulator(request: HttpRequest) -> HttpResponse:
    """Lines in the address are priced here; scripts then ask the API at each keystroke."""
    sheet = queries.sheet()
    asked = in_address(request)
    agency = asked.has("agency")
    lines = [form.line() for form in lines_asked(asked, sheet)] or [EXAMPLE]
    context = order(lines, agency=agency) | spending(request, sheet)
    return render(
        request,
        "spot/website/simulator.html",
        context | {"sheet": sheet, "blank": pricing.quote([EXAMPLE]).lines[0], "agency": agency},
    )


def order(lines: list[LineAsked], *, agency: bool) -> dict[str, Any]:
    """The lines priced, and what they add up to."""
    quote = pricing.quote(lines, agency=agency)
    chosen: Counter[str] = Counter()
    for line in lines:
        chosen[line.daypart] += line.airings
    return {
        "quote": quote,
        "card": quote.rate_card,
        "chosen": chosen,
        "airings": chosen.total(),
        "airtime": sum(line.airings * line.seconds for line in lines),
    }


def spending(request: HttpRequest, sheet: list[SheetRow]) -> dict[str, Any]:
    """Plans for the budget in the address, or for an example."""
    example = {"budget": "500 000", "budget_seconds": "30"}
    budget = BudgetForm(request.GET if in_address(request).has("budget") else example)
    prices = [row.short_ttc_fcfa for row in sheet if row.short_ttc_fcfa]
    return {"budget": budget, "plans": budget_plans(budget, sheet), "least": min(prices, default=0)}


def budget_plans(budget: BudgetForm, sheet: list[SheetRow]) -> list[plans.Plan]:
    if not budget.is_valid():
        return []
    return plans.plans_for(budget.cleaned_data["budget"], budget.cleaned_data["budget_seconds"], sheet)


@opens_to(ANONYMOUS)
def contact(request: HttpRequest) -> HttpResponse:
    details = {
        "phone": settings.SPOT_STATION_PHONE,
        "email": settings.SPOT_STATION_EMAIL,
        "address": settings.SPOT_STATION_ADDRESS,
        "whatsapp": re.sub(r"\D", "", settings.SPOT_STATION_PHONE),
    }
    return render(request, "spot/website/contact.html", details)


@opens_to(ANONYMOUS)
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with its states, in both themes."""
    return render(request, "spot/website/styleguide.html", specimens.context())
