from django.urls import path

from spot.desks.website import views

app_name = "website"
urlpatterns = [
    path("", views.landing, name="landing"),
    path("pricing/", views.pricing_page, name="pricing"),
    path("cost-simulator/", views.simulator, name="simulator"),
    path("contact/", views.contact, name="contact"),
    path("ui/styleguide/", views.styleguide, name="styleguide"),
]
