"""A change by which an account could be taken over asks for the password again, on the spot.

The question stands in the place of the page, with all that was typed: answered, the form goes on
where it was going. docs/decisions/the-ways-in.md lists these changes and says why.
"""

from functools import wraps
from typing import Any

from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows.reauthentication import (
    did_recently_reauthenticate,
    reauthenticate_by_password,
)
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters

from spot.common.asked import in_form
from spot.common.refusals import Refused
from spot.common.web import View, back

READING = ("GET", "HEAD")
NOT_KEPT = ("password", "csrfmiddlewaretoken")
TRIES_WITHIN_SECONDS = 60


class PasswordForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label, self.fields["password"].help_text = "Votre mot de passe", ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


def asks_password_again(what: str, *, reading: bool = False) -> Any:
    """Under `opens_to`: the view runs for whoever gave their password within the last minutes.

    `what` ends the sentence “Pour …, redonnez votre mot de passe”. A page that shows a secret says
    `reading`: it asks before it is read, too. Signing in a moment ago is no proof: the question
    is who sits there now.
    """

    def decorate(view: View) -> View:
        @sensitive_post_parameters("password")
        @wraps(view)
        def proven(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            asks = reading or request.method not in READING
            if asks and not did_recently_reauthenticate(request):
                if request.method in READING:
                    raise ReauthenticationRequired  # to the page of the proof, and back here
                if question := _question(request, what):
                    return question
            return view(request, *args, **kwargs)

        proven.asks_password = what  # type: ignore[attr-defined]  # read by the test of the list
        return proven

    return decorate


def _question(request: HttpRequest, what: str) -> HttpResponse | None:
    """The form that asks, unless what was sent answers it."""
    answers = in_form(request).has("password")
    form = PasswordForm(request.POST if answers else None, user=request.user)
    if answers:
        _count_a_try(request)
        if form.is_valid():
            reauthenticate_by_password(request)
            return None
    context = {"form": form, "what": what, "typed": _typed(request), "back": back(request, "/")}
    return render(request, "spot/account/prove.html", context, status=422)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Every field of the form that waits, in its order."""
    return [(name, value) for name, value in in_form(request).as_typed() if name not in NOT_KEPT]


def _count_a_try(request: HttpRequest) -> None:
    if not ratelimit.consume(request, action="reauthenticate", user=request.user):
        raise Refused(
            "throttled",
            "Trop d’essais : patientez une minute avant de redonner votre mot de passe.",
            status=429,
            retry_after=TRIES_WITHIN_SECONDS,
        )
