"""The fields of our forms: what they let through can be kept, mailed, compared and counted."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from spot.common import asked, text

DATES = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
WEEKDAYS = [
    ("0", "lun."), ("1", "mar."), ("2", "mer."), ("3", "jeu."), ("4", "ven."), ("5", "sam."), ("6", "dim."),
]  # fmt: skip


class LineField(forms.CharField):
    """A name, a title, a reason: one line, of characters that are seen."""

    default_validators = [text.one_line]


class NoteField(forms.CharField):
    """A text of several lines."""

    default_validators = [text.readable]
    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        return text.with_plain_breaks(super().to_python(value) or "")


class WordsField(forms.CharField):
    """What is searched. Nothing is wrong to search; what no row can hold finds nothing."""

    def to_python(self, value: Any) -> str:
        return asked.words(str(value or ""))

    def clean(self, value: Any) -> str:
        return self.to_python(value)


class ReadableKey:
    """For choices among rows: a key that is no text names none, and no question is asked."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and not text.is_line(value):
            error = self.error_messages["invalid_choice"]  # type: ignore[attr-defined]
            raise ValidationError(error, code="invalid_choice", params={"value": ""})
        return super().to_python(value)  # type: ignore[misc]


class RowField(ReadableKey, forms.ModelChoiceField[Model]):
    """One row among those a person may choose."""


class DayField(forms.DateField):
    """A day of our times, as a browser sends it (ISO) or as people write it (31/12/2026)."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(**{"input_formats": DATES, "widget": date_input(), **facts})

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day and not asked.FIRST_DAY <= day <= asked.LAST_DAY:
            between = {"first": asked.FIRST_DAY.year, "last": asked.LAST_DAY.year}
            raise ValidationError(_("Choisissez une date entre %(first)s et %(last)s.") % between, code="far")
        return day


def date_input() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, "%Y-%m-%d")


class WeekdaysField(forms.MultipleChoiceField):
    """Some days of the week, each once."""

    def __init__(self, **facts: Any) -> None:
        boxes = forms.CheckboxSelectMultiple({"data-look": "boxes"})
        super().__init__(**{"choices": WEEKDAYS, "widget": boxes, **facts})

    def to_python(self, value: Any) -> list[str]:
        if value and len(value) > len(WEEKDAYS):
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list")
        return sorted(set(super().to_python(value)))


def say_what_is_wrong(form: forms.Form, given: Mapping[str, str]) -> None:
    """Beside the fields of a form that is only opened: what is wrong with the values its address brought."""
    for name, value in given.items():
        if field := form.fields.get(name):
            try:
                field.clean(value)
            except ValidationError as error:
                form.errors[name] = form.error_class(error.messages)
