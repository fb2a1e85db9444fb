"""The second step of sign-in: a code from the telephone, and codes for the day it is lost."""

from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView, ReauthenticateView
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView, GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from spot.common.web import ANONYMOUS, SIGNED_IN, Answer, opens_to, see_other
from spot.desks.account.answers import Answers422
from spot.desks.proof import asks_password_again

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
    template_name = f"{TEMPLATES}/activate.html"


class Deactivate(Answers422, DeactivateTOTPView):
    template_name = f"{TEMPLATES}/deactivate.html"


class Generate(Answers422, GenerateRecoveryCodesView):
    template_name = f"{TEMPLATES}/generate.html"


class Codes(ViewRecoveryCodesView):
    template_name = f"{TEMPLATES}/codes.html"


class CodesFile(DownloadRecoveryCodesView):
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
    """Where SPOT_MFA_REQUIRED is set, the station's people meet the enrolment page until they have enrolled."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SPOT_MFA_REQUIRED and self._must_enrol(request):
            return see_other(reverse("account:second_factor_activate"))
        return self.get_response(request)

    @staticmethod
    def _must_enrol(request: HttpRequest) -> bool:
        if not request.user.is_authenticated or not request.user.is_station:
            return False
        free = (
            reverse("account:second_factor"),
            reverse("account:reauthenticate"),
            reverse("account:logout"),
            settings.STATIC_URL,
        )
        return not request.path.startswith(free) and not is_mfa_enabled(request.user)
