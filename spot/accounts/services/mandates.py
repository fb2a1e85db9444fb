"""Mandates: which agency may act for which advertiser, and until when."""

from datetime import date, timedelta

from django.db.models import Q

from spot.accounts.models import Mandate, Organisation, User
from spot.accounts.workflow import ORGANISATION, Kind
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal import services as journal


def mandate(
    advertiser: Organisation, *, agency: Organisation, starts_on: date, by: User, ends_on: date | None = None
) -> Mandate:
    """Record the mandate an administrator has seen. Both days are included; without an end it runs until ended.

    Refused: `not_an_agency`, `bad_dates` (422), `mandate_overlaps` when the same agency already holds one then.
    """
    _require_agency(advertiser, agency)
    if ends_on and ends_on < starts_on:
        raise Refused("bad_dates", "Le mandat finit avant de commencer.", status=422)
    with journal.act():
        taken = ORGANISATION.take("mandate", advertiser, by=by)
        _require_no_overlap(taken, agency, starts_on, ends_on)
        made = Mandate.objects.create(
            agency=agency, advertiser=taken, starts_on=starts_on, ends_on=ends_on, recorded_by=by
        )
        dates = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat() if ends_on else None}
        journal.record("organisations.mandate", taken, by=by, after={"agency": str(agency.pk), **dates})
    return made


def end_mandate(held: Mandate, *, by: User, on: date | None = None) -> Mandate:
    """The agency stops acting after `on` (yesterday when left out: at once). Refused: `wrong_state` if already over."""
    ends_on = on or clock.today() - timedelta(days=1)
    with journal.act():
        advertiser = ORGANISATION.take("end_mandate", held.advertiser, by=by)
        held = Mandate.objects.select_for_update().get(pk=held.pk)
        if held.ends_on and held.ends_on <= ends_on:
            raise Refused("wrong_state", "Ce mandat est déjà terminé.")
        before = {"ends_on": held.ends_on.isoformat() if held.ends_on else None}
        held.ends_on = ends_on
        held.save(update_fields=["ends_on"])
        after = {"agency": str(held.agency_id), "ends_on": ends_on.isoformat()}
        journal.record("organisations.end_mandate", advertiser, by=by, before=before, after=after)
    return held


def _require_agency(advertiser: Organisation, agency: Organisation) -> None:
    if agency.kind != Kind.AGENCY or agency.pk == advertiser.pk:
        raise Refused("not_an_agency", "Un mandat se donne à une agence.", status=422)


def _require_no_overlap(advertiser: Organisation, agency: Organisation, starts_on: date, ends_on: date | None) -> None:
    theirs = Mandate.objects.filter(Q(ends_on=None) | Q(ends_on__gte=starts_on), agency=agency, advertiser=advertiser)
    if (theirs.filter(starts_on__lte=ends_on) if ends_on else theirs).exists():
        raise Refused("mandate_overlaps", f"{agency} a déjà un mandat pour {advertiser} à ces dates.")
