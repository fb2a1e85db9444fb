"""The pictures of docs/architecture.md, drawn from the code: which room knows which, and what can happen to a thing."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils import translation

from spot.accounts.workflow import ORGANISATION
from spot.airings.workflow import VERBS as AIRINGS
from spot.breaks.workflow import VERBS as BREAKS
from spot.campaigns.workflow import VERBS as CAMPAIGNS
from spot.creatives.workflow import VERBS as SPOTS
from spot.journal.transitions import Table
from spot.pricing.workflow import VERBS as RATE_CARDS

START, END = "<!-- drawn from the code: manage.py draw_architecture -->", "<!-- end of what is drawn -->"
TABLES: dict[str, Table] = {
    "campaign": CAMPAIGNS, "spot version": SPOTS, "airing": AIRINGS, "ad break": BREAKS, "rate card": RATE_CARDS,
    "organisation": ORGANISATION,
}  # fmt: skip
DESKS = ("desks", "api", "planning")


def _rooms() -> tuple[str, ...]:
    """The rooms as the app connects them: the app is above this room, which asks Django for it."""
    return apps.get_app_config("spot").rooms  # type: ignore[attr-defined, no-any-return]


def written() -> str:
    """All the pictures, between their two marks."""
    with translation.override("fr"):
        pictures = [rooms(), *(states(thing, table) for thing, table in TABLES.items())]
    return "\n\n".join([START, *pictures, END])


def draw(document: Path) -> bool:
    """Put the pictures in the document, in place of the former; whether anything changed."""
    text = document.read_text()
    before, rest = text.split(START, 1)
    after = rest.split(END, 1)[1]
    document.write_text(now := before + written() + after)
    return now != text


def rooms() -> str:
    """Which room imports which. Arrows that others imply are left out, and `common` and `journal`, which all use."""
    known = {room: _known_by(room) for room in (*DESKS, *_rooms())}
    arrows = [
        f"  {room} --> {other}" for room, others in known.items() for other in sorted(others - _implied(others, known))
    ]
    return "\n".join(["```mermaid", "flowchart TD", *arrows, "```"])


def _implied(others: set[str], known: dict[str, set[str]]) -> set[str]:
    """What is reached through one of the others anyway."""
    reached: set[str] = set()
    waiting = [further for other in others for further in known.get(other, ())]
    while waiting:
        room = waiting.pop()
        if room not in reached:
            reached.add(room)
            waiting += known.get(room, ())
    return reached


def _known_by(room: str) -> set[str]:
    known: set[str] = set()
    for path in (Path(settings.BASE_DIR) / "spot" / room).rglob("*.py"):
        for module in _imported(ast.parse(path.read_text())):
            parts = module.split(".")
            known |= {parts[1]} if parts[0] == "spot" and len(parts) > 1 else set()
    return known & {*_rooms(), *DESKS} - {room, "common", "journal"}


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names if node.module == "spot")


def states(thing: str, table: Table) -> str:
    """The states of a thing and the verbs between them; under it the verbs, who may, and unless what."""
    arrows = [
        f"  {source} --> {verb.to or source} : {verb.name}"
        for verb in table.verbs
        for source in verb.sources or ("[*]",)
    ]
    rows = [
        f"| {verb.name} | {', '.join(map(str, verb.sources)) or '–'} | {verb.to or 'as it was'} | {', '.join(map(str, verb.by))} "
        f"| {', '.join(guard.code for guard in verb.unless) or '–'} |"
        for verb in table.verbs
    ]
    head = ["| verb | from | to | who | refused when |", "|---|---|---|---|---|"]
    return "\n".join([f"### {thing}", "", "```mermaid", "stateDiagram-v2", *arrows, "```", "", *head, *rows])
