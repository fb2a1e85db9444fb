"""The second step of sign-in: a code from the telephone, and codes for the day it is lost."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from spot.accounts import services
from spot.accounts.models import User
from spot.accounts.permissions import lacks_second_step
from spot.common.web import ANONYMOUS, SIGNED_IN, Answer, opens_to, see_other
from spot.desks.account.answers import Answers422
from spot.desks.proof import asks_password_again
from spot.desks.requests import SignedInRequest

BOTH = ("GET", "POST")
TEMPLATES = "spot/account/second_factor"


class Code(AuthenticateView):
    """Between the password and the desk."""

    template_name = f"{TEMPLATES}/authenticate.html"

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 422
        return response


class Activate(Answers422, ActivateTOTPView):
    request: SignedInRequest
    template_name = f"{TEMPLATES}/activate.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """The code that enrols is spent: it does not sign in besides."""
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            enrolled = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
            services.spend_code(enrolled, form.cleaned_data["code"])
            _note(self.request, on=True)
        return response


class Deactivate(Answers422, DeactivateTOTPView):
    request: SignedInRequest
    template_name = f"{TEMPLATES}/deactivate.html"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            _note(self.request, on=False)
        return response


class Generate(Answers422, GenerateRecoveryCodesView):
    request: SignedInRequest
    template_name = f"{TEMPLATES}/generate.html"

    def form_valid(self, form: Any) -> HttpResponse:
        with transaction.atomic():
            response: HttpResponse = super().form_valid(form)
            services.note_codes(self.request.user, "renew_codes")
        return response


def _note(request: SignedInRequest, *, on: bool) -> None:
    services.note_second_step(request.user, on=on, but=request.session.session_key)


class ToldWhenReadAgain:
    """The first reading follows the enrolment or the renewal, which were told; any other is told too."""

    def dispatch(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        codes = Authenticator.objects.filter(user_id=request.user.pk, type="recovery_codes").first()
        if codes and codes.wrap().did_view:
            services.note_codes(request.user, "read_codes")
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]  # the library's view is the next base


class Codes(ToldWhenReadAgain, ViewRecoveryCodesView):
    template_name = f"{TEMPLATES}/codes.html"


class CodesFile(ToldWhenReadAgain, DownloadRecoveryCodesView):
    template_name = f"{TEMPLATES}/codes.txt"


class ProveByCode(Answers422, ReauthenticateView):
    template_name = f"{TEMPLATES}/reauthenticate.html"


def _behind_the_password(what: str, view: Any, *methods: str) -> Any:
    """These pages show a secret or end one: they ask before they are read, too."""
    return opens_to(SIGNED_IN, methods=methods)(asks_password_again(what, reading=True)(view))


ON, OFF = "activer la connexion en deux étapes", "désactiver la connexion en deux étapes"
SEE, RENEW = "voir vos codes de secours", "remplacer vos codes de secours"

authenticate = opens_to(ANONYMOUS, methods=BOTH)(Code.as_view())
reauthenticate = opens_to(SIGNED_IN, methods=BOTH)(ProveByCode.as_view())
index = opens_to(SIGNED_IN)(IndexView.as_view(template_name=f"{TEMPLATES}/index.html"))
activate = _behind_the_password(ON, Activate.as_view(), *BOTH)
deactivate = _behind_the_password(OFF, Deactivate.as_view(), *BOTH)
codes = _behind_the_password(SEE, Codes.as_view(), "GET")
generate = _behind_the_password(RENEW, Generate.as_view(), *BOTH)
download = _behind_the_password(SEE, CodesFile.as_view(), "GET")


class SecondFactorRequired:
    """Where the station asks for a second step, its people meet the enrolment page until they have one.

    Calls of the API answer by themselves (`spot.api.doors`), and so do sockets (`spot.live.doors`).
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SPOT_MFA_REQUIRED and not self._is_free(request) and _must_enrol(request):
            return see_other(reverse("account:second_factor_activate"))
        return self.get_response(request)

    @staticmethod
    def _is_free(request: HttpRequest) -> bool:
        ways = ("account:second_factor", "account:reauthenticate", "account:logout", "account:presence")
        return request.path.startswith((*map(reverse, ways), settings.STATIC_URL, "/api/"))


def _must_enrol(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and lacks_second_step(request.user)
