"""A forgotten password, a changed one, and the proof of who is there before a delicate page."""

from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.account.internal.flows.password_reset import finalize_password_reset
from allauth.account.views import (
    PasswordResetDoneView,
    PasswordResetFromKeyDoneView,
    PasswordResetView,
    ReauthenticateView,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from spot.accounts import links, services
from spot.common.web import ANONYMOUS, SIGNED_IN, opens_to, see_other, with_form
from spot.desks.account.answers import Answers422
from spot.desks.account.forms import ChangePasswordForm, NewPasswordForm, ResetForm
from spot.desks.account.throttle import refuse_if_too_many
from spot.desks.requests import SignedInRequest

BOTH = ("GET", "POST")
FROM_KEY = "spot/account/password_reset_from_key.html"


class Reset(Answers422, PasswordResetView):
    template_name = "spot/account/password_reset.html"

    def get_form_class(self) -> type[ResetForm]:
        return ResetForm


class ProveIdentity(Answers422, ReauthenticateView):
    template_name = "spot/account/reauthenticate.html"


reset = opens_to(ANONYMOUS, methods=BOTH)(Reset.as_view())
reset_done = opens_to(ANONYMOUS)(PasswordResetDoneView.as_view(template_name="spot/account/password_reset_done.html"))
reset_complete = opens_to(ANONYMOUS)(
    PasswordResetFromKeyDoneView.as_view(template_name="spot/account/password_reset_complete.html")
)
reauthenticate = opens_to(SIGNED_IN, methods=BOTH)(ProveIdentity.as_view())


@sensitive_post_parameters()
@opens_to(ANONYMOUS, methods=BOTH)
def reset_by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link is the key. Opening it changes nothing: mail scanners open links before people do."""
    person = links.person_of(secret)
    if person is None:
        return render(request, FROM_KEY, {"token_fail": True}, status=410)
    form = NewPasswordForm(request.POST or None, user=person, temp_key=secret)
    if request.method == "POST" and form.is_valid():
        services.reset_password(person, form.cleaned_data["password1"], secret=secret)
        finalize_password_reset(request, person)
        return see_other(reverse("account:password_reset_complete"))
    return with_form(request, FROM_KEY, {"form": form})


@sensitive_post_parameters()
@opens_to(SIGNED_IN, methods=BOTH)
def change(request: SignedInRequest) -> HttpResponse:
    form = ChangePasswordForm(data=request.POST or None, user=request.user)
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "change_password", user=request.user):
            return refusal
        if form.is_valid():
            form.save()
            finalize_password_change(request, request.user)
            services.end_sessions(request.user, but=request.session.session_key)
            return see_other("/profile/")
    return with_form(request, "spot/account/password_change.html", {"form": form})
