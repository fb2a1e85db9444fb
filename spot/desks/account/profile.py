"""One's own page: who I am, how to reach me, my photo."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.manage_email import add_email
from allauth.account.models import EmailAddress
from allauth.account.views import EmailVerificationSentView
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts import links, services
from spot.accounts.models import User
from spot.common.asked import in_form
from spot.common.web import ANONYMOUS, SIGNED_IN, opens_to, say, see_other, with_form
from spot.desks.account.forms import EmailForm, PhotoForm, ProfileForm
from spot.desks.account.throttle import refuse_if_too_many
from spot.desks.proof import asks_password_again
from spot.desks.requests import SignedInRequest

BOTH = ("GET", "POST")
EMAIL_CONFIRM = "spot/account/email_confirm.html"

email_sent = opens_to(ANONYMOUS)(EmailVerificationSentView.as_view(template_name="spot/account/email_sent.html"))


@opens_to(ANONYMOUS, methods=BOTH)
def email_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Opening the link changes nothing; the button says that the address is one's own."""
    address = links.address_of(secret)
    if address is None:
        return render(request, EMAIL_CONFIRM, status=410)
    if request.method != "POST":
        return render(request, EMAIL_CONFIRM, {"can_confirm": True, "email": address.email})
    with transaction.atomic():
        services.prove_address(address, secret=secret)
        get_adapter().confirm_email(request, address)
    return see_other(get_adapter().get_email_verification_redirect_url(address))


@opens_to(SIGNED_IN, methods=BOTH)
def profile(request: SignedInRequest) -> HttpResponse:
    user = request.user
    initial = {"full_name": user.full_name, "phone": user.phone, "wants_alerts": user.wants_alerts}
    form = ProfileForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.present(user, **form.cleaned_data)
        say(request, "Votre profil est enregistré.")
        return see_other(reverse("account:profile"))
    waits = EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=False).exists()
    context = {"form": form, "email_waits": waits}
    return with_form(request, "spot/account/profile.html", context)


@opens_to(SIGNED_IN, methods=BOTH)
def photo(request: SignedInRequest) -> HttpResponse:
    """The form of the photo; sent without a file and with `remove`, it takes the photo away."""
    form = PhotoForm(request.POST or None, request.FILES or None)
    removes = in_form(request).has("remove")
    if request.method == "POST" and (removes or form.is_valid()):
        services.set_photo(request.user, None if removes else form.cleaned_data["photo"])
        say(request, "Votre photo est mise à jour.")
        return see_other(reverse("account:profile"))
    return with_form(request, "spot/account/photo.html", {"form": form})


@opens_to(SIGNED_IN)
def _present(request: SignedInRequest) -> HttpResponse:
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def _presence(request: HttpRequest) -> HttpResponseBase:
    """Whether this session belongs to somebody: nginx asks before it lets a large body in, and knows 401 alone."""
    return _present(request) if request.user.is_authenticated else HttpResponse(status=401)


presence: Any = _presence
presence.roles, presence.methods = (SIGNED_IN,), ("GET",)


@opens_to(SIGNED_IN, methods=BOTH)
@asks_password_again("changer votre adresse de courriel")
def email(request: SignedInRequest) -> HttpResponse:
    """A new address takes the place of the old one once its link has been opened."""
    form = EmailForm(data=request.POST or None, user=request.user)
    if request.method == "POST":
        if refusal := refuse_if_too_many(request, "manage_email", user=request.user):
            return refusal
        if form.is_valid():
            with transaction.atomic():
                services.ask_email(request.user)
                add_email(request, form)
            return see_other(reverse("account:email_sent"))
    return with_form(request, "spot/account/email.html", {"form": form})


@opens_to(SIGNED_IN, methods=("POST",))
def email_again(request: SignedInRequest) -> HttpResponse:
    """Send the link of the present address once more."""
    if refusal := refuse_if_too_many(request, "manage_email", user=request.user):
        return refusal
    EmailAddress.objects.add_email(request, request.user, request.user.email, confirm=True)
    return see_other(reverse("account:email_sent"))


@opens_to(SIGNED_IN)
def person_photo(request: SignedInRequest, person_id: UUID) -> HttpResponse | FileResponse:
    """The photo of somebody one may see."""
    person = get_object_or_404(User.objects.visible_to(request.user), pk=person_id)
    if not person.photo:
        raise Http404
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Disposition": "inline",
    }
    return FileResponse(person.photo.open("rb"), content_type="image/jpeg", headers=headers)
