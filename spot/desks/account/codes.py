"""The code of the second step, at sign-in and as a proof: it serves once."""

from allauth.mfa.base import forms as library
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError

from spot.accounts import services
from spot.common.refusals import Refused


class ServesOnce:
    """What the cache remembers of used codes is lost with it; the database's memory is not."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]  # the library's form is the next base
        if self.authenticator.type == Authenticator.Type.TOTP:
            try:
                services.spend_code(self.authenticator, code)
            except Refused as refusal:
                raise ValidationError(refusal.detail, code=refusal.code) from refusal
        return code


class SignInCodeForm(ServesOnce, library.AuthenticateForm):
    pass


class ProofCodeForm(ServesOnce, library.ReauthenticateForm):
    pass
