from django.urls import URLPattern, path

from spot.desks.advertiser import (
    broadcasts,
    campaigns,
    home,
    live_price,
    media,
    ordering,
    organisation,
    resumable,
    spots,
    upload,
)

app_name = "advertiser"
urlpatterns: list[URLPattern] = [
    path("campaigns/<uuid:campaign_id>/upload/", upload.upload, name="upload"),
    path("campaigns/<uuid:campaign_id>/upload/resumable/", resumable.start, name="resumable"),
    path("campaigns/<uuid:campaign_id>/upload/resumable/<uuid:key>/", resumable.part, name="resumable_part"),
    path("spots/", spots.spots, name="spots"),
    path("spots/<uuid:spot_id>/", spots.spot, name="spot"),
    path("spots/<uuid:spot_id>/media/", media.media, name="media"),
    path("spots/<uuid:spot_id>/media/poster/", media.poster, name="poster"),
    path("spots/<uuid:spot_id>/withdrawal/", spots.withdrawal, name="withdrawal"),
    path("spots/<uuid:spot_id>/reuse/", spots.reuse, name="reuse"),
    path("home/", home.home, name="home"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/create/", ordering.create, name="campaign_create"),
    path("campaigns/price/", live_price.price, name="price"),
    path("campaigns/<uuid:campaign_id>/", campaigns.campaign, name="campaign"),
    path("campaigns/<uuid:campaign_id>/edit/<slug:step>/", ordering.edit, name="campaign_edit"),
    path("campaigns/<uuid:campaign_id>/submission/", campaigns.submission, name="submission"),
    path("campaigns/<uuid:campaign_id>/cancellation/", campaigns.cancellation, name="cancellation"),
    path("campaigns/<uuid:campaign_id>/copy/", campaigns.copy, name="copy"),
    path("broadcasts/", broadcasts.broadcasts, name="broadcasts"),
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/invitations/", organisation.organisation_invitations, name="organisation_invitations"),
    path(
        "organisation/invitations/<uuid:invitation_id>/withdrawal/",
        organisation.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path(
        "organisation/invitations/<uuid:invitation_id>/sending/",
        organisation.invitation_sending,
        name="invitation_sending",
    ),
]
