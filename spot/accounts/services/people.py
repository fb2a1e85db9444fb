"""People: their role, their access, their password and what they say of themselves."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.files.base import ContentFile

from spot.accounts import links, tokens
from spot.accounts.models import Invitation, User, WallScreen
from spot.accounts.services import invitations, walls
from spot.accounts.workflow import PERSON, Role
from spot.common.refusals import Refused
from spot.journal import services as journal

PROFILE = ("full_name", "phone", "wants_alerts")


def hire(*, username: str, password: str, role: str, by: User | None, **facts: Any) -> User:
    """A member of the station. `facts`: `full_name`, `email`, `phone`. Refused: `organisation_role` for an advertiser."""
    if role == Role.ADVERTISER:
        raise Refused("organisation_role", "Un annonceur entre par son organisation, pas par la station.", status=422)
    with journal.act():
        user: User = User.objects.create_user(username=username, password=password, role=role, **facts)
        journal.record("people.hire", user, by=by or user, after={"role": role})
    return user


def change_role(user: User, role: str, *, by: User) -> User:
    """Give a member of the station another role; their sessions end and their sockets close within seconds.

    Refused: `oneself`, `organisation_role` (an organisation's people are advertisers and stay so), `same_role`.
    """
    if role == Role.ADVERTISER:
        raise Refused("organisation_role", "Un annonceur entre par son organisation, pas par la station.", status=422)
    with journal.act():
        taken = PERSON.take("change_role", user, by=by)
        if taken.role == role:
            raise Refused("same_role", "Cette personne a déjà ce rôle.")
        _close_what_they_opened(taken, by=by)
        changed = PERSON.put("change_role", taken, by=by, role=role)
        end_sessions(changed)
    return changed


def disable(user: User, *, by: User, reason: str = "") -> User:
    """Close a person's access: every session ends now, every key falls. Their past acts stay in the history."""
    with journal.act():
        closed = PERSON.apply("disable", user, by=by, note=reason.strip(), is_active=False)
        _close_what_they_opened(closed, by=by)
        end_sessions(closed)
    return closed


def enable(user: User, *, by: User) -> User:
    return PERSON.apply("enable", user, by=by, is_active=True)


def set_password(user: User, password: str) -> User:
    """Change one's password. Sessions signed in with the old one are no longer valid, sockets included.

    Keys fall too, and so does another address that was asked for and waits: whoever takes an account back must
    leave no way in to other hands.
    """
    with journal.act():
        user.set_password(password)
        user.save(update_fields=["password"])
        _forget_what_waits(user, by=user)
        journal.record("people.set_password", user, by=user)
    return user


def reset_password(user: User, password: str, *, secret: str) -> User:
    """Replace a forgotten password by the link that was mailed, and end every session. Refused: `link_used` (410)."""
    with journal.act():
        if not links.use(links.RESET, secret):
            raise Refused("link_used", "Ce lien a déjà servi ou a expiré : demandez-en un nouveau.", status=410)
        set_password(user, password)
        end_sessions(user)
    return user


def prove_address(address: EmailAddress, *, secret: str) -> None:
    """Use up the link that was mailed to an address. Refused: `link_used` (410), `address_taken`."""
    if not links.use(links.CONFIRMATION, secret):
        raise Refused("link_used", "Ce lien a déjà servi ou a expiré.", status=410)
    theirs = User.objects.filter(email__iexact=address.email).exclude(pk=address.user_id)
    if theirs.exists():
        raise Refused("address_taken", "Cette adresse a maintenant un autre compte.")


def _close_what_they_opened(user: User, *, by: User) -> None:
    """Whoever leaves, or leaves a role, leaves no way in either: keys, links, invitations, walls."""
    _forget_what_waits(user, by=by)
    for invitation in Invitation.objects.open().filter(invited_by=user):
        invitations.withdraw(invitation, by=by)
    for wall in WallScreen.objects.open().filter(made_by=user):
        walls.take_wall_down(wall, by=by)


def _forget_what_waits(user: User, *, by: User) -> None:
    """Keys, a link for another password, another address that is not confirmed yet: none opens anything any more.

    The address goes with its link: a mail that is sent again would make another.
    """
    tokens.revoke_all(user, by=by)
    links.forget(links.RESET, user)
    for address in EmailAddress.objects.filter(user=user, verified=False).exclude(email__iexact=user.email):
        links.forget(links.CONFIRMATION, address)
        address.delete()


def note_undelivered(about: User | Invitation, *, mail: str, code: int) -> None:
    """A mail was given up; administrators hear of it. `code` is the mail server's answer, 0 for none."""
    with journal.act():
        journal.record("mails.give_up", about, by=None, after={"mail": mail, "code": code})


def present(user: User, **facts: Any) -> User:
    """Change what one says of oneself (name, phone, alerts). The journal keeps which fields, not their content."""
    if unknown := set(facts) - set(PROFILE):
        raise TypeError(f"not part of a profile: {sorted(unknown)}")
    with journal.act():
        for name, value in facts.items():
            setattr(user, name, value)
        user.save(update_fields=list(facts))
        journal.record("people.present", user, by=user, after={"fields": sorted(facts)})
    return user


def set_photo(user: User, picture: bytes | None) -> User:
    """Keep `picture` (already re-encoded by `portraits.portrait`) as the person's photo, or remove it with None."""
    with journal.act():
        if picture is None:
            user.photo = ""
        else:
            user.photo.save(f"{user.pk}.jpg", ContentFile(picture), save=False)
        user.save(update_fields=["photo"])
        journal.record("people.set_photo", user, by=user, after={"photo": picture is not None})
    return user


def end_sessions(user: User, *, but: str | None = None) -> int:
    """End the person's sessions everywhere, except the one with key `but`; how many ended."""
    sessions = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    for session in sessions:
        session.end()
    return len(sessions)
