"""Text from outside is read in one place: `common/asked.py`, the fields of our forms, the schemas of the API.

A raw read is how "²", five thousand digits and NUL came to `int()` and to PostgreSQL.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import ROOT, python_files

PARSER = "spot/common/asked.py"
# What is read of a request besides its path: the parser alone looks inside.
HELD = {"GET", "POST", "COOKIES"}
WHOLE = {"copy"}  # a list's links keep what the address asks
TO_VALUES = {"int", "float", "UUID", "Decimal"}
BY_HAND = {"isdigit", "isdecimal", "isnumeric", "fromisoformat", "strptime", "parse_date", "parse_datetime"}
UNBOUNDED = {
    "forms.CharField", "forms.DateField", "forms.DateTimeField", "forms.ModelChoiceField", "forms.MultipleChoiceField",
    "forms.ModelMultipleChoiceField", "forms.JSONField", "CharFilter", "DateFilter", "ModelChoiceFilter", "OrderingFilter",
    "NumberFilter", "MultipleChoiceFilter", "ModelMultipleChoiceFilter",
}  # fmt: skip
# Where one of these is right, and why.
ALLOWED = {
    "spot/common/sent_once.py: POST": "whether the question's own button was pressed",
    "spot/common/envelope.py: COOKIES": "drops what is no text before anybody reads",
    "spot/desks/campaign_sheet.py: int": "weekdays of a row, digits by its form",
    "spot/desks/diffusion/forms.py: int": "weekdays the field has checked",
    "spot/desks/administration/grid_forms.py: int": "weekdays the field has checked",
    "spot/desks/administration/rate_cards.py: int": "of a Decimal the field has bounded",
    "spot/desks/account/throttle.py: int": "of a duration of the settings",
    "spot/live/bodies.py: int": "of a setting",
    "spot/api/throttling.py: int": "of a rate of the settings, of a moment, of a counter",
    "spot/desks/website/styleguide.py: forms.CharField": "specimens, never filled by anybody",
    "spot/desks/website/styleguide.py: forms.DateField": "specimens, never filled by anybody",
    "spot/desks/website/styleguide.py: forms.MultipleChoiceField": "specimens, never filled by anybody",
}
FROM_OUTSIDE = ("spot/desks/", "spot/api/", "spot/live/")


def raw_reads(source: str, name: str) -> Iterator[str]:
    tree = ast.parse(source)
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in HELD and _is_looked_into(node, above):
            yield f"{name}: {node.attr}"
        if name.startswith(FROM_OUTSIDE):
            yield from (f"{name}: {made}" for made in _made_by_hand(node, above))


def _is_looked_into(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """Anything but being handed over whole: to a form, a filter, the parser."""
    parent = above[node]
    if isinstance(parent, ast.BoolOp | ast.IfExp):
        return node is getattr(parent, "test", None) or _is_looked_into(parent, above)
    if isinstance(parent, ast.Attribute):
        return parent.attr not in WHOLE
    return not isinstance(parent, ast.Call | ast.keyword)


def _made_by_hand(node: ast.AST, above: dict[ast.AST, ast.AST]) -> Iterator[str]:
    if isinstance(node, ast.Call):
        called = ast.unparse(node.func)
        short = called.split(".")[-1]
        if called in TO_VALUES or short in BY_HAND or called in UNBOUNDED:
            yield called if called in UNBOUNDED else short
        if short == "get" and called.endswith(("request.headers.get", "request.META.get")):
            yield "headers"


def test_nothing_from_outside_is_read_but_by_the_parser():
    found = {
        read
        for path in python_files()
        if (name := str(path.relative_to(ROOT))) not in {PARSER, "spot/desks/fields.py", "spot/desks/filters.py"}
        for read in raw_reads(path.read_text(), name)
    }
    assert sorted(found - set(ALLOWED)) == [], "read it through spot.common.asked, or a field of spot.desks.fields"
    assert sorted(set(ALLOWED) - found) == [], "no longer needed"


@pytest.mark.parametrize(
    "planted",
    [
        "x = request.GET.get('q')", "x = request.POST['q']", "x = 'q' in request.GET", "x = request.POST.getlist('q')",
        "for k, v in self.request.GET.items(): pass", "x = dict(request.GET)['q'] or request.GET", "x = request.COOKIES['a']",
        "x = int(text)", "x = UUID(text)", "x = text.isdigit()", "x = date.fromisoformat(text)", "q = forms.CharField()",
        "x = request.headers.get('Range')", "x = request.META.get('Range')", "q = CharFilter(method='search')",
    ],
)  # fmt: skip
def test_a_planted_raw_read_is_caught(planted):
    assert list(raw_reads(planted, "spot/desks/planted.py"))


@pytest.mark.parametrize(
    "fine",
    ["f = Form(request.POST or None)", "f = Form(data=request.GET)", "a = request.GET.copy()", "f = Form(request.GET if x else y)"],
)  # fmt: skip
def test_a_form_takes_the_whole(fine):
    assert not list(raw_reads(fine, "spot/desks/planted.py"))


def test_the_parser_is_where_it_is_said():
    assert Path(ROOT / PARSER).is_file()
