"""Where broadcasters sit: their day, the planning, spots to place, airings to settle, what went out."""

from django.urls import path

from spot.desks.diffusion import broadcasted, exports, home, late, placements, planning, spots

app_name = "diffusion"
urlpatterns = [
    path("", home.home, name="home"),
    path("planning/", planning.planning, name="planning"),
    path("spots/", spots.spots, name="spots"),
    path("spots/<uuid:pk>/", spots.spot, name="spot"),
    path("spots/<uuid:pk>/cancellation/", spots.cancellation, name="spot_cancellation"),
    path("placements/", placements.placements, name="placements"),
    path("late/", late.late, name="late"),
    path("late/confirmation/", late.confirmation, name="late_confirmation"),
    path("late/missing/", late.missing, name="late_missing"),
    path("broadcasted/", broadcasted.broadcasted, name="broadcasted"),
    path("export/spots/csv/", exports.spots_csv, name="export_csv"),
    path("export/spots/xlsx/", exports.spots_xlsx, name="export_xlsx"),
    path("export/spots/broadcasted/pdf/", exports.broadcasted_pdf, name="export_pdf"),
]
