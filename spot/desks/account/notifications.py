"""What happened that concerns whoever is signed in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from spot.common.web import SIGNED_IN, opens_to, paged, say, see_other
from spot.messaging import queries, services
from spot.messaging.models import Notification
from spot.messaging.words import look_of


@opens_to(SIGNED_IN)
def notifications(request: HttpRequest) -> HttpResponse:
    page = paged(request, Notification.objects.visible_to(request.user))
    rows = [{"row": row, "look": look_of(row.kind)} for row in page]
    context = {"page": page, "rows": rows, "unread": queries.unread(request.user)}
    return render(request, "spot/account/notifications.html", context)


@opens_to(SIGNED_IN, methods=("POST",))
def reading_all(request: HttpRequest) -> HttpResponse:
    if count := services.read_all(request.user):
        say(request, f"{count} notification{'s lues' if count > 1 else ' lue'}.")
    return see_other(reverse("account:notifications"))


@opens_to(SIGNED_IN, methods=("POST",))
def reading(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Read one, and go to what it tells of."""
    row = get_object_or_404(Notification.objects.visible_to(request.user), pk=notification_id)
    services.read(row)
    return see_other(row.url)
