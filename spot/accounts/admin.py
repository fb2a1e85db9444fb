"""How Django's administration shows these tables: to look at, and without a secret."""

from spot.accounts.models import ApiToken, Invitation, Mandate, Organisation, User, WallScreen
from spot.common.reading import Reading


class OrganisationReading(Reading):
    list_display = ("name", "kind", "status", "code", "ifu", "created_at")
    details = ("rccm", "address", "phone", "email", "version")
    list_filter = ("kind", "status")
    search_fields = ("name", "code", "ifu")
    date_hierarchy = "created_at"


class UserReading(Reading):
    list_display = ("full_name", "username", "role", "organisation", "is_active", "last_login")
    details = ("email", "phone", "wants_alerts", "is_superuser", "is_staff", "date_joined", "version")
    list_filter = ("role", "is_active")
    search_fields = ("full_name", "username", "email", "organisation__name")
    date_hierarchy = "date_joined"


class MandateReading(Reading):
    list_display = ("agency", "advertiser", "starts_on", "ends_on", "recorded_by")
    search_fields = ("agency__name", "advertiser__name")
    date_hierarchy = "starts_on"


class InvitationReading(Reading):
    list_display = (
        "email",
        "organisation",
        "role",
        "invited_by",
        "created_at",
        "expires_at",
        "accepted_at",
        "withdrawn_at",
    )
    list_filter = ("role",)
    search_fields = ("email", "organisation__name")
    date_hierarchy = "created_at"


class ApiTokenReading(Reading):
    list_display = ("name", "user", "prefix", "created_at", "expires_at", "last_used_at")
    search_fields = ("name", "user__full_name", "user__username")
    date_hierarchy = "created_at"


class WallScreenReading(Reading):
    list_display = ("name", "made_by", "created_at", "expires_at", "revoked_at", "last_used_at")
    search_fields = ("name", "made_by__full_name")
    date_hierarchy = "created_at"


READINGS = {
    Organisation: OrganisationReading,
    User: UserReading,
    Mandate: MandateReading,
    Invitation: InvitationReading,
    ApiToken: ApiTokenReading,
    WallScreen: WallScreenReading,
}
