from django.urls import URLPattern, path

from spot.desks.administration import organisations, people

app_name = "administration"
urlpatterns: list[URLPattern] = [
    path("people/", people.people, name="people"),
    path("people/invitation/", people.staff_invitation, name="staff_invitation"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/role/", people.person_role, name="person_role"),
    path("people/<uuid:person_id>/disabling/", people.person_disabling, name="person_disabling"),
    path("people/<uuid:person_id>/enabling/", people.person_enabling, name="person_enabling"),
    path("invitations/<uuid:token>/withdrawal/", people.invitation_withdrawal, name="invitation_withdrawal"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/<uuid:organisation_id>/", organisations.organisation, name="organisation"),
    path("organisations/<uuid:organisation_id>/identity/", organisations.organisation_identity, name="organisation_identity"),
    path("organisations/<uuid:organisation_id>/verification/", organisations.organisation_verification, name="organisation_verification"),
    path("organisations/<uuid:organisation_id>/suspension/", organisations.organisation_suspension, name="organisation_suspension"),
    path("organisations/<uuid:organisation_id>/mandates/", organisations.organisation_mandates, name="organisation_mandates"),
    path("mandates/<int:mandate_id>/end/", organisations.mandate_end, name="mandate_end"),
]
