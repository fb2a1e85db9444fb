"""Who may do what: one line a route, written by hand against the contract. `test_permissions` executes every cell.

A route: its path, its methods, who enters. OWN: whoever is signed in, but the thing of the test is Awa's.
"""

from spot.accounts.workflow import EVERYBODY, SEES_ALL_CAMPAIGNS, Role

ANYBODY, SIGNED_IN, OWN = ("anonymous",), tuple(EVERYBODY), ("advertiser:awa",)
READ, WRITE, BOTH = ("GET",), ("POST",), ("GET", "POST")
ADVERTISER, SALES, ADMIN = Role.ADVERTISER, Role.SALES, Role.ADMIN
BROADCASTER, MANAGER, ACCOUNTANT, EDITORIAL = Role.BROADCASTER, Role.MANAGER, Role.ACCOUNTANT, Role.EDITORIAL_MANAGER

ORDERS = (ADVERTISER, SALES, ADMIN)
ON_AIR = (BROADCASTER, ADMIN)
PLANNING = (BROADCASTER, ADMIN, MANAGER, SALES)
REPORTS = (MANAGER, ADMIN, ACCOUNTANT, SALES, ADVERTISER)
SEES_CAMPAIGNS = (ADVERTISER, *SEES_ALL_CAMPAIGNS)

WEBSITE = [
    ("/", READ, ANYBODY),
    ("/pricing/", READ, ANYBODY),
    ("/cost-simulator/", READ, ANYBODY),
    ("/contact/", READ, ANYBODY),
    ("/ui/styleguide/", READ, ANYBODY),
]
ACCOUNT = [
    ("/login/", BOTH, ANYBODY),
    ("/console/login/", BOTH, ANYBODY),
    ("/login/code/", BOTH, ANYBODY),
    ("/logout/", WRITE, SIGNED_IN),
    ("/register/", BOTH, ANYBODY),
    ("/invitations/<str:secret>/", BOTH, ANYBODY),
    ("/email/confirm/", READ, ANYBODY),
    ("/email/confirm/<str:secret>/", BOTH, ANYBODY),
    ("/password/reset/", BOTH, ANYBODY),
    ("/password/reset/done/", READ, ANYBODY),
    ("/password/reset/complete/", READ, ANYBODY),
    ("/password/reset/key/<str:secret>/", BOTH, ANYBODY),
    ("/profile/", BOTH, SIGNED_IN),
    ("/profile/photo/", BOTH, SIGNED_IN),
    ("/profile/presence/", READ, SIGNED_IN),
    ("/profile/email/", BOTH, SIGNED_IN),
    ("/profile/email/sending/", WRITE, SIGNED_IN),
    ("/profile/password/", BOTH, SIGNED_IN),
    ("/profile/identity/", BOTH, SIGNED_IN),
    ("/profile/identity/code/", BOTH, SIGNED_IN),
    ("/profile/sessions/", BOTH, SIGNED_IN),
    ("/profile/sessions/<int:session_id>/end/", WRITE, OWN),
    ("/profile/keys/", BOTH, SIGNED_IN),
    ("/profile/keys/<int:key_id>/revocation/", WRITE, OWN),
    ("/profile/second-factor/", READ, SIGNED_IN),
    ("/profile/second-factor/activation/", BOTH, SIGNED_IN),
    ("/profile/second-factor/deactivation/", BOTH, SIGNED_IN),
    ("/profile/second-factor/codes/", READ, SIGNED_IN),
    ("/profile/second-factor/codes/renewal/", BOTH, SIGNED_IN),
    ("/profile/second-factor/codes/file/", READ, SIGNED_IN),
    ("/notifications/", READ, SIGNED_IN),
    ("/notifications/reading/", WRITE, SIGNED_IN),
    ("/notifications/<int:notification_id>/reading/", WRITE, OWN),
    ("/people/<uuid:person_id>/photo/", READ, (*OWN, ADMIN)),
]
ADVERTISER_DESK = [
    ("/home/", READ, SIGNED_IN),
    ("/campaigns/", READ, ORDERS),
    ("/campaigns/create/", BOTH, ORDERS),
    ("/campaigns/price/", WRITE, ORDERS),
    ("/campaigns/<uuid:campaign_id>/", READ, ORDERS),
    ("/campaigns/<uuid:campaign_id>/edit/<slug:step>/", BOTH, ORDERS),
    ("/campaigns/<uuid:campaign_id>/submission/", WRITE, ORDERS),
    ("/campaigns/<uuid:campaign_id>/cancellation/", WRITE, ORDERS),
    ("/campaigns/<uuid:campaign_id>/copy/", WRITE, ORDERS),
    ("/campaigns/<uuid:campaign_id>/upload/", BOTH, ORDERS),
    ("/campaigns/<uuid:campaign_id>/upload/resumable/", WRITE, ORDERS),
    ("/campaigns/<uuid:campaign_id>/upload/resumable/<uuid:key>/", ("HEAD", "PATCH", "DELETE"), ORDERS),
    ("/spots/", READ, ORDERS),
    ("/spots/<uuid:spot_id>/", READ, ORDERS),
    ("/spots/<uuid:spot_id>/media/", READ, SEES_CAMPAIGNS),
    ("/spots/<uuid:spot_id>/media/poster/", READ, SEES_CAMPAIGNS),
    ("/spots/<uuid:spot_id>/withdrawal/", WRITE, ORDERS),
    ("/spots/<uuid:spot_id>/reuse/", WRITE, ORDERS),
    ("/broadcasts/", READ, ORDERS),
    ("/organisation/", BOTH, (ADVERTISER,)),
    ("/organisation/invitations/", WRITE, (ADVERTISER,)),
    ("/organisation/invitations/<uuid:invitation_id>/withdrawal/", WRITE, (ADVERTISER,)),
    ("/organisation/invitations/<uuid:invitation_id>/sending/", WRITE, (ADVERTISER,)),
]
DIFFUSION = [
    ("/diffusion/", READ, ON_AIR),
    ("/diffusion/planning/", READ, PLANNING),
    ("/diffusion/planning/apart/", READ, PLANNING),
    ("/diffusion/planning/worker.js", READ, ANYBODY),
    ("/diffusion/walls/", BOTH, ON_AIR),
    ("/diffusion/walls/<uuid:wall_id>/removal/", WRITE, ON_AIR),
    ("/diffusion/wall/<str:wall_key>/", READ, ANYBODY),
    ("/diffusion/wall/<str:wall_key>/snapshot", READ, ANYBODY),
    ("/diffusion/wall/<str:wall_key>/events", READ, ANYBODY),
    ("/diffusion/spots/", READ, ON_AIR),
    ("/diffusion/spots/<uuid:pk>/", READ, ON_AIR),
    ("/diffusion/spots/<uuid:pk>/cancellation/", WRITE, ON_AIR),
    ("/diffusion/spots/<uuid:pk>/swap/", BOTH, ON_AIR),
    ("/diffusion/days/<str:day>/", READ, ON_AIR),
    ("/diffusion/days/<str:day>/pdf/", READ, ON_AIR),
    ("/diffusion/days/<str:day>/handovers/", WRITE, ON_AIR),
    ("/diffusion/handovers/<uuid:note_id>/taking/", WRITE, ON_AIR),
    ("/diffusion/placements/", BOTH, ON_AIR),
    ("/diffusion/late/", READ, ON_AIR),
    ("/diffusion/late/confirmation/", WRITE, ON_AIR),
    ("/diffusion/late/missing/", WRITE, ON_AIR),
    ("/diffusion/broadcasted/", READ, ON_AIR),
    ("/diffusion/export/spots/csv/", READ, ON_AIR),
    ("/diffusion/export/spots/xlsx/", READ, ON_AIR),
    ("/diffusion/export/spots/broadcasted/pdf/", READ, ON_AIR),
]
ADMINISTRATION = [
    ("/console/", READ, (ADMIN,)),
    ("/console/dashboard/", READ, (ADMIN,)),
    ("/console/spots/", READ, (ADMIN,)),
    ("/console/spots/<uuid:spot_id>/", READ, (ADMIN,)),
    ("/console/spots/<uuid:spot_id>/approval/", WRITE, (ADMIN,)),
    ("/console/spots/<uuid:spot_id>/rejection/", WRITE, (ADMIN,)),
    ("/console/campaigns/", READ, (ADMIN,)),
    ("/console/campaigns/<uuid:campaign_id>/", READ, (ADMIN,)),
    ("/console/campaigns/<uuid:campaign_id>/approval/", WRITE, (ADMIN,)),
    ("/console/campaigns/<uuid:campaign_id>/rejection/", WRITE, (ADMIN,)),
    ("/console/rate-cards/", BOTH, (ADMIN,)),
    ("/console/rate-cards/<uuid:card_id>/", BOTH, (ADMIN,)),
    ("/console/rate-cards/<uuid:card_id>/publication/", WRITE, (ADMIN,)),
    ("/console/categories/", READ, (ADMIN,)),
    ("/console/categories/<slug:slug>/", BOTH, (ADMIN,)),
    ("/console/grid/", READ, (ADMIN,)),
    ("/console/grid/addition/", BOTH, (ADMIN,)),
    ("/console/grid/generation/", WRITE, (ADMIN,)),
    ("/console/grid/rows/<int:pk>/", BOTH, (ADMIN,)),
    ("/console/grid/rows/<int:pk>/removal/", WRITE, (ADMIN,)),
    ("/console/grid/<str:day>/", READ, (ADMIN,)),
    ("/console/grid/<str:day>/generation/", WRITE, (ADMIN,)),
    ("/console/grid/<str:day>/addition/", BOTH, (ADMIN,)),
    ("/console/grid/<str:day>/breaks/<uuid:pk>/", BOTH, (ADMIN,)),
    ("/console/grid/<str:day>/breaks/<uuid:pk>/cancellation/", WRITE, (ADMIN,)),
    ("/console/people/", READ, (ADMIN,)),
    ("/console/people/invitation/", BOTH, (ADMIN,)),
    ("/console/people/<uuid:person_id>/", READ, (ADMIN,)),
    ("/console/people/<uuid:person_id>/role/", WRITE, (ADMIN,)),
    ("/console/people/<uuid:person_id>/disabling/", WRITE, (ADMIN,)),
    ("/console/people/<uuid:person_id>/enabling/", WRITE, (ADMIN,)),
    ("/console/people/<uuid:person_id>/keys/<int:key_id>/revocation/", WRITE, (ADMIN,)),
    ("/console/invitations/<uuid:invitation_id>/withdrawal/", WRITE, (ADMIN,)),
    ("/console/invitations/<uuid:invitation_id>/sending/", WRITE, (ADMIN,)),
    ("/console/organisations/", READ, (ADMIN,)),
    ("/console/organisations/<uuid:organisation_id>/", READ, (ADMIN,)),
    ("/console/organisations/<uuid:organisation_id>/identity/", WRITE, (ADMIN,)),
    ("/console/organisations/<uuid:organisation_id>/verification/", WRITE, (ADMIN,)),
    ("/console/organisations/<uuid:organisation_id>/suspension/", WRITE, (ADMIN,)),
    ("/console/organisations/<uuid:organisation_id>/mandates/", WRITE, (ADMIN,)),
    ("/console/mandates/<int:mandate_id>/end/", WRITE, (ADMIN,)),
]
OTHER_DESKS = [
    ("/console/billing/", READ, (ACCOUNTANT, ADMIN)),
    ("/reports/", READ, REPORTS),
    ("/reports/overview/", READ, REPORTS),
    ("/reports/export/", READ, REPORTS),
    ("/reports/export/pdf/", READ, REPORTS),
    ("/reports/prices/", READ, (MANAGER, ADMIN, ACCOUNTANT, SALES)),
    ("/editorial/", READ, (EDITORIAL, ADMIN)),
]
API = [
    ("/api/v1/openapi.json", READ, ANYBODY),
    ("/api/v1/docs", READ, ANYBODY),
    ("/api/v1/breaks", READ, PLANNING),
    ("/api/v1/breaks/<uuidstr:break_id>/retime", WRITE, ON_AIR),
    ("/api/v1/breaks/<uuidstr:break_id>/cancel", WRITE, ON_AIR),
    ("/api/v1/breaks/<uuidstr:break_id>/preempt", WRITE, ON_AIR),
    ("/api/v1/days/<str:day>/retime", WRITE, ON_AIR),
    ("/api/v1/spots/<uuidstr:spot_id>/swap", WRITE, ON_AIR),
    ("/api/v1/airings", READ, SEES_CAMPAIGNS),
    ("/api/v1/airings/<uuidstr:airing_id>/acts", READ, ON_AIR),
    ("/api/v1/bookings", WRITE, ON_AIR),
    ("/api/v1/airings/<uuidstr:airing_id>/confirm", WRITE, ON_AIR),
    ("/api/v1/airings/<uuidstr:airing_id>/miss", WRITE, ON_AIR),
    ("/api/v1/airings/<uuidstr:airing_id>/preempt", WRITE, ON_AIR),
    ("/api/v1/airings/<uuidstr:airing_id>/correct", WRITE, (ADMIN,)),
    ("/api/v1/airings/<uuidstr:airing_id>/cancel", WRITE, ON_AIR),
    ("/api/v1/airings/<uuidstr:airing_id>/undo", WRITE, ON_AIR),
    ("/api/v1/airings/<uuidstr:airing_id>/move", WRITE, ON_AIR),
    ("/api/v1/campaigns", READ, SEES_CAMPAIGNS),
    ("/api/v1/spots", READ, SEES_CAMPAIGNS),
    ("/api/v1/quotes", WRITE, ANYBODY),
    ("/api/v1/planning/snapshot", READ, PLANNING),
    ("/api/v1/planning/events", READ, PLANNING),
    ("/api/v1/planning/tray", READ, ON_AIR),
    ("/api/v1/planning/verdicts", READ, ON_AIR),
    ("/api/v1/planning/waits", READ, ON_AIR),
    ("/api/v1/notifications", READ, SIGNED_IN),
    ("/api/v1/pending-counts", READ, (ADMIN, MANAGER)),
]
OPERATIONS = [
    ("/healthz", READ, ANYBODY),
    ("/readyz", READ, ANYBODY),
    ("/metrics", READ, ANYBODY),  # from this machine, or with the token
]
# The paths nobody named: the same JSON 404 for all.
NOTHING = ["/api/v1/", "/api/v1/<path:rest>", "/api/", "/api/<path:rest>"]

DESKS = {
    "website": WEBSITE, "account": ACCOUNT, "advertiser": ADVERTISER_DESK, "diffusion": DIFFUSION,
    "administration": ADMINISTRATION, "others": OTHER_DESKS, "api": API, "operations": OPERATIONS,
}  # fmt: skip
TABLE = {path: (methods, who) for lines in DESKS.values() for path, methods, who in lines}
