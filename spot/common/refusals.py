"""A refusal: the one way a rule says no."""

from typing import Any


class Refused(Exception):  # noqa: N818  it is an answer, not an error
    """A verb that may not happen. `code` is for programs, `detail` is the French sentence for people.

    A middleware turns it into the page's message and the API into its JSON, both with `status`; `extras` are named
    values that go beside the code (`remaining_seconds`, `item`).
    """

    def __init__(self, code: str, detail: str, *, status: int = 409, **extras: Any) -> None:
        super().__init__(detail)
        self.code, self.detail, self.status, self.extras = code, detail, status, extras
