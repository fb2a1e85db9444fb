"""What is written about the site is complete: a setting, a role or a status missing from the documents fails here."""

import re
from pathlib import Path

import pytest

from spot.accounts.workflow import Role
from spot.accounts.workflow import Status as OrganisationStatus
from spot.airings.workflow import Reason
from spot.airings.workflow import Status as AiringStatus
from spot.breaks.workflow import Status as BreakStatus
from spot.campaigns.workflow import Shown
from spot.campaigns.workflow import Status as CampaignStatus
from spot.creatives.workflow import Status as VersionStatus
from spot.operations import diagram
from spot.pricing.workflow import Status as CardStatus

ROOT = Path(__file__).parent.parent
READS = re.compile(r"""(?:config|environ\.get)\(\s*["']([A-Z][A-Z0-9_]+)["']""")
SOURCES = [*sorted((ROOT / "spot_bf1").glob("*.py")), ROOT / "gunicorn.conf.py"]
STATUSES = [OrganisationStatus, CampaignStatus, Shown, VersionStatus, BreakStatus, AiringStatus, CardStatus]


def read(name: str) -> str:
    return (ROOT / name).read_text()


def settings_read() -> set[str]:
    return {name for path in SOURCES for name in READS.findall(path.read_text())}


def test_the_settings_are_found_at_all():
    assert {"SECRET_KEY", "DATABASE_URL", "SPOT_NOW", "WEB_THREADS"} <= settings_read()


@pytest.mark.parametrize("document", [".env.example", "docs/operations.md"])
def test_every_setting_is_written_down(document):
    text = read(document)

    assert sorted(name for name in settings_read() if not re.search(rf"\b{name}\b", text)) == []


def test_no_setting_is_written_down_that_nobody_reads():
    written = set(re.findall(r"^([A-Z][A-Z0-9_]+)=", read(".env.example"), re.MULTILINE))
    for_compose = set(re.findall(r"\$\{([A-Z_]+)", read("docker-compose.yml")))

    assert written - settings_read() - for_compose == set()


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_role_is_explained(role):
    assert f"`{role}`" in read("docs/architecture.md")


@pytest.mark.parametrize("status", sorted({status.value for kind in STATUSES for status in kind}))
def test_every_status_is_explained(status):
    assert re.search(rf"\b{status}\b", read("docs/architecture.md"))


@pytest.mark.parametrize("reason", [reason.value for reason in Reason])
def test_every_reason_is_explained(reason):
    assert f"`{reason}`" in read("docs/architecture.md")


def test_the_diagrams_are_those_of_the_code():
    assert diagram.written() in read("docs/architecture.md"), "Run: manage.py draw_architecture"


def test_the_readme_is_short_and_names_both_commands():
    readme = read("README.md")

    assert len(readme.splitlines()) <= 100
    assert "make run" in readme
    assert "make test" in readme


@pytest.mark.parametrize(
    "document", ["README.md", "CONTRIBUTING.md", "STYLE.md", "docs/architecture.md", "docs/operations.md"]
)
def test_links_lead_somewhere(document):
    base = (ROOT / document).parent
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", read(document))

    assert [link for link in links if not (base / link).exists()] == []


def test_every_package_has_its_reason():
    packages = re.findall(r"^([A-Za-z][\w.-]*)", read("requirements.in"), re.MULTILINE)
    reasons = read("docs/decisions/dependencies.md").lower()

    assert [name for name in packages if f"`{name.lower()}`" not in reasons] == []
    assert len(packages) <= 40
