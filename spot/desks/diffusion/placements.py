"""Placing from a page: one spot or several, once or many times, with the report of what was refused and why."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render

from spot.airings.models import Airing
from spot.airings.workflow import WHO
from spot.common.asked import in_address, in_form
from spot.common.sent_once import sent_once_in_steps
from spot.common.web import opens_to, with_form
from spot.creatives.models import Spot
from spot.desks.diffusion.forms import PlacementForm
from spot.desks.requests import SignedInRequest
from spot.planning import queries, services
from spot.planning.services import Report

MOST = 40  # spots placed in one go


@dataclass(frozen=True)
class Placed:
    """What became of one spot."""

    spot: Spot
    report: Report

    @property
    def airings(self) -> list[Airing]:
        """What was placed, with its hour, read again in one query."""
        mine = Airing.objects.filter(pk__in=[airing.pk for airing in self.report.placed])
        return list(queries.with_hour(mine).order_by("ad_break__starts_at"))

    @property
    def refusals(self) -> list["Refusal"]:
        """What was refused, told once for each reason, with the days and breaks it holds for."""
        told: dict[tuple[str, str], Refusal] = {}
        for missing in self.report.refused:
            refusal = told.setdefault((missing.code, missing.sentence), Refusal(missing.code, missing.sentence, {}))
            places = refusal.places.setdefault(missing.day, [])
            if missing.ad_break:
                places.append(str(missing.ad_break))
        return list(told.values())


@dataclass(frozen=True)
class Refusal:
    """One reason; `places` maps days to the breaks that were tried, none where the day has none."""

    code: str
    sentence: str
    places: dict[date, list[str]]


@opens_to(*WHO, methods=("GET", "POST"))
@sent_once_in_steps
def placements(request: SignedInRequest) -> HttpResponse:
    """GET asks where for the spots of the URL (`?spot=…&spot=…`); POST places them."""
    chosen = _chosen(request)
    form = PlacementForm(request.POST) if request.method == "POST" else PlacementForm.suggested(chosen)
    if not chosen or request.method != "POST" or not form.is_valid():
        context = {"form": form, "spots": chosen, "without_spot": request.method == "POST" and not chosen}
        return with_form(request, "spot/diffusion/placement.html", context)
    done = [Placed(each, services.place(each, by=request.user, **form.asked)) for each in chosen]
    count = sum(len(each.report.placed) for each in done)
    asked = sum(each.report.asked for each in done)
    return render(request, "spot/diffusion/report.html", {"done": done, "count": count, "asked": asked})


def _chosen(request: SignedInRequest) -> list[Spot]:
    """The spots named, in the order of the list; one that is unknown or hidden is a page that does not exist."""
    asked = in_form(request) if request.method == "POST" else in_address(request)
    ids = set(asked.keys("spot", most=MOST, status=404))
    found = queries.spots(request.user).filter(pk__in=ids).order_by("title")
    spots = list(found)
    if len(spots) != len(ids):
        raise Http404
    return spots
