"""Where a decision leads: back to the dashboard it was taken on, or to the page's own way on."""

from django.http import HttpRequest
from django.urls import reverse

from spot.common.asked import in_form


def onward(request: HttpRequest, default: str) -> str:
    """`default` is an address; a form of the dashboard says so in its field `from`."""
    return reverse("administration:dashboard") if in_form(request).choice("from", ["dashboard"]) else default
