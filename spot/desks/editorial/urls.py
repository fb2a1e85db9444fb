"""The newsroom's desk."""

from django.urls import URLPattern, path

from spot.desks.editorial import home

app_name = "editorial"
urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
]
