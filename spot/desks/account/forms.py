"""The forms of one's own account."""

from typing import Any, ClassVar

from allauth.account import forms as library
from allauth.account.models import EmailAddress
from allauth.account.utils import setup_user_email
from django import forms
from django.http import HttpRequest
from phonenumber_field.formfields import PhoneNumberField

from spot.accounts import portraits, services
from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Kind
from spot.common.refusals import Refused
from spot.desks.fields import LineField

BAD_PHONE = "Saisissez un numéro comme 70 12 34 56, ou avec l’indicatif du pays (+226…)."
MOST_KEYS = 20
PASSWORD_HELP = "Huit caractères au moins, ni trop courant, ni seulement des chiffres."  # noqa: S105


def phone_field(*, required: bool) -> PhoneNumberField:
    field = PhoneNumberField(label="Téléphone", required=required, error_messages={"invalid": BAD_PHONE})
    field.widget.attrs |= {"autocomplete": "tel", "inputmode": "tel", "placeholder": "70 12 34 56"}
    return field


def name_passwords(form: forms.Form, first: str = "Nouveau mot de passe") -> None:
    """The library's two password fields with our labels, and its list of rules as one sentence."""
    form.fields["password1"].label, form.fields["password1"].help_text = first, PASSWORD_HELP
    form.fields["password2"].label = "Le même, une seconde fois"
    for name in ("password1", "password2"):
        form.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(library.LoginForm):
    """User name (or e-mail) and password; the library's field is called `login`, ours `username`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Nom d’utilisateur ou adresse de courriel"
        self.fields["login"].widget.attrs = {
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        }
        self.fields["password"].label, self.fields["password"].help_text = "Mot de passe", ""
        self.fields["remember"].label = "Se souvenir de moi sur cet appareil"
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def add_prefix(self, field_name: str) -> str:
        return "username" if field_name == "login" else super().add_prefix(field_name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self.user and not self.user.is_active:
            raise forms.ValidationError(
                "Ce compte est désactivé. Adressez-vous à la régie pour le rouvrir.", code="inactive"
            )
        return cleaned

    @property
    def is_throttled(self) -> bool:
        return any(error.code == "too_many_login_attempts" for error in self.non_field_errors().as_data())


class RegisterForm(library.SignupForm):
    """A newcomer and their organisation."""

    field_order: ClassVar = [
        "organisation",
        "kind",
        "full_name",
        "email",
        "phone",
        "username",
        "password1",
        "password2",
    ]

    organisation = LineField(label="Votre organisation", max_length=120, help_text="Le nom qui paraîtra sur vos devis.")
    kind = forms.ChoiceField(label="Vous êtes", choices=Kind.choices, initial=Kind.ADVERTISER, widget=forms.RadioSelect)
    full_name = LineField(label="Votre nom complet", max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = phone_field(required=True)
        self.fields["email"].label, self.fields["username"].label = "Adresse de courriel", "Nom d’utilisateur"
        self.fields["full_name"].widget.attrs["autocomplete"] = "name"
        self.fields["organisation"].widget.attrs["autocomplete"] = "organization"
        for name in ("email", "username"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        name_passwords(self, "Mot de passe")
        self.order_fields(self.field_order)

    def clean_organisation(self) -> str:
        name: str = self.cleaned_data["organisation"].strip()
        if Organisation.objects.filter(name__iexact=name).exists():
            raise forms.ValidationError(
                "Cette organisation est déjà inscrite : demandez une invitation à l’un de ses membres."
            )
        return name

    def validate_unique_email(self, value: str) -> str:
        if User.objects.filter(email__iexact=value).exists():
            raise forms.ValidationError(
                "Cette adresse a déjà un compte : connectez-vous, ou demandez un nouveau mot de passe."
            )
        return value

    def save(self, request: HttpRequest) -> User:
        facts = {
            name: self.cleaned_data[name]
            for name in ("username", "full_name", "email", "phone", "organisation", "kind")
        }
        user = services.register(password=self.cleaned_data["password1"], **facts)
        setup_user_email(request, user, [EmailAddress(email=user.email)])
        return user


class ResetForm(library.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Adresse de courriel de votre compte"
        self.fields["email"].widget.attrs.pop("placeholder", None)


class NewPasswordForm(library.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_passwords(self)


class ChangePasswordForm(library.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label, self.fields["oldpassword"].help_text = "Mot de passe actuel", ""
        self.fields["oldpassword"].widget.attrs.pop("placeholder", None)
        name_passwords(self)


class ProfileForm(forms.Form):
    full_name = LineField(label="Nom complet", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    wants_alerts = forms.BooleanField(
        label="Recevoir les alertes",
        required=False,
        help_text="Écran proche ou passage en retard : dans l’application. Incident critique : aussi par courriel.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = phone_field(required=False)
        self.order_fields(["full_name", "phone", "wants_alerts"])


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label="Photo",
        help_text="JPEG, PNG ou WebP, 5 Mo au plus. Elle sera recadrée en carré.",
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
    )

    def clean_photo(self) -> bytes:
        sent = self.cleaned_data["photo"]
        try:
            return portraits.portrait(sent, size_bytes=sent.size)
        except Refused as refusal:
            if refusal.status != 422:
                raise
            raise forms.ValidationError(refusal.detail) from refusal


class EmailForm(library.AddEmailForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = "Nouvelle adresse"
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        value: str = super().clean_email()
        if User.objects.filter(email__iexact=value).exists():
            raise forms.ValidationError("Cette adresse a déjà un compte.")
        return value


class KeyForm(forms.Form):
    """What a key is for, and until when."""

    name = LineField(
        label="À quoi sert-elle ?",
        max_length=60,
        help_text="Par exemple « Automate de la régie finale ».",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    days = forms.TypedChoiceField(
        label="Elle expire dans",
        choices=[(30, "30 jours"), (90, "90 jours"), (365, "un an")],
        coerce=int,
        initial=90,
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.user.api_tokens.filter(name=name).exists():
            raise forms.ValidationError("Vous avez déjà une clé de ce nom : révoquez-la, ou choisissez-en un autre.")
        return name

    def clean(self) -> dict[str, Any]:
        if self.user.api_tokens.count() >= MOST_KEYS:
            raise forms.ValidationError(f"{MOST_KEYS} clés au plus : révoquez d’abord celles qui ne servent pas.")
        return super().clean() or {}


class AcceptForm(forms.Form):
    """Coming in by an invitation: the address is the invitation's."""

    full_name = LineField(label="Votre nom complet", max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    username = LineField(
        label="Nom d’utilisateur", max_length=150, widget=forms.TextInput({"autocomplete": "username"})
    )
    password1 = library.SetPasswordField(label="Mot de passe", help_text=PASSWORD_HELP)
    password2 = library.PasswordField(label="Le même, une seconde fois", autocomplete="new-password")

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"] = phone_field(required=False)
        self.fields["password1"].user = User(email=email)  # type: ignore[attr-defined]  # the library's field reads it
        name_passwords(self, "Mot de passe")
        self.order_fields(["full_name", "phone", "username", "password1", "password2"])

    def clean_username(self) -> str:
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError("Ce nom d’utilisateur est déjà pris.")
        User.username_validator(name)
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password1") and cleaned.get("password2") and cleaned["password1"] != cleaned["password2"]:
            self.add_error("password2", "Les deux mots de passe diffèrent.")
        return cleaned
