"""axe finds nothing on any page, in either theme, on a phone or a desk; and no page is wider than its screen."""

import json
import subprocess
import sys

import pytest

from tests.journeys.conftest import HERE, Station

AXE = HERE / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WHO = {
    "anonymous": None, "advertiser": "awa", "sales": "mariam", "admin": "aminata", "broadcaster": "salif",
    "manager": "hamidou", "accountant": "clarisse", "editorial_manager": "boukary",
}  # fmt: skip
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SCREENS = {"light": {"width": 1440, "height": 900}, "dark": {"width": 390, "height": 844}}
LIST = "import django; django.setup(); import json; from tests.page_list import pages; print(json.dumps(list(pages())))"


def page_list(station: Station) -> list[tuple[str, str]]:
    """The pages of this station, listed by a process of its own: a journey touches no database itself."""
    environment = {**station.environment, "DJANGO_SETTINGS_MODULE": "spot_bf1.settings"}
    told = subprocess.run(
        [sys.executable, "-c", LIST], cwd=HERE, env=environment, capture_output=True, text=True, check=True
    )
    return [(path, role) for path, role in json.loads(told.stdout)]


def complaints(page) -> list[str]:
    found = page.evaluate("rules => axe.run(document, rules)", RULES)
    said = [
        f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['failureSummary'][:160]}"
        for one in found["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
        said.append("wider than the screen")
    return said


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is absent: npm ci in frontend/")
@pytest.mark.parametrize("theme", SCREENS)
def test_axe_finds_nothing_on_any_page(theme, station, browser):
    source, wrong, open_pages = AXE.read_text(), {}, {}
    for path, role in page_list(station):
        if role not in open_pages:
            context = browser.new_context(
                color_scheme=theme, viewport=SCREENS[theme], locale="fr-FR", reduced_motion="reduce"
            )
            if WHO[role]:
                context.add_cookies([station.session(WHO[role])])
            open_pages[role] = context.new_page()
        page = open_pages[role]
        page.goto(station.url + path, wait_until="load")
        page.evaluate(source)
        if said := complaints(page):
            wrong[path] = said
    for page in open_pages.values():
        page.context.close()
    assert wrong == {}


def test_the_list_of_pages_is_not_empty(station):
    assert len(page_list(station)) > 40
