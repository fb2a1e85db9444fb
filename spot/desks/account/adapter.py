"""Where django-allauth asks the product: homes, words, mails, and passwords changed by our own verb."""

from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse

from spot.accounts import mails, notices, seals, services
from spot.accounts.models import User
from spot.common.mails import KINDS, queue
from spot.desks.homes import home_of
from spot.desks.requests import SignedInRequest

SENTENCES = {
    "account/messages/password_changed.txt": "Votre mot de passe est changé. Vos autres appareils sont déconnectés.",
    "account/messages/email_confirmation_sent.txt": "Un lien de confirmation vous a été envoyé.",
    "account/messages/email_confirmed.txt": "Votre adresse est confirmée.",
    "account/messages/logged_out.txt": "Vous êtes déconnecté.",
    "mfa/messages/totp_activated.txt": "La connexion en deux étapes est activée.",
    "mfa/messages/totp_deactivated.txt": "La connexion en deux étapes est désactivée.",
    "mfa/messages/recovery_codes_generated.txt": "De nouveaux codes de secours remplacent les anciens.",
}


class Adapter(DefaultAccountAdapter):
    """Sign-in, sign-up and passwords, as the product wants them."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "Nom d’utilisateur ou mot de passe incorrect.",
        "email_password_mismatch": "Adresse ou mot de passe incorrect.",
        "too_many_login_attempts": "Trop d’essais : patientez avant de recommencer.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel.",
        "incorrect_password": "Ce n’est pas votre mot de passe.",
        "username_taken": "Ce nom d’utilisateur est déjà pris.",
        "invalid_password_reset": "Ce lien a déjà servi ou a expiré : demandez-en un nouveau.",
    }

    def is_safe_url(self, url: str | None) -> bool:
        try:
            return bool(super().is_safe_url(url))
        except ValueError:  # brackets around what is no address
            return False

    def is_ajax(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: SignedInRequest) -> str:
        return home_of(request.user)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return home_of(request.user) if request.user.is_authenticated else "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account:profile")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return home_of(self.request.user) if self.request.user.is_authenticated else reverse("account:login")

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """The address that is left hears of it, and so does the new one."""
        person = email_address.user
        before = person.email
        with transaction.atomic():
            confirmed: bool = super().confirm_email(request, email_address)
            if confirmed and person.email.lower() != before.lower():
                services.note_email(person)
                notices.give_to_both_addresses(person, before=before)
        return confirmed

    def set_password(self, user: User, password: str) -> None:
        services.set_password(user, password)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The library's own key goes nowhere: ours is made when the mail is sent."""
        return ""

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return ""

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        queue(mails.password_reset_key, user=str(user.pk))

    def send_confirmation_mail(
        self,
        request: HttpRequest,
        emailconfirmation: Any,
        signup: bool,  # noqa: FBT001  the library's signature
    ) -> None:
        kind = mails.email_confirmation_signup if signup else mails.email_confirmation
        queue(kind, address=emailconfirmation.email_address.pk)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail that speaks to an address and not to an account."""
        queue(KINDS[template_prefix.rsplit("/", 1)[-1]], email=email)

    def add_message(  # noqa: PLR0913  the library's signature
        self, request: HttpRequest, level: int, message_template: str | None = None,
        message_context: dict[str, Any] | None = None, extra_tags: str = "", message: str | None = None,
    ) -> None:  # fmt: skip
        """Our own sentences; what the library says besides is left unsaid."""
        if sentence := message or SENTENCES.get(message_template or ""):
            messages.add_message(request, level, sentence, extra_tags=extra_tags)


class SecondFactor(DefaultMFAAdapter):
    """The second step of sign-in."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Ce code n’est pas le bon : attendez le suivant et réessayez.",
        "unverified_email": "Confirmez d’abord votre adresse de courriel.",
        "cannot_delete_authenticator": "La station exige la connexion en deux étapes : elle ne peut pas être désactivée.",
    }

    def encrypt(self, text: str) -> str:
        return seals.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return seals.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not (settings.SPOT_MFA_REQUIRED and authenticator.user.is_station)

    def build_totp_svg(self, url: str) -> str:
        """The square to photograph, by the package that draws the other QR codes of the house."""
        drawn = BytesIO()
        segno.make(url, micro=False).save(drawn, kind="svg", scale=4, xmldecl=False)
        return drawn.getvalue().decode()
