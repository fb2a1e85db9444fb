"""Every path belongs to the app; the project only hands over."""

from django.urls import include, path

urlpatterns = [path("", include("spot.urls"))]

handler400 = "spot.common.envelope.unreadable"
handler404 = "spot.common.web.not_found"
handler500 = "spot.common.web.failed"
handler429 = "spot.desks.account.throttle.too_many"
