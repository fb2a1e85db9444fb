from django.urls import URLPattern, path

from spot.desks.administration import campaigns, categories, dashboard, organisations, people, rate_cards, spots

app_name = "administration"
urlpatterns: list[URLPattern] = [
    path("", dashboard.console, name="console"),
    path("dashboard/", dashboard.dashboard, name="dashboard"),
    path("spots/", spots.spots, name="spots"),
    path("spots/<uuid:spot_id>/", spots.spot, name="spot"),
    path("spots/<uuid:spot_id>/approval/", spots.approval, name="spot_approval"),
    path("spots/<uuid:spot_id>/rejection/", spots.rejection, name="spot_rejection"),
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/<uuid:campaign_id>/", campaigns.campaign, name="campaign"),
    path("campaigns/<uuid:campaign_id>/approval/", campaigns.approval, name="campaign_approval"),
    path("campaigns/<uuid:campaign_id>/rejection/", campaigns.rejection, name="campaign_rejection"),
    path("rate-cards/", rate_cards.rate_cards, name="rate_cards"),
    path("rate-cards/<uuid:card_id>/", rate_cards.rate_card, name="rate_card"),
    path("rate-cards/<uuid:card_id>/publication/", rate_cards.publication, name="rate_card_publication"),
    path("categories/", categories.categories, name="categories"),
    path("categories/<slug:slug>/", categories.category, name="category"),
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
