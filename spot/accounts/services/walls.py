"""Screens on a wall: a link made, a link taken back."""

from datetime import timedelta

from spot.accounts import walls
from spot.accounts.models import User, WallScreen
from spot.accounts.workflow import HANGS_WALLS
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal
from spot.journal.transitions import lock


def hang_wall(name: str, *, days: int, by: User) -> tuple[WallScreen, str]:
    """A wall that opens for so many days, and its key, which cannot be read again."""
    _require_role(by)
    key, digest = walls.new_key()
    ends_at = clock.now() + timedelta(days=days)
    with journal.act():
        made = WallScreen.objects.create(name=name, digest=digest, made_by=by, expires_at=ends_at)
        journal.record("walls.hang", made, by=by, after={"expires_at": clock.iso(ends_at)})
    return made, key


def take_wall_down(wall: WallScreen, *, by: User) -> WallScreen:
    """Its link opens nothing any more, and what it shows goes dark within seconds. Refused: `wrong_state`."""
    _require_role(by)
    with journal.act():
        held = lock(wall)
        if held.revoked_at:
            raise Refused("wrong_state", "Ce lien est déjà retiré.")
        held.revoked_at = clock.now()
        held.save(update_fields=["revoked_at"])
        journal.record("walls.take_down", held, by=by)
    return held


def _require_role(by: User) -> None:
    if by.role not in HANGS_WALLS:
        raise Refused("not_found", "Page introuvable.", status=404)
