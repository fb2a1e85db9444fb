"""Coming in by an invitation."""

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.utils import perform_login
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from spot.accounts import links, services
from spot.accounts.models import Invitation
from spot.common.refusals import Refused
from spot.common.web import ANONYMOUS, opens_to, with_form
from spot.desks.account.forms import AcceptForm
from spot.desks.homes import home_of


@sensitive_post_parameters()
@opens_to(ANONYMOUS, methods=("GET", "POST"))
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """The link is the key: whoever holds it may come in, once. Opening it changes nothing."""
    held = _held(request, secret)
    form = AcceptForm(request.POST or None, email=held.email)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        user = services.accept(
            held,
            username=facts["username"],
            password=facts["password1"],
            full_name=facts["full_name"],
            phone=facts["phone"],
        )
        response: HttpResponse = perform_login(
            request, user, email_verification=EmailVerificationMethod.NONE, redirect_url=home_of(user)
        )
        return response
    return with_form(request, "spot/account/invitation.html", {"form": form, "invitation": held})


def _held(request: HttpRequest, secret: str) -> Invitation:
    held = links.invitation_of(secret)
    if held is None:
        raise Http404
    if not held.is_open:
        raise Refused(
            "invitation_closed",
            "Cette invitation a déjà servi, a été retirée ou a expiré : demandez-en une autre.",
            status=410,
        )
    if request.user.is_authenticated:
        raise Refused("signed_in", "Vous êtes déjà connecté : déconnectez-vous pour ouvrir cette invitation.")
    return held
