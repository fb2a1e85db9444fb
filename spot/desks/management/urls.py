"""What was sold, aired and lost, on screen and in files."""

from django.urls import path

from spot.desks.management import views

app_name = "management"
urlpatterns = [
    path("", views.entrance, name="entrance"),
    path("overview/", views.overview, name="overview"),
    path("export/", views.export_excel, name="export_excel"),
    path("export/pdf/", views.export_pdf, name="export_pdf"),
    path("prices/", views.prices, name="prices"),
]
