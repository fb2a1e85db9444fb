"""Everything that changes people and organisations. A verb is one transaction: lock, check, change, journal."""

from spot.accounts.services.access import (
    ask_email,
    end_other_sessions,
    end_session,
    note_codes,
    note_email,
    note_second_step,
    seal_all_seeds,
    spend_code,
)
from spot.accounts.services.invitations import accept, invite, invite_staff, resend, withdraw
from spot.accounts.services.mandates import end_mandate, mandate
from spot.accounts.services.organisations import describe, identify, register, rename, suspend, verify
from spot.accounts.services.people import (
    change_role,
    disable,
    enable,
    end_sessions,
    hire,
    note_undelivered,
    present,
    prove_address,
    reset_password,
    set_password,
    set_photo,
)
from spot.accounts.services.walls import hang_wall, take_wall_down

__all__ = [
    "accept", "ask_email", "change_role", "describe", "disable", "enable", "end_mandate",
    "end_other_sessions", "end_session", "end_sessions", "hang_wall", "hire", "identify", "invite",
    "invite_staff", "mandate", "note_codes", "note_email", "note_second_step",
    "note_undelivered", "present",
    "prove_address", "register", "rename", "resend", "reset_password", "seal_all_seeds",
    "set_password", "set_photo", "spend_code", "suspend", "take_wall_down",
    "verify", "withdraw",
]  # fmt: skip
