"""Where a decision leads: back to the dashboard it was taken on, or to the page's own way on."""

from django.http import HttpRequest
from django.urls import reverse


def onward(request: HttpRequest, default: str) -> str:
    """`default` is an address; a form of the dashboard says so in its field `from`."""
    return reverse("administration:dashboard") if request.POST.get("from") == "dashboard" else default
