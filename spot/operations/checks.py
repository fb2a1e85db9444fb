"""What `manage.py check` says of the machine, in words that tell what to do."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004  Django's word

ASSETS = ("app.css", "js/app.js")


@register("spot")
def assets_are_built(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Without style sheet and scripts every page would be bare: better not to start."""
    places = [Path(settings.STATIC_ROOT), *(Path(str(place)) for place in settings.STATICFILES_DIRS)]
    missing = [name for name in ASSETS if not any((place / "dist" / name).exists() for place in places)]
    if not missing:
        return []
    return [
        Error(
            f"Les feuilles de style et les scripts ne sont pas construits ({', '.join(missing)}).",
            hint="Lancez « make assets », ou bien : cd frontend && npm ci && npm run build.",
            id="spot.E001",
        )
    ]


@register("spot")
def the_way_is_private(app_configs: Sequence[Any] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Plain http is for a first look: whoever is on the way reads passwords."""
    if not settings.PRODUCTION or str(settings.SITE_URL).startswith("https://"):
        return []
    return [
        Warning(
            f"SITE_URL est en http ({settings.SITE_URL}) : mots de passe et sessions voyagent en clair.",
            hint="Pour un premier regard seulement. Mettez un certificat dans TLS_DIR, puis SITE_URL=https://…",
            id="spot.W001",
        )
    ]
