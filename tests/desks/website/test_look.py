"""The look holds together: both themes, every icon, every status, every component on the style guide."""

import re
from pathlib import Path

import pytest

from spot.accounts.workflow import Status as OrganisationStatus
from spot.airings.workflow import Status as AiringStatus
from spot.breaks.workflow import Status as BreakStatus
from spot.campaigns.workflow import Shown
from spot.campaigns.workflow import Status as CampaignStatus
from spot.creatives.workflow import Status as VersionStatus
from spot.desks.navigation import BY_ROLE, PUBLIC
from spot.desks.statuses import LOOKS, look_of
from spot.pricing.workflow import Status as CardStatus

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "spot/templates"
ICONS = set(re.findall(r'symbol id="([\w-]+)"', (ROOT / "static/img/icons.svg").read_text()))
STATUSES = [OrganisationStatus, AiringStatus, BreakStatus, CampaignStatus, Shown, VersionStatus, CardStatus]
TONES = {"draft", "pending", "approved", "planned", "onair", "aired", "missed", "preempted"}


def test_the_dark_values_are_the_same_chosen_or_automatic():
    css = (ROOT / "frontend/css/tokens.css").read_text()
    chosen, automatic = re.findall(r'\[data-theme="(?:dark|auto)"\] \{(.*?)\}', css, re.DOTALL)

    assert chosen.split() == automatic.split()


@pytest.mark.parametrize("statuses", STATUSES, ids=lambda statuses: statuses.__module__.split(".")[1])
def test_every_status_has_one_look(statuses):
    for value in statuses.values:
        assert look_of(value).tone in TONES


def test_every_look_is_drawn_with_an_icon_of_the_set():
    assert {look.icon for look in LOOKS.values()} <= ICONS


def test_every_icon_a_template_asks_for_exists():
    for template in TEMPLATES.rglob("*.html"):
        asked = set(re.findall(r'{% icon "([\w-]+)"', template.read_text()))
        assert asked <= ICONS, template


def test_every_entry_of_a_navigation_leads_somewhere(db):
    for entries in (PUBLIC, *BY_ROLE.values()):
        for entry in entries:
            assert entry.url
            assert entry.icon in ICONS


def test_no_template_carries_a_style_attribute():
    for template in TEMPLATES.rglob("*.html"):
        assert not re.search(r"\sstyle=", template.read_text()), template


# It plays a real spot, which a style guide open to everybody has none of.
NEEDS_A_SPOT = {"_player.html"}


def test_every_component_stands_on_the_style_guide(client, evening, rate_card):
    drawn = {template.origin.name.rpartition("/")[2] for template in client.get("/ui/styleguide/").templates}
    components = {path.name for path in (TEMPLATES / "spot/components").glob("_*.html")}

    assert components - drawn == NEEDS_A_SPOT
