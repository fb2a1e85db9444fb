"""Where the newsroom comes in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from spot.accounts.workflow import Role
from spot.common.web import opens_to


@opens_to(Role.EDITORIAL_MANAGER, Role.ADMIN)
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "spot/editorial/home.html")
