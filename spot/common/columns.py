"""Columns for what people type: whoever writes there, by whatever way in, writes readable text.

Forms and the API say it beside the field, long before; here it holds for services, commands and
whatever comes later. The database knows plain columns: migrations name Django's own.
"""

from typing import Any

from django.db import models

from spot.common import text
from spot.common.refusals import Refused


class _Checked:
    """Looks at a value on its way to be kept. Refused: `unreadable` (422), by the column's name."""

    sentence: Any = ""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if isinstance(value, str) and not self.takes(value):
            name = str(self.verbose_name).capitalize()  # type: ignore[attr-defined]
            raise Refused("unreadable", f"{name} : {str(self.sentence).lower()}", status=422)
        return super().get_db_prep_save(value, connection)  # type: ignore[misc]

    def takes(self, value: str) -> bool:
        raise NotImplementedError

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        return name, self.known_as, args, kwargs  # type: ignore[attr-defined]


class LineColumn(_Checked, models.CharField[str, str]):
    """One line: a name, a title."""

    known_as = "django.db.models.CharField"
    default_validators = [text.one_line]
    sentence = text.ONE_LINE

    def takes(self, value: str) -> bool:
        return text.is_line(value)


class NoteColumn(_Checked, models.TextField[str, str]):
    """Several lines: a note, a reason."""

    known_as = "django.db.models.TextField"
    default_validators = [text.readable]
    sentence = text.READABLE

    def takes(self, value: str) -> bool:
        return text.is_note(value)
