"""What people type is text: one line, or several, that can be read, kept, mailed and printed.

Refused: control characters, line breaks in one line, and halves of characters. PostgreSQL keeps no
NUL, a line break in a name makes a second header of a mail, and nobody sees them on a page.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

UNREADABLE = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
IN_A_LINE = re.compile(f"[{UNREADABLE}]")
IN_A_NOTE = re.compile(f"(?!\n)[{UNREADABLE}]")
ONE_LINE = _("Écrivez sur une seule ligne, sans retour à la ligne ni caractère invisible.")
READABLE = _("Ce texte contient un caractère invisible (une tabulation, par exemple) : retirez-le.")


def is_line(text: str) -> bool:
    return not IN_A_LINE.search(text)


def is_note(text: str) -> bool:
    return not IN_A_NOTE.search(text)


def one_line(text: str) -> None:
    """A validator: names, titles, subjects."""
    if not is_line(text):
        raise ValidationError(ONE_LINE, code="one_line")


def readable(text: str) -> None:
    """A validator: notes of several lines."""
    if not is_note(text):
        raise ValidationError(READABLE, code="readable")


def with_plain_breaks(text: str) -> str:
    """Line breaks as we keep them: browsers send two characters for each."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def unbroken(text: str) -> str:
    """A text on one line whatever it holds, for the header of a mail: the rest becomes spaces."""
    return " ".join(IN_A_LINE.sub(" ", text).split())
