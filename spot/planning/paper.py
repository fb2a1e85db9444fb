"""The conducteur on paper, for the day the power fails: boxes to tick, a line for the real hour, a QR code that leads
from each break back to the screen.
"""

from collections.abc import Sequence
from typing import Any, BinaryIO

import segno
from django.conf import settings
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from spot.airings.models import HandOver
from spot.airings.workflow import Status
from spot.breaks.models import AdBreak
from spot.common import clock, french, pdf
from spot.common.french import counted
from spot.common.money import grouped
from spot.planning.conducteur import Conducteur, Place, Row

HEAD, LINE, GAP = 20.0, 17.0, 10.0  # points: a break's title, one airing, the space under a break
QR, BOX, TEXT = 17 * mm, 8.0, 8.5
# What is printed, then what is written by hand; widths in millimetres, the QR code stands right of them.
COLUMNS = (
    ("Prévu", 16), ("Pos.", 9), ("Spot", 60), ("Annonceur", 44), ("Durée", 13), ("Support", 32),
    ("Diffusé", 13), ("Manqué", 13), ("Heure réelle", 20), ("Remarque", 25),
)  # fmt: skip
EDGES = [sum(width for _, width in COLUMNS[:index]) * mm for index in range(len(COLUMNS) + 1)]
HOW = (
    "Sans écran en direct : cochez, notez l’heure réelle, puis ressaisissez dès le retour. Le code de chaque écran mène à "
    "sa place dans le planning."
)
SHIFT = ("Vacation sortante", "Vacation entrante", "Responsable de la régie")


def write(shown: Conducteur, notes: Sequence[HandOver], out: BinaryIO) -> None:
    """Write the PDF of a day to a binary file. Titles are drawn as they are: markup in them is text."""
    reference = f"BF1-CDR-{shown.day:%Y%m%d}-{clock.local(clock.now()):%H%M%S}"
    document = pdf.Document("Conducteur", reference, french.written(shown.day, "l j F Y").lower(), is_landscape=True)
    pdf.embed_fonts()
    page = document.size[1] - pdf.HEAD - pdf.FOOT
    blocks = [_Break(place, page) for place in shown.places]
    facts = [pdf.paragraph(_said(shown), after=2), pdf.paragraph(HOW, size=8, color=pdf.MUTED, after=10)]
    pdf.write_story(document, [*facts, *blocks, *_notes(notes), KeepTogether([_Signatures(document.width)])], out)


def _said(shown: Conducteur) -> str:
    return (
        f"{counted(len(shown.places), 'écran', 'écrans')}, {counted(len(shown.rows), 'passage', 'passages')}, "
        f"{grouped(shown.booked_seconds)} s vendues sur {grouped(shown.capacity_seconds)} s. "
        f"{counted(shown.count(Status.AIRED), 'diffusé', 'diffusés')}, "
        f"{counted(shown.count(Status.PLANNED), 'planifié', 'planifiés')}, {len(shown.owed)} à compenser."
    )


def _notes(notes: Sequence[HandOver]) -> list[Flowable]:
    if not notes:
        return []
    said = [f"{note.written_by}, {clock.local(note.written_at):%d/%m à %H:%M} : {note.text}" for note in notes]
    title = pdf.paragraph("Notes de passation", size=11, bold=True, after=4)
    return [
        KeepTogether([title, pdf.paragraph(said[0], after=4)]),
        *(pdf.paragraph(each, after=4) for each in said[1:]),
    ]


class _Break(Flowable):
    """One break: its title, its airings and its QR code. It goes to the next page whole; only one that no page holds is
    cut, and says again which break it is.
    """

    def __init__(self, place: Place, page: float, *, start: int = 0, end: int | None = None) -> None:
        super().__init__()
        self.place, self.page, self.start = place, page, start
        self.rows = place.rows[start:end]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        lines = HEAD + LINE * (max(1, len(self.rows)) + bool(self.rows))
        self.width, self.height = width, max(lines, QR) + GAP
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        fitting = int((height - HEAD - LINE - GAP) // LINE)
        if self.height <= self.page or fitting < 2:
            return []
        cut = self.start + fitting
        return [_Break(self.place, self.page, start=self.start, end=cut), _Break(self.place, self.page, start=cut)]

    def draw(self) -> None:
        self._head(self.place.ad_break)
        y = self.height - HEAD
        if not self.rows:
            _text(self.canv, 0, y - LINE + 5, "Aucun passage vendu dans cet écran.", color=pdf.MUTED)
        else:
            self._titles(y)
        for number, row in enumerate(self.rows, start=1):
            self._row(row, y - LINE * (number + 1))
        _qr(self.canv, self.width - QR, self.height - QR, _address(self.place.ad_break))

    def _head(self, ad_break: AdBreak) -> None:
        y, canvas = self.height - HEAD + 6, self.canv
        canvas.setStrokeColor(pdf.INK)
        canvas.setLineWidth(0.9)
        canvas.line(0, self.height, EDGES[-1], self.height)
        name = f"{clock.local(ad_break.starts_at):%H:%M}  {ad_break.title}".strip()
        _text(canvas, 0, y, name + (" (suite)" if self.start else ""), font=pdf.BOLD, size=11)
        fill = f"écran {ad_break.code}, {ad_break.booked_seconds} s sur {ad_break.capacity_seconds} s"
        _text(canvas, EDGES[3], y, fill, color=pdf.MUTED)

    def _titles(self, y: float) -> None:
        for (name, _width), x in zip(COLUMNS, EDGES, strict=False):
            _text(self.canv, x, y - LINE + 6, name, size=7, color=pdf.MUTED)

    def _row(self, row: Row, y: float) -> None:
        airing, canvas = row.airing, self.canv
        canvas.setStrokeColor(pdf.LINE)
        canvas.setLineWidth(0.4)
        canvas.line(0, y + LINE, EDGES[-1], y + LINE)
        version = airing.shown_version
        client = airing.organisation.name if airing.organisation else "BF1 TV"
        printed = [
            f"{clock.local(row.at):%H:%M:%S}", str(airing.rank), airing.spot.title, client, f"{airing.seconds} s",
            version.house_number if version else "sans fichier",
        ]  # fmt: skip
        for index, text in enumerate(printed):
            _text(canvas, EDGES[index], y + 5, text, width=EDGES[index + 1] - EDGES[index] - 4)
        self._outcome(row, y)

    def _outcome(self, row: Row, y: float) -> None:
        airing = row.airing
        aired, lost = airing.status == Status.AIRED, airing.status in {Status.MISSED, Status.PREEMPTED}
        for index, ticked in ((6, aired), (7, lost)):
            _box(self.canv, EDGES[index] + 8, y + 4, ticked=ticked)
        if airing.aired_at:
            _text(self.canv, EDGES[8], y + 5, f"{clock.local(airing.aired_at):%H:%M:%S}")
        else:
            self.canv.line(EDGES[8], y + 3.5, EDGES[9] - 6, y + 3.5)
        said = airing.get_reason_display() if lost else ""
        remark = said or ("rattrapage" if airing.makegood_for_id else "")
        _text(self.canv, EDGES[9], y + 5, remark, size=7, width=EDGES[10] - EDGES[9])


class _Signatures(Flowable):
    """Who ran the day, and who took it over."""

    def __init__(self, width: float) -> None:
        super().__init__()
        self.width, self.height = width, 78.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        step = self.width / len(SHIFT)
        self.canv.setStrokeColor(pdf.INK)
        self.canv.setLineWidth(0.6)
        for index, name in enumerate(SHIFT):
            x = index * step
            _text(self.canv, x, 54, name, font=pdf.BOLD, size=9)
            for y, label in ((34, "Nom et heure"), (8, "Signature")):
                _text(self.canv, x, y, label, size=7, color=pdf.MUTED)
                self.canv.line(x + 52, y - 2, x + step - 18, y - 2)


def _text(  # noqa: PLR0913  how a text looks
    canvas: Any, x: float, y: float, text: str, *, font: str = pdf.FONT, size: float = TEXT, color: Any = pdf.INK,
    width: float = 0,
) -> None:  # fmt: skip
    canvas.setFont(font, size)
    canvas.setFillColor(color)
    canvas.drawString(x, y, pdf.fitted(text, width, font, size) if width else text)


def _box(canvas: Any, x: float, y: float, *, ticked: bool) -> None:
    canvas.setStrokeColor(pdf.INK)
    canvas.setLineWidth(0.7)
    canvas.rect(x, y, BOX, BOX)
    if ticked:
        canvas.setLineWidth(1.4)
        canvas.lines([(x + 1.6, y + 4, x + 3.4, y + 1.8), (x + 3.4, y + 1.8, x + 6.8, y + 6.6)])
    canvas.setStrokeColor(pdf.LINE)
    canvas.setLineWidth(0.4)


def _qr(canvas: Any, x: float, y: float, address: str) -> None:
    """Its black modules as one path: small, and sharp at any size."""
    rows = list(segno.make(address, error="m", micro=False).matrix)
    side = QR / len(rows)
    path = canvas.beginPath()
    for line, row in enumerate(rows):
        for column, black in enumerate(row):
            if black:
                path.rect(x + column * side, y + QR - (line + 1) * side, side, side)
    canvas.setFillColor(pdf.INK)
    canvas.drawPath(path, stroke=0, fill=1)


def _address(ad_break: AdBreak) -> str:
    return f"{settings.SITE_URL}/diffusion/planning/?day={ad_break.day_id}#ecran-{ad_break.pk}"
