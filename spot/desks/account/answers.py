"""How the library's pages answer here: a form with errors is a 422."""

from typing import Any

from django.http import HttpResponse


class Answers422:
    """For a library's form view: what was typed comes back with its errors, and says so in the status."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)  # type: ignore[misc]  # the library's view is the next base
        response.status_code = 422
        return response
