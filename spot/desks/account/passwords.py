"""A forgotten password, a changed one, and the proof of who is there before a delicate page."""

from typing import Any

from allauth.account.internal.flows.password_change import finalize_password_change
from allauth.account.views import (
    PasswordResetDoneView,
    PasswordResetFromKeyDoneView,
    PasswordResetFromKeyView,
    PasswordResetView,
    ReauthenticateView,
)
from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from spot.accounts import services
from spot.common.web import ANONYMOUS, SIGNED_IN, opens_to, see_other, with_form
from spot.desks.account.answers import Answers422
from spot.desks.account.forms import ChangePasswordForm, NewPasswordForm, ResetForm
from spot.desks.account.throttle import refuse_if_too_many
from spot.desks.requests import SignedInRequest

BOTH = ("GET", "POST")


class Reset(Answers422, PasswordResetView):
    template_name = "spot/account/password_reset.html"

    def get_form_class(self) -> type[ResetForm]:
        return ResetForm


class ResetFromKey(Answers422, PasswordResetFromKeyView):
    template_name = "spot/account/password_reset_from_key.html"

    def get_form_class(self) -> type[NewPasswordForm]:
        return NewPasswordForm

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        services.end_sessions(self.reset_user)
        return response


class ProveIdentity(Answers422, ReauthenticateView):
    template_name = "spot/account/reauthenticate.html"


reset = opens_to(ANONYMOUS, methods=BOTH)(Reset.as_view())
reset_done = opens_to(ANONYMOUS)(PasswordResetDoneView.as_view(template_name="spot/account/password_reset_done.html"))
reset_from_key = opens_to(ANONYMOUS, methods=BOTH)(ResetFromKey.as_view())
reset_complete = opens_to(ANONYMOUS)(
    PasswordResetFromKeyDoneView.as_view(template_name="spot/account/password_reset_complete.html")
)
reauthenticate = opens_to(SIGNED_IN, methods=BOTH)(ProveIdentity.as_view())


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
