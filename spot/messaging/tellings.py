"""Who is told what, of which change. Texts name the thing by its title; a person is never told of their own act."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from spot.accounts.models import Organisation, User
from spot.accounts.workflow import Role
from spot.airings.models import Airing, HandOver
from spot.airings.workflow import Reason, Severity
from spot.breaks.models import AdBreak, BroadcastDay
from spot.campaigns.models import Campaign
from spot.common import clock
from spot.common.french import counted
from spot.creatives.models import Spot, SpotVersion
from spot.journal.models import Entry

People = QuerySet[User]


@dataclass(frozen=True)
class Telling:
    """One sentence for one audience about one kind of change."""

    to: Callable[[Any], People]
    title: str | Callable[[Any], str]
    text: Callable[[Any, Entry], str]
    url: Callable[[Any], str]
    if_by: tuple[str, ...] = ()  # only when one of these roles acted

    def title_of(self, thing: Any) -> str:
        return self.title if isinstance(self.title, str) else self.title(thing)


def staff(*roles: str) -> Callable[[Any], People]:
    return lambda _thing: _active(Q(role__in=roles))


def clients(thing: Any) -> People:
    """The people of the organisation a thing belongs to, and those of the agency that ordered it."""
    organisation, campaign = _organisation(thing), _campaign(thing)
    houses = [organisation.pk if organisation else None, campaign.agency_id if campaign else None]
    return _active(Q(organisation__in=[house for house in houses if house]))


def clients_and_submitter(campaign: Campaign) -> People:
    """Also whoever submitted it: most orders are entered by the sales desk for a client who telephoned."""
    return _active(Q(pk__in=clients(campaign).values("pk")) | Q(pk=campaign.submitted_by_id))


def clients_and_uploader(version: SpotVersion) -> People:
    return _active(Q(pk__in=clients(version).values("pk")) | Q(pk=version.uploaded_by_id))


def members(organisation: Organisation) -> People:
    return _active(Q(organisation=organisation))


def _active(who: Q) -> People:
    rows: People = User.objects.filter(who, is_active=True)
    return rows


ADMINS = staff(Role.ADMIN)
DESK = staff(Role.ADMIN, Role.SALES)
CONTROL_ROOM = staff(Role.BROADCASTER, Role.ADMIN)


def admins_of_a_discrepancy(airing: Airing) -> People:
    """Administrators, of an airing that went out otherwise than sold; nobody, of one that went well."""
    return User.objects.none() if airing.reason == Reason.AIRED_OK else ADMINS(airing)


def _campaign_url(campaign: Campaign) -> str:
    return f"/campaigns/{campaign.pk}/"


def _campaign_to_judge(campaign: Campaign) -> str:
    return f"/console/campaigns/{campaign.pk}/"


def _spot_url(version: SpotVersion) -> str:
    return f"/spots/{version.spot_id}/"


def _spot_to_judge(version: SpotVersion) -> str:
    return f"/console/spots/{version.spot_id}/"


def _airing_url(airing: Airing) -> str:
    return _campaign_url(airing.campaign) if airing.campaign else _spot_of(airing)


def _spot_of(airing: Airing) -> str:
    return f"/spots/{airing.spot_id}/"


def _planning(thing: AdBreak | BroadcastDay) -> str:
    day = thing.day_id if isinstance(thing, AdBreak) else thing.day
    return f"/diffusion/planning/?day={day:%Y-%m-%d}"


def _on_the_planning(airing: Airing) -> str:
    return f"/diffusion/planning/?day={airing.day:%Y-%m-%d}#passage-{airing.pk}"


def _campaign_said(verb: str) -> Callable[[Campaign, Entry], str]:
    return lambda campaign, _entry: f"« {campaign.title} », {campaign.organisation.name}, {verb}."


def _with_reason(verb: str) -> Callable[[Campaign, Entry], str]:
    return lambda campaign, entry: f"« {campaign.title} » {verb} : {campaign.reason or entry.note or 'sans motif'}"


def _spot_said(verb: str) -> Callable[[SpotVersion, Entry], str]:
    return lambda version, _entry: f"« {version.spot.title} », version {version.number}, {verb}."


def _spot_because(verb: str, why: str) -> Callable[[SpotVersion, Entry], str]:
    return lambda version, _entry: f"« {version.spot.title} » {verb} : {getattr(version, why) or 'sans motif'}"


def _airing_said(verb: str) -> Callable[[Airing, Entry], str]:
    def sentence(airing: Airing, entry: Entry) -> str:
        at = clock.local(airing.aired_at or airing.ad_break.starts_at)
        reason = f" : {airing.get_reason_display().lower()}" if airing.reason and airing.reason != "aired_ok" else ""
        return f"« {airing.spot.title} » {verb} le {at:%d/%m/%Y} à {at:%H:%M}{reason}."

    return sentence


def _problem(what: str) -> Callable[[Airing], str]:
    """How much it weighs comes first: that is what decides whether an administrator gets up."""

    def title(airing: Airing) -> str:
        if not airing.severity:
            return what.capitalize()
        return f"Problème {Severity(airing.severity).label.lower()} : {what}"

    return title


def _airing_reported(verb: str) -> Callable[[Airing, Entry], str]:
    """What administrators read: the client's sentence, then who reports it and in which words."""

    def sentence(airing: Airing, entry: Entry) -> str:
        house = airing.organisation.name if airing.organisation else "BF1"
        words = f" : « {airing.remark} »" if airing.remark else ""
        return f"{_airing_said(verb)(airing, entry)} {house}, signalé par {airing.acted_by}{words}."

    return sentence


def _break_said(ad_break: AdBreak, entry: Entry) -> str:
    return f"L’écran {ad_break} du {ad_break.day_id:%d/%m/%Y} à {clock.local(ad_break.starts_at):%H:%M} est annulé."


def _lost_said(airing: Airing, entry: Entry) -> str:
    titles, owed = entry.after["titles"], entry.after["owed"]
    named = [f"« {title} »" + (f" ({count} fois)" if count > 1 else "") for title, count in titles.items()]
    will_not = "passera" if sum(titles.values()) == 1 else "passeront"
    debt = counted(owed, "passage vous reste dû", "passages vous restent dus")
    next_step = f" {debt} : la régie choisira un autre écran." if owed else ""
    return f"{_break_said(airing.ad_break, entry)} {', '.join(named)} n’y {will_not} pas.{next_step}"


def _day_said(day: BroadcastDay, entry: Entry) -> str:
    facts = entry.after
    moved = counted(facts["breaks"], f"écran du {day.day:%d/%m/%Y} décalé", f"écrans du {day.day:%d/%m/%Y} décalés")
    return f"{moved} de {facts['minutes']:+} min à partir de {facts['since']}."


def _swap_said(spot: Spot, entry: Entry) -> str:
    facts = entry.after
    since = date.fromisoformat(facts["since"])
    where = counted(facts["airings"], "passage", "passages")
    return f"« {spot.title} » remplace « {facts['swapped']} » sur {where} à partir du {since:%d/%m/%Y}."


def _note_said(note: HandOver, entry: Entry) -> str:
    return f"{note.written_by}, journée du {note.day:%d/%m/%Y} : {note.text}"


def _house_said(verb: str) -> Callable[[Organisation, Entry], str]:
    return lambda organisation, _entry: f"« {organisation.name} » {verb}."


def _house_url(organisation: Organisation) -> str:
    return f"/console/organisations/{organisation.pk}/"


def _organisation(thing: Any) -> Organisation | None:
    return thing.spot.organisation if isinstance(thing, SpotVersion) else thing.organisation


def _campaign(thing: Any) -> Campaign | None:
    if isinstance(thing, Campaign):
        return thing
    return thing.spot.campaign if isinstance(thing, SpotVersion) else thing.campaign


TELLINGS: dict[str, tuple[Telling, ...]] = {
    "campaigns.submit": (Telling(DESK, "Campagne à valider", _campaign_said("attend votre avis"), _campaign_to_judge),),
    "campaigns.approve": (
        Telling(clients_and_submitter, "Campagne approuvée", _campaign_said("est approuvée"), _campaign_url),
    ),
    "campaigns.reject": (
        Telling(clients_and_submitter, "Campagne refusée", _with_reason("est refusée"), _campaign_url),
    ),
    "campaigns.cancel": (
        Telling(clients_and_submitter, "Campagne annulée", _with_reason("est annulée"), _campaign_url),
    ),
    "spots.pass": (Telling(ADMINS, "Spot à valider", _spot_said("attend votre avis"), _spot_to_judge),),
    "spots.fail": (
        Telling(
            clients_and_uploader, "Spot inutilisable", _spot_because("n’a pas passé le contrôle", "failure"), _spot_url
        ),
    ),
    "spots.approve": (Telling(clients_and_uploader, "Spot approuvé", _spot_said("est approuvé"), _spot_url),),
    "spots.reject": (Telling(clients_and_uploader, "Spot refusé", _spot_because("est refusé", "reason"), _spot_url),),
    "spots.withdraw": (
        Telling(clients_and_uploader, "Spot retiré", _spot_because("est retiré", "reason"), _spot_url, (Role.ADMIN,)),
    ),
    "airings.confirm": (
        Telling(clients, "Spot diffusé", _airing_said("a été diffusé"), _airing_url),
        Telling(
            admins_of_a_discrepancy,
            _problem("passage diffusé avec écart"),
            _airing_reported("a été diffusé"),
            _on_the_planning,
        ),
    ),
    "airings.miss": (
        Telling(clients, "Passage manqué", _airing_said("n’a pas été diffusé"), _airing_url),
        Telling(ADMINS, _problem("passage manqué"), _airing_reported("n’a pas été diffusé"), _on_the_planning),
    ),
    "airings.preempt": (
        Telling(clients, "Passage remplacé", _airing_said("a cédé sa place"), _airing_url),
        Telling(ADMINS, _problem("passage remplacé"), _airing_reported("a cédé sa place"), _on_the_planning),
    ),
    "airings.lose_break": (Telling(clients, "Écran annulé", _lost_said, _airing_url),),
    "airings.correct": (Telling(clients, "Passage corrigé", _airing_said("a été corrigé"), _airing_url),),
    "breaks.cancel": (Telling(CONTROL_ROOM, "Écran annulé", _break_said, _planning),),
    "spots.swap": (Telling(clients, "Spot changé", _swap_said, lambda spot: f"/spots/{spot.pk}/"),),
    "shifts.hand_over": (
        Telling(CONTROL_ROOM, "Note de passation", _note_said, lambda note: f"/diffusion/days/{note.day}/#passation"),
    ),
    "days.retime": (Telling(CONTROL_ROOM, "Fin de journée décalée", _day_said, _planning),),
    "organisations.register": (
        Telling(ADMINS, "Organisation à vérifier", _house_said("vient de s’inscrire"), _house_url),
    ),
    "organisations.verify": (
        Telling(members, "Organisation vérifiée", _house_said("est vérifiée"), lambda _organisation: "/organisation/"),
    ),
}


def of(entry: Entry) -> Iterable[Telling]:
    """The sentences a change gives rise to."""
    return [telling for telling in TELLINGS.get(entry.verb, ()) if not telling.if_by or entry.role in telling.if_by]
