"""What the accountant reads."""

from django.urls import URLPattern, path

from spot.desks.billing import campaigns

app_name = "billing"
urlpatterns: list[URLPattern] = [
    path("", campaigns.home, name="home"),
]
