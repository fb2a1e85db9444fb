"""One's own account: sign in, register, passwords, profile, sessions, keys, second step, invitations."""

from django.urls import URLPattern, path

from spot.desks.account import invitations, keys, notifications, passwords, profile, second_factor, sessions, sign_in

app_name = "account"

urlpatterns: list[URLPattern] = [
    path("login/", sign_in.login, name="login"),
    path("console/login/", sign_in.console_login, name="console_login"),
    path("login/code/", second_factor.authenticate, name="login_code"),
    path("logout/", sign_in.logout, name="logout"),
    path("register/", sign_in.register, name="register"),
    path("invitations/<str:secret>/", invitations.invitation, name="invitation"),
    path("email/confirm/", profile.email_sent, name="email_sent"),
    path("email/confirm/<str:secret>/", profile.email_confirm, name="email_confirm"),
    path("password/reset/", passwords.reset, name="password_reset"),
    path("password/reset/done/", passwords.reset_done, name="password_reset_done"),
    path("password/reset/complete/", passwords.reset_complete, name="password_reset_complete"),
    path("password/reset/key/<str:secret>/", passwords.reset_by_link, name="password_reset_key"),
    path("profile/", profile.profile, name="profile"),
    path("profile/photo/", profile.photo, name="photo_change"),
    path("profile/presence/", profile.presence, name="presence"),
    path("profile/email/", profile.email, name="email"),
    path("profile/email/sending/", profile.email_again, name="email_again"),
    path("profile/password/", passwords.change, name="password_change"),
    path("profile/identity/", passwords.reauthenticate, name="reauthenticate"),
    path("profile/identity/code/", second_factor.reauthenticate, name="reauthenticate_code"),
    path("profile/sessions/", sessions.sessions, name="sessions"),
    path("profile/sessions/<int:session_id>/end/", sessions.session_end, name="session_end"),
    path("profile/keys/", keys.keys, name="keys"),
    path("profile/keys/<int:key_id>/revocation/", keys.key_revocation, name="key_revocation"),
    path("profile/second-factor/", second_factor.index, name="second_factor"),
    path("profile/second-factor/activation/", second_factor.activate, name="second_factor_activate"),
    path("profile/second-factor/deactivation/", second_factor.deactivate, name="second_factor_deactivate"),
    path("profile/second-factor/codes/", second_factor.codes, name="recovery_codes"),
    path("profile/second-factor/codes/renewal/", second_factor.generate, name="recovery_codes_renew"),
    path("profile/second-factor/codes/file/", second_factor.download, name="recovery_codes_file"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/reading/", notifications.reading_all, name="notifications_reading"),
    path("notifications/<int:notification_id>/reading/", notifications.reading, name="notification_reading"),
    path("people/<uuid:person_id>/photo/", profile.person_photo, name="photo"),
]
