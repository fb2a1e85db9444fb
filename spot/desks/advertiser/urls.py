from django.urls import URLPattern, path

from spot.desks.advertiser import organisation

app_name = "advertiser"
urlpatterns: list[URLPattern] = [
    path("organisation/", organisation.organisation, name="organisation"),
    path("organisation/invitations/", organisation.organisation_invitations, name="organisation_invitations"),
    path("organisation/invitations/<uuid:token>/withdrawal/", organisation.invitation_withdrawal, name="invitation_withdrawal"),
]
