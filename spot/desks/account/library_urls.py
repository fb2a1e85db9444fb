"""The same paths and views under the names django-allauth reverses. Requests never come this far down the list."""

from django.urls import URLPattern, path

from spot.desks.account.urls import urlpatterns as ours

NAMES = {
    "login": "account_login",
    "logout": "account_logout",
    "register": "account_signup",
    "login_code": "mfa_authenticate",
    "email": "account_email",
    "email_sent": "account_email_verification_sent",
    "password_change": "account_change_password",
    "password_reset": "account_reset_password",
    "password_reset_done": "account_reset_password_done",
    "password_reset_complete": "account_reset_password_from_key_done",
    "reauthenticate": "account_reauthenticate",
    "reauthenticate_code": "mfa_reauthenticate",
    "second_factor": "mfa_index",
    "second_factor_activate": "mfa_activate_totp",
    "second_factor_deactivate": "mfa_deactivate_totp",
    "recovery_codes": "mfa_view_recovery_codes",
    "recovery_codes_renew": "mfa_generate_recovery_codes",
    "recovery_codes_file": "mfa_download_recovery_codes",
}


def _under_the_library_name(route: URLPattern) -> URLPattern:
    return path(str(route.pattern), route.callback, name=NAMES[route.name or ""])


urlpatterns = [_under_the_library_name(route) for route in ours if route.name in NAMES]
