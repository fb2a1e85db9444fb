"""Documents a director signs: letterhead, title, reference, period, tables over pages, totals, page x/y.

The text of a cell is drawn as it is (no markup is read in it); text given to `paragraph()` is escaped there.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from django.conf import settings
from django.contrib.staticfiles import finders
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Spacer
from reportlab.platypus import Table as GridTable

from spot.common import clock
from spot.common.tables import Column, Kind, Table, as_text

FONT, BOLD = "DejaVu", "DejaVu-Bold"
FILES = {FONT: "dist/fonts/DejaVuSansCondensed.ttf", BOLD: "dist/fonts/DejaVuSansCondensed-Bold.ttf"}
INK, MUTED, LINE, RED = HexColor("#0F172A"), HexColor("#475569"), HexColor("#CBD5E1"), HexColor("#DC2626")
MARGIN, HEAD, FOOT = 16 * mm, 30 * mm, 18 * mm
ROW, SIZE, PAD = 15, 8, 4  # points: height of a row, of its text, and the space beside it


@dataclass(frozen=True)
class Document:
    """What stands around the tables. `reference` names the document for ever; `period` is a French sentence part."""

    title: str
    reference: str
    period: str = ""
    is_landscape: bool = False

    @property
    def size(self) -> tuple[float, float]:
        width, height = landscape(A4) if self.is_landscape else A4
        return float(width), float(height)

    @property
    def width(self) -> float:
        """Points between the margins."""
        return float(self.size[0] - 2 * MARGIN)


def write(table: Table, out: BinaryIO, *, is_landscape: bool = True) -> None:
    """Write a document of one table, its criteria under the title."""
    document = Document(table.title, table.reference, table.period, is_landscape=is_landscape)
    said = " · ".join(f"{name} : {value}" for name, value in table.criteria if value)
    write_story(document, [paragraph(said, color=MUTED), Spacer(1, 8), grid(table, document.width)], out)


def write_story(document: Document, story: Sequence[Flowable], out: BinaryIO) -> None:
    """Write a document from parts: `paragraph`, `grid`, drawings."""
    embed_fonts()
    height = document.size[1]
    template = BaseDocTemplate(
        out, pagesize=document.size, title=document.title, author="BF1 TV", subject=document.period, lang="fr",
    )  # fmt: skip
    frame = Frame(MARGIN, FOOT, document.width, height - HEAD - FOOT, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=partial(_letterhead, document)))
    template.build([*_heading(document), *story], canvasmaker=_CountedCanvas)


@cache
def embed_fonts() -> None:
    """Register the embedded font, which has U+202F. FileNotFoundError when the assets were not built."""
    for name, path in FILES.items():
        found = finders.find(path)
        if not found:
            raise FileNotFoundError(f"{path}: build the assets first (npm run build in frontend/)")
        pdfmetrics.registerFont(TTFont(name, found))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


def paragraph(text: str, *, size: float = 9, bold: bool = False, color: Any = INK, after: float = 0) -> Paragraph:
    """Text that wraps; what looks like markup is shown, not read."""
    embed_fonts()
    style = ParagraphStyle(
        "text", fontName=BOLD if bold else FONT, fontSize=size, leading=size * 1.4, textColor=color, spaceAfter=after
    )
    return Paragraph(escape(text), style)


def grid(table: Table, width: float) -> Flowable:
    """A table over as many pages as it needs: heights are fixed, long text is cut with an ellipsis."""
    embed_fonts()
    widths = _widths(table.columns, width)
    rows = [_line(row, table.columns, widths, FONT) for row in table.rows]
    if table.totals:
        rows.append(_line(table.totals, table.columns, widths, BOLD))
    return _Rows(table, rows, widths)


class _Rows(Flowable):
    """The rows of a table from one of them on. Each page takes what fits in a small table of its own, under the titles:
    a single long table is split again and again, which makes time grow with the square of its length.
    """

    def __init__(self, table: Table, rows: list[list[str]], widths: list[float], start: int = 0) -> None:
        super().__init__()
        self.table, self.rows, self.widths, self.start = table, rows, widths, start

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = sum(self.widths), (len(self.rows) - self.start + 1) * ROW
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        end = self.start + int(height // ROW) - 1
        if end <= self.start:
            return []
        return [self._page(end), _Rows(self.table, self.rows, self.widths, end)]

    def draw(self) -> None:
        """The last rows, or all of a short table."""
        last = self._page(len(self.rows))
        last.wrapOn(self.canv, self.width, self.height)
        last.drawOn(self.canv, 0, 0)

    def _page(self, end: int) -> GridTable:
        titles = [column.title for column in self.table.columns]
        shown = [titles, *self.rows[self.start : end]]
        style = _style(self.table.columns, has_totals=bool(self.table.totals) and end == len(self.rows))
        return GridTable(shown, self.widths, [ROW] * len(shown), style=style)


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    asked = sum(column.width for column in columns)
    return [width * column.width / asked for column in columns]


def _line(row: Sequence[Any], columns: Sequence[Column], widths: Sequence[float], font: str) -> list[str]:
    return [
        fitted(as_text(value, column.kind), width - 2 * PAD, font)
        for value, column, width in zip(row, columns, widths, strict=True)
    ]


@lru_cache(maxsize=20_000)
def fitted(text: str, width: float, font: str = FONT, size: float = SIZE) -> str:
    """The text cut to a width in points, on one line."""
    line = " ".join(text.split("\n")).replace("\r", " ").replace("\t", " ")
    if pdfmetrics.stringWidth(line, font, size) <= width:
        return line
    kept = bisect_right(range(len(line)), width, key=lambda n: pdfmetrics.stringWidth(line[:n] + "…", font, size)) - 1
    return line[: max(0, kept)].rstrip() + "…"


def _style(columns: Sequence[Column], *, has_totals: bool) -> list[tuple[Any, ...]]:
    numbers = [index for index, column in enumerate(columns) if column.kind.is_number]
    times = [index for index, column in enumerate(columns) if column.kind == Kind.TIME]
    return [
        ("FONT", (0, 0), (-1, -1), FONT, SIZE),
        ("FONT", (0, 0), (-1, 0), BOLD, SIZE),
        ("TEXTCOLOR", (0, 0), (-1, 0), MUTED),
        ("TEXTCOLOR", (0, 1), (-1, -1), INK),
        ("LEFTPADDING", (0, 0), (-1, -1), PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LINEBELOW", (0, 0), (-1, 0), 1, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, LINE),
        *[("ALIGN", (index, 0), (index, -1), "RIGHT") for index in numbers],
        *[("ALIGN", (index, 0), (index, -1), "CENTER") for index in times],
        *([("FONT", (0, -1), (-1, -1), BOLD, SIZE), ("LINEABOVE", (0, -1), (-1, -1), 1, INK)] if has_totals else []),
    ]


def _heading(document: Document) -> list[Flowable]:
    period = [paragraph(document.period, size=10, color=MUTED, after=6)] if document.period else []
    return [paragraph(document.title, size=18, bold=True, after=2), *period]


def _letterhead(document: Document, canvas: Canvas, template: Any) -> None:
    width, height = document.size
    canvas.saveState()
    _mark(canvas, MARGIN, height - 20 * mm)
    canvas.setFillColor(MUTED)
    canvas.setFont(FONT, 7.5)
    for step, text in enumerate(
        (settings.SPOT_STATION_ADDRESS, settings.SPOT_STATION_PHONE, settings.SPOT_STATION_EMAIL)
    ):
        canvas.drawRightString(width - MARGIN, height - 13 * mm - step * 10, text)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(1)
    canvas.line(MARGIN, height - 23 * mm, width - MARGIN, height - 23 * mm)
    _footer(document, canvas)
    canvas.restoreState()


def _mark(canvas: Canvas, x: float, y: float) -> None:
    """The station's mark: the word Spot and the red tag."""
    canvas.setFillColor(INK)
    canvas.setFont(BOLD, 15)
    canvas.drawString(x, y + 5, "Spot")
    canvas.setFillColor(RED)
    canvas.roundRect(x + 42, y, 34, 20, 4, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#FFFFFF"))
    canvas.setFont(BOLD, 11)
    canvas.drawCentredString(x + 59, y + 6, "BF1")
    canvas.setFillColor(MUTED)
    canvas.setFont(FONT, 9)
    canvas.drawString(x + 86, y + 6, "Régie publicitaire de BF1 TV")


def _footer(document: Document, canvas: Canvas) -> None:
    canvas.setFillColor(MUTED)
    canvas.setFont(FONT, 7.5)
    printed = f"Édité le {clock.local(clock.now()):%d/%m/%Y à %H:%M}"
    canvas.drawString(MARGIN, 10 * mm, " · ".join(part for part in (document.reference, printed) if part))


class _CountedCanvas(Canvas):
    """Keeps its pages until the end, when their number is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802  reportlab's name
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            self.setFont(FONT, 7.5)
            self.setFillColor(MUTED)
            self.drawRightString(self._pagesize[0] - MARGIN, 10 * mm, f"Page {number}/{len(self._kept)}")
            super().showPage()
        super().save()
