"""A first page stays light: a telephone on mobile data reads it too."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
DIST = ROOT / "static/dist"
SCRIPT_MOST, PAGE_MOST = 50_000, 150_000

pytestmark = pytest.mark.skipif(not (DIST / "app.css").exists(), reason="the assets are not built: `make assets`")


def wire(content):
    return len(gzip.compress(content))


def with_imports(entry, seen):
    """A script and all it imports, at once or later."""
    if entry.name not in seen:
        seen[entry.name] = entry.read_bytes()
        for name in re.findall(r'"\./(chunk-[\w-]+\.js)"', seen[entry.name].decode()):
            with_imports(DIST / "js" / name, seen)
    return seen


def loaded(html):
    """The scripts a page asks for; htmx and Alpine only where an attribute calls for them."""
    seen = {}
    for name in re.findall(r'src="/static/dist/js/([\w-]+\.js)"', html):
        with_imports(DIST / "js" / name, seen)
    if "x-data" not in html:
        seen = {name: code for name, code in seen.items() if b"Alpine" not in code or name == "app.js"}
    return seen


@pytest.mark.parametrize("page", ["/", "/pricing/", "/cost-simulator/", "/contact/", "/login/"])
def test_a_public_page_is_light(client, evening, rate_card, page):
    html = client.get(page).content
    scripts = sum(wire(code) for code in loaded(html.decode()).values())
    pictures = sum(path.stat().st_size for path in (ROOT / "static/img").glob("*.svg"))

    assert scripts <= SCRIPT_MOST
    assert scripts + wire(html) + wire((DIST / "app.css").read_bytes()) + pictures <= PAGE_MOST
