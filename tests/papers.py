"""What a PDF says, read by a package: a newcomer's machine has no poppler."""

from io import BytesIO

from pypdf import PdfReader


def words(pdf: bytes) -> str:
    """The text of all pages, each kind of space as it was written."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
