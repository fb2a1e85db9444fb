"""A broadcast day as a sheet: the running order to print, what is missing, and what a shift leaves to the next."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from spot.airings import services as airings
from spot.airings.models import HandOver
from spot.airings.services.handing_over import LONGEST
from spot.airings.workflow import WHO
from spot.breaks.models import BroadcastDay
from spot.common import asked, clock, downloads
from spot.common.sent_once import sent_once
from spot.common.web import opens_to, say, see_other, with_form
from spot.desks.fields import NoteField
from spot.desks.requests import SignedInRequest
from spot.planning import paper
from spot.planning.conducteur import conducteur
from spot.planning.missing import missing


class NoteForm(forms.Form):
    text = NoteField(
        label=_("Votre note à la relève"), max_length=LONGEST, widget=forms.Textarea({"rows": 3}),
        help_text=_("Ce qui a changé, ce qui reste à faire, qui prévenir."),
    )  # fmt: skip


@opens_to(*WHO)
def sheet(request: SignedInRequest, day: str) -> HttpResponse:
    return _shown(request, _made(day), NoteForm())


@opens_to(*WHO, methods=("POST",))
@sent_once
def hand_over(request: SignedInRequest, day: str) -> HttpResponse:
    """Leave a note (`text`) to the next shift."""
    made, form = _made(day), NoteForm(request.POST)
    if not form.is_valid():
        return _shown(request, made, form)
    airings.hand_over(made.day, text=form.cleaned_data["text"], by=request.user)
    say(request, "Votre note attend la relève.")
    return see_other(_address(made.day))


@opens_to(*WHO, methods=("POST",))
def take_over(request: SignedInRequest, note_id: UUID) -> HttpResponse:
    note = get_object_or_404(HandOver.objects.visible_to(request.user), pk=note_id)
    airings.take_over(note, by=request.user)
    say(request, "La note est prise.")
    return see_other(_address(note.day))


@opens_to(*WHO)
def on_paper(request: SignedInRequest, day: str) -> HttpResponseBase:
    made = _made(day)
    notes = list(HandOver.objects.visible_to(request.user).to_read_on(made.day))
    return downloads.as_file(
        partial(paper.write, conducteur(made.day), notes), f"conducteur-{made.day}.pdf", downloads.PDF_TYPE
    )


def _shown(request: SignedInRequest, made: BroadcastDay, form: NoteForm) -> HttpResponse:
    day = made.day
    notes = list(HandOver.objects.visible_to(request.user).to_read_on(day))
    context: dict[str, Any] = {
        "day": day,
        "made": made,
        "previous": day - timedelta(days=1),
        "next": day + timedelta(days=1),
        "shown": conducteur(day),
        "missing": missing(day),
        "notes": notes,
        "waiting": sum(note.taken_at is None for note in notes),
        "form": form,
        "now": clock.now(),
    }
    return with_form(request, "spot/diffusion/days/sheet.html", context)


def _made(day: str) -> BroadcastDay:
    """The broadcast day of an address; a date that is none, or that was never made, is a page that does not exist."""
    if (named := asked.day(day)) is None:
        raise Http404
    return get_object_or_404(BroadcastDay, pk=named)


def _address(day: date) -> str:
    return f"{reverse('diffusion:day', args=[day])}#passation"
