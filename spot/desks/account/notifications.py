"""What happened that concerns whoever is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.accounts.models import User
from spot.common.web import SIGNED_IN, opens_to, paged, say, see_other
from spot.messaging import queries, services
from spot.messaging.models import Notification
from spot.messaging.words import look_of


@opens_to(SIGNED_IN)
def notifications(request: HttpRequest) -> HttpResponse:
    page = paged(request, Notification.objects.visible_to(_reader(request)))
    rows = [{"row": row, "look": look_of(row.kind)} for row in page]
    context = {"page": page, "rows": rows, "unread": queries.unread(_reader(request))}
    return render(request, "spot/account/notifications.html", context)


@opens_to(SIGNED_IN, methods=("POST",))
def reading_all(request: HttpRequest) -> HttpResponse:
    if count := services.read_all(_reader(request)):
        say(request, f"{count} notification{'s lues' if count > 1 else ' lue'}.")
    return see_other(reverse("account:notifications"))


@opens_to(SIGNED_IN, methods=("POST",))
def reading(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Read one, and go to what it tells of."""
    row = get_object_or_404(Notification.objects.visible_to(_reader(request)), pk=notification_id)
    services.read(row)
    return see_other(row.url)


def _reader(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the door saw to it
    return request.user
