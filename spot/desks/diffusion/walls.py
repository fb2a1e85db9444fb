"""The planning on a wall: links that show it without a session, and the page, snapshot and events they open."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from spot.accounts import services
from spot.accounts.models import WallScreen
from spot.accounts.walls import opened_by
from spot.accounts.workflow import HANGS_WALLS
from spot.airings.following import events_after
from spot.airings.queries import snapshot as day_snapshot
from spot.common import clock
from spot.common.asked import in_address, in_form
from spot.common.refusals import Refused
from spot.common.web import ANONYMOUS, opens_to, say, see_other, with_form
from spot.desks.diffusion.planning import of_day
from spot.desks.fields import LineField
from spot.desks.proof import asks_password_again
from spot.desks.requests import SignedInRequest, day_asked

LASTS = [(30, gettext_lazy("un mois")), (90, gettext_lazy("trois mois")), (365, gettext_lazy("un an"))]
AFTER_THE_DAY = timedelta(seconds=5)
TOLD = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


class WallForm(forms.Form):
    name = LineField(label=gettext_lazy("Où est l’écran"), max_length=60)
    days = forms.TypedChoiceField(
        label=gettext_lazy("Le lien sert pendant"), choices=LASTS, coerce=int, initial=90,
        widget=forms.RadioSelect({"data-look": "segmented"}),
    )  # fmt: skip


@opens_to(*HANGS_WALLS, methods=("GET", "POST"))
@asks_password_again("créer un lien d’écran mural")
def walls(request: SignedInRequest) -> HttpResponse:
    """The links and their last use; a POST makes one, whose address is shown this once."""
    form = WallForm(request.POST if in_form(request).has("name") else None)
    if request.method == "POST" and form.is_valid():
        made, key = services.hang_wall(**form.cleaned_data, by=request.user)
        link = settings.SITE_URL + reverse("diffusion:wall", args=[key])
        page = render(request, "spot/diffusion/walls.html", _context(WallForm(), made=made, link=link))
        page.headers["Cache-Control"] = TOLD["Cache-Control"]
        return page
    return with_form(request, "spot/diffusion/walls.html", _context(form))


@opens_to(*HANGS_WALLS, methods=("POST",))
def wall_removal(request: SignedInRequest, wall_id: UUID) -> HttpResponse:
    taken = services.take_wall_down(get_object_or_404(WallScreen, pk=wall_id), by=request.user)
    say(request, _("Le lien « %(name)s » n’ouvre plus rien.") % {"name": taken.name})
    return see_other(reverse("diffusion:walls"))


@opens_to(ANONYMOUS)
def wall(request: HttpRequest, wall_key: str) -> HttpResponse:
    """Today's planning, to read; at the end of the broadcast day the page goes to the next by itself."""
    held, today = _opened(request, wall_key), clock.broadcast_today()
    left = clock.day_bounds(today)[1] - clock.now()
    context = {
        **of_day(None, today), "day": today, "today": today, "view": "day", "wall": held, "key": wall_key,
        "refresh_seconds": (left + AFTER_THE_DAY) // timedelta(seconds=1),
    }  # fmt: skip
    return _told(render(request, "spot/diffusion/planning/wall.html", context))


@opens_to(ANONYMOUS)
def wall_snapshot(request: HttpRequest, wall_key: str) -> HttpResponse:
    _opened(request, wall_key)
    frame = day_snapshot(day_asked(request))
    return _told(JsonResponse(frame, headers={"Spot-Now": frame["at"]}))


@opens_to(ANONYMOUS)
def wall_events(request: HttpRequest, wall_key: str) -> HttpResponse:
    _opened(request, wall_key)
    after = in_address(request).number("after")
    if after is None:
        raise Http404
    return _told(JsonResponse(events_after(day_asked(request), after)))


def _opened(request: HttpRequest, key: str) -> WallScreen:
    """The wall of this link: 404 for one that opens nothing, 429 for an address that asks without end."""
    if not ratelimit.consume(request, app="allauth.account", action="wall", limit_get=True):
        raise Refused("throttled", _("Trop de demandes : réessayez dans une minute."), status=429, retry_after=60)
    if (held := opened_by(key)) is None:
        raise Http404
    return held


def _told(answer: HttpResponse) -> HttpResponse:
    for name, value in TOLD.items():
        answer.headers[name] = value
    return answer


def _context(form: WallForm, **made: Any) -> dict[str, Any]:
    return {"form": form, "walls": WallScreen.objects.open().select_related("made_by"), **made}
