"""Coming in and going out."""

from typing import Any

from allauth.account.internal.flows.logout import logout as end_session
from allauth.account.views import LoginView, SignupView
from django.http import HttpRequest, HttpResponse

from spot.common.web import ANONYMOUS, SIGNED_IN, opens_to, see_other
from spot.desks.account.answers import Answers422
from spot.desks.account.forms import RegisterForm, SignInForm
from spot.desks.account.throttle import refuse_if_too_many, too_many

BOTH = ("GET", "POST")


class SignIn(Answers422, LoginView):
    form_class = SignInForm
    template_name = "spot/account/login.html"
    extra_context = {"title": "Se connecter"}

    def get_form_class(self) -> type[SignInForm]:
        return self.form_class

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        return too_many(self.request, action="login_failed") if form.is_throttled else super().form_invalid(form)


class Register(Answers422, SignupView):
    form_class = RegisterForm
    template_name = "spot/account/register.html"

    def get_form_class(self) -> type[RegisterForm]:
        return self.form_class

    def form_valid(self, form: Any) -> HttpResponse:
        return refuse_if_too_many(self.request, "register") or super().form_valid(form)


login = opens_to(ANONYMOUS, methods=BOTH)(SignIn.as_view())
console_login = opens_to(ANONYMOUS, methods=BOTH)(
    SignIn.as_view(template_name="spot/account/console_login.html", extra_context={"title": "Connexion de la station"})
)
register = opens_to(ANONYMOUS, methods=BOTH)(Register.as_view())


@opens_to(SIGNED_IN, methods=("POST",))
def logout(request: HttpRequest) -> HttpResponse:
    end_session(request)
    return see_other("/")
