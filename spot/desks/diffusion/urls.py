"""Where broadcasters sit: their day, the planning, spots to place, airings to settle, what went out."""

from django.urls import path

from spot.desks.diffusion import (
    broadcasted,
    days,
    exports,
    home,
    late,
    placements,
    planning,
    spots,
    swaps,
    walls,
    worker,
)

app_name = "diffusion"
urlpatterns = [
    path("", home.home, name="home"),
    path("planning/", planning.planning, name="planning"),
    path("planning/apart/", planning.apart, name="planning_apart"),
    path("planning/worker.js", worker.planning_worker, name="planning_worker"),
    path("walls/", walls.walls, name="walls"),
    path("walls/<uuid:wall_id>/removal/", walls.wall_removal, name="wall_removal"),
    path("wall/<str:wall_key>/", walls.wall, name="wall"),
    path("wall/<str:wall_key>/snapshot", walls.wall_snapshot, name="wall_snapshot"),
    path("wall/<str:wall_key>/events", walls.wall_events, name="wall_events"),
    path("spots/", spots.spots, name="spots"),
    path("spots/<uuid:pk>/", spots.spot, name="spot"),
    path("spots/<uuid:pk>/swap/", swaps.swap, name="spot_swap"),
    path("spots/<uuid:pk>/cancellation/", spots.cancellation, name="spot_cancellation"),
    path("placements/", placements.placements, name="placements"),
    path("days/<str:day>/", days.sheet, name="day"),
    path("days/<str:day>/pdf/", days.on_paper, name="day_pdf"),
    path("days/<str:day>/handovers/", days.hand_over, name="hand_over"),
    path("handovers/<uuid:note_id>/taking/", days.take_over, name="take_over"),
    path("late/", late.late, name="late"),
    path("late/confirmation/", late.confirmation, name="late_confirmation"),
    path("late/missing/", late.missing, name="late_missing"),
    path("broadcasted/", broadcasted.broadcasted, name="broadcasted"),
    path("export/spots/csv/", exports.spots_csv, name="export_csv"),
    path("export/spots/xlsx/", exports.spots_xlsx, name="export_xlsx"),
    path("export/spots/broadcasted/pdf/", exports.broadcasted_pdf, name="export_pdf"),
]
