"""Everything that changes people and organisations. A verb is one transaction: lock, check, change, journal."""

from spot.accounts.services.invitations import accept, invite, invite_staff, withdraw
from spot.accounts.services.mandates import end_mandate, mandate
from spot.accounts.services.organisations import describe, identify, register, rename, suspend, verify
from spot.accounts.services.people import (
    change_role,
    disable,
    enable,
    end_sessions,
    hire,
    note_second_factor,
    present,
    set_password,
    set_photo,
)

__all__ = [
    "accept", "change_role", "describe", "disable", "enable", "end_mandate", "end_sessions", "hire", "identify", "invite",
    "invite_staff", "mandate", "note_second_factor", "present", "register", "rename", "set_password", "set_photo", "suspend", "verify", "withdraw",
]  # fmt: skip
