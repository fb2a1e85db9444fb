"""The keys by which programs act in one's name: to see, make and revoke."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from spot.accounts import tokens
from spot.accounts.models import ApiToken
from spot.common.web import SIGNED_IN, opens_to, say, see_other, with_form
from spot.desks.account.forms import KeyForm
from spot.desks.proof import asks_password_again
from spot.desks.requests import SignedInRequest

TEMPLATE = "spot/account/keys.html"


@opens_to(SIGNED_IN, methods=("GET", "POST"))
@asks_password_again("créer une clé d’API")
def keys(request: SignedInRequest) -> HttpResponse:
    """The list. A key made is in the answer itself, once: a redirection would have to keep it somewhere."""
    form = KeyForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        key = tokens.issue(request.user, name=facts["name"], days=facts["days"], by=request.user)
        shown = {"key": key, "name": facts["name"], "days": facts["days"]}
        response = render(request, "spot/account/key_made.html", shown, status=201)
        add_never_cache_headers(response)
        return response
    return with_form(request, TEMPLATE, {"form": form, "keys": _own(request)})


@opens_to(SIGNED_IN, methods=("POST",))
def key_revocation(request: SignedInRequest, key_id: int) -> HttpResponse:
    key = get_object_or_404(_own(request), pk=key_id)
    tokens.revoke(key, by=request.user)
    say(request, f"La clé « {key.name} » n’ouvre plus rien.")
    return see_other(reverse("account:keys"))


def _own(request: SignedInRequest) -> QuerySet[ApiToken]:
    """One's own, for administrators too: those of others are on their pages of the console."""
    return ApiToken.objects.filter(user=request.user).select_related("user")
