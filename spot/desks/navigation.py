"""What stands around a page: the entries of each role, the theme, the counts that wait."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from spot.accounts.models import User
from spot.accounts.workflow import Role
from spot.campaigns.models import Campaign
from spot.common import clock
from spot.common.asked import cookie
from spot.creatives.models import Spot
from spot.messaging.models import Notification

THEMES = ("light", "dark", "auto")


@dataclass(frozen=True)
class Entry:
    """One line of a navigation. `pending` names the count that stands beside it; `group` parts the sidebar by rules."""

    label: str | Promise
    name: str
    icon: str
    pending: str = ""
    group: int = 0
    short: str | Promise = ""

    @property
    def url(self) -> str:
        return reverse(self.name)

    @property
    def word(self) -> str | Promise:
        """What fits under an icon on a phone."""
        return self.short or self.label


PLANNING = Entry(_("Planning en direct"), "diffusion:planning", "live", group=1, short=_("Planning"))
REPORTS = Entry(_("Rapports"), "management:overview", "bars", group=1)
CAMPAIGNS = Entry(_("Campagnes"), "advertiser:campaigns", "megaphone")
SPOTS = Entry(_("Spots"), "advertiser:spots", "film")
BROADCASTS = Entry(_("Passages"), "advertiser:broadcasts", "calendar")
BILLING = Entry(_("Facturation"), "billing:home", "receipt", group=1)
PRICES = Entry(_("Tarifs"), "management:prices", "tag", group=1)

PUBLIC = (
    Entry(_("Tarifs"), "website:pricing", "tag"),
    Entry(_("Simulateur"), "website:simulator", "calculator"),
    Entry(_("Contact"), "website:contact", "phone"),
)
BY_ROLE: dict[str, tuple[Entry, ...]] = {
    Role.ADVERTISER: (Entry(_("Accueil"), "advertiser:home", "home"), CAMPAIGNS, SPOTS, BROADCASTS, REPORTS),
    Role.SALES: (CAMPAIGNS, SPOTS, BROADCASTS, PLANNING, REPORTS),
    Role.MANAGER: (REPORTS, PLANNING, PRICES),
    Role.ACCOUNTANT: (BILLING, REPORTS, PRICES),
    Role.EDITORIAL_MANAGER: (Entry(_("Rédaction"), "editorial:home", "pin"),),
    Role.BROADCASTER: (
        Entry(_("Aujourd’hui"), "diffusion:home", "home"),
        Entry(_("Planning en direct"), "diffusion:planning", "live", short=_("Planning")),
        Entry(_("Spots à placer"), "diffusion:spots", "film", short=_("À placer")),
        Entry(_("À régler"), "diffusion:late", "alert"),
        Entry(_("Diffusés"), "diffusion:broadcasted", "check-circle"),
    ),
    Role.ADMIN: (
        Entry(_("Tableau de bord"), "administration:dashboard", "home", short=_("Accueil")),
        Entry(_("Spots"), "administration:spots", "film", "spots"),
        Entry(_("Campagnes"), "administration:campaigns", "megaphone", "campaigns"),
        PLANNING,
        Entry(_("Diffusion"), "diffusion:home", "calendar", group=1),
        Entry(_("Grilles d’écrans"), "administration:grid", "grid", group=1),
        Entry(_("Cartes tarifaires"), "administration:rate_cards", "tag", group=1),
        Entry(_("Catégories"), "administration:categories", "scales", group=1),
        REPORTS,
        BILLING,
        Entry(_("Personnes"), "administration:people", "people", group=2),
        Entry(_("Organisations"), "administration:organisations", "building", group=2),
    ),
}
WITH_SIDEBAR = (Role.ADMIN, Role.BROADCASTER)
HEARS_PENDING = (Role.ADMIN, Role.MANAGER)
ON_A_PHONE = 5


class Chrome:
    """Read by the layouts as `nav`. Nothing is asked of the database before a template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def theme(self) -> str:
        """The theme chosen in the cookie; a device's own otherwise."""
        return cookie(self.request, "theme", THEMES, "auto")

    @property
    def live_theme(self) -> str:
        """The live screen is at home in the dark until somebody chooses otherwise."""
        return cookie(self.request, "theme", THEMES, "dark")

    @property
    def release(self) -> str:
        """Which code this is, for whoever reports a fault."""
        return f"Version {settings.VERSION}" + (f" ({settings.COMMIT})" if settings.COMMIT else "")

    @property
    def now(self) -> datetime:
        return clock.now()

    @cached_property
    def person(self) -> User | None:
        user = getattr(self.request, "user", None)
        return user if isinstance(user, User) else None

    @cached_property
    def entries(self) -> Sequence[Entry]:
        return BY_ROLE[self.person.role] if self.person else PUBLIC

    @property
    def public(self) -> Sequence[Entry]:
        return PUBLIC

    @property
    def phone_entries(self) -> Sequence[Entry]:
        return self.entries[:ON_A_PHONE]

    @cached_property
    def current(self) -> str:
        """The name of the entry this page lies under: the longest address that begins its own."""
        path = self.request.path
        under = [entry for entry in self.entries if path.startswith(entry.url)]
        return max(under, key=lambda entry: len(entry.url)).name if under else ""

    @property
    def home(self) -> str:
        return self.entries[0].url if self.person else reverse("website:landing")

    @property
    def layout(self) -> str:
        """The frame of pages that several roles share: {% extends nav.layout %}."""
        beside = self.person is not None and self.person.role in WITH_SIDEBAR
        return "spot/layouts/staff.html" if beside else "spot/layouts/desk.html"

    @property
    def hears_pending(self) -> bool:
        return self.person is not None and self.person.role in HEARS_PENDING

    @cached_property
    def unread(self) -> int:
        return Notification.objects.visible_to(self.person).unread().count() if self.person else 0

    @cached_property
    def pending(self) -> dict[str, int]:
        """What waits for an administrator, by the name of its count; nothing for the others."""
        if not self.hears_pending:
            return {}
        counts: dict[str, Callable[[], int]] = {
            "campaigns": Campaign.objects.pending().count,
            "spots": Spot.objects.to_review().count,
        }
        return {name: count() for name, count in counts.items()}


def context(request: HttpRequest) -> dict[str, Any]:
    return {"nav": Chrome(request)}
