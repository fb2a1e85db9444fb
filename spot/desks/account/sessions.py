"""Where one is signed in, how to end it, and what keeps a session awake."""

import logging
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts import services
from spot.accounts.models import User
from spot.common import clock
from spot.common.sessions import BEGAN, begin
from spot.common.web import SIGNED_IN, Answer, opens_to, say, see_other
from spot.desks.proof import asks_password_again
from spot.desks.requests import SignedInRequest

log = logging.getLogger(__name__)


@opens_to(SIGNED_IN, methods=("GET", "POST"))
@asks_password_again("terminer vos autres connexions")
def sessions(request: SignedInRequest) -> HttpResponse:
    """The list; a POST ends all but this one."""
    if request.method == "POST":
        ended = services.end_other_sessions(request.user, but=request.session.session_key)
        say(
            request,
            f"{ended} autre(s) connexion(s) terminée(s)." if ended else "Aucune autre connexion n’était ouverte.",
        )
        return see_other(reverse("account:sessions"))
    context = {"sessions": _alive(request.user), "current": request.session.session_key}
    return render(request, "spot/account/sessions.html", context)


@opens_to(SIGNED_IN, methods=("POST",))
@asks_password_again("terminer cette connexion")
def session_end(request: SignedInRequest, session_id: int) -> HttpResponse:
    services.end_session(get_object_or_404(_alive(request.user), pk=session_id))
    say(request, "Cette connexion est terminée.")
    return see_other(reverse("account:sessions"))


def _alive(user: User) -> QuerySet[UserSession]:
    keys = Session.objects.filter(expire_date__gt=clock.now()).values("session_key")
    rows: QuerySet[UserSession] = UserSession.objects.filter(user=user, session_key__in=keys).order_by("-created_at")
    return rows


class StaysAwake:
    """A request by which somebody was known keeps their session from its idle end."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.session.accessed and SESSION_KEY in request.session:
            self._note(request)
        return response

    @staticmethod
    def _note(request: HttpRequest) -> None:
        if BEGAN not in request.session and isinstance(request.user, User):
            begin(request.session, is_station=request.user.is_station)  # from before sessions had an end
        held: Any = request.session  # our own store: the stubs know Django's
        try:
            held.stay_awake()
        except DatabaseError:  # the answer is there already, and the next request notes it
            log.warning("A session could not be kept awake", exc_info=True)
