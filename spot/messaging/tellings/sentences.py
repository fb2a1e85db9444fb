"""What a telling says. The thing is named by its title, in the words of the trade."""

from collections.abc import Callable
from datetime import date

from spot.accounts.models import Invitation, Organisation, User
from spot.airings.models import Airing, HandOver
from spot.airings.workflow import Severity
from spot.breaks.models import AdBreak, BroadcastDay
from spot.campaigns.models import Campaign
from spot.common import clock
from spot.common.french import counted
from spot.creatives.models import Spot, SpotVersion
from spot.journal.models import Entry


def campaign_said(verb: str) -> Callable[[Campaign, Entry], str]:
    return lambda campaign, _entry: f"« {campaign.title} », {campaign.organisation.name}, {verb}."


def with_reason(verb: str) -> Callable[[Campaign, Entry], str]:
    return lambda campaign, entry: f"« {campaign.title} » {verb} : {campaign.reason or entry.note or 'sans motif'}"


def spot_said(verb: str) -> Callable[[SpotVersion, Entry], str]:
    return lambda version, _entry: f"« {version.spot.title} », version {version.number}, {verb}."


def spot_because(verb: str, why: str) -> Callable[[SpotVersion, Entry], str]:
    return lambda version, _entry: f"« {version.spot.title} » {verb} : {getattr(version, why) or 'sans motif'}"


def airing_said(verb: str) -> Callable[[Airing, Entry], str]:
    def sentence(airing: Airing, entry: Entry) -> str:
        at = clock.local(airing.aired_at or airing.ad_break.starts_at)
        reason = f" : {airing.get_reason_display().lower()}" if airing.reason and airing.reason != "aired_ok" else ""
        return f"« {airing.spot.title} » {verb} le {at:%d/%m/%Y} à {at:%H:%M}{reason}."

    return sentence


def problem(what: str) -> Callable[[Airing], str]:
    """How much it weighs comes first: that is what decides whether an administrator gets up."""

    def title(airing: Airing) -> str:
        if not airing.severity:
            return what.capitalize()
        return f"Problème {Severity(airing.severity).label.lower()} : {what}"

    return title


def airing_reported(verb: str) -> Callable[[Airing, Entry], str]:
    """What administrators read: the client's sentence, then who reports it and in which words."""

    def sentence(airing: Airing, entry: Entry) -> str:
        house = airing.organisation.name if airing.organisation else "BF1"
        words = f" : « {airing.remark} »" if airing.remark else ""
        return f"{airing_said(verb)(airing, entry)} {house}, signalé par {airing.acted_by}{words}."

    return sentence


def break_said(ad_break: AdBreak, entry: Entry) -> str:
    return f"L’écran {ad_break} du {ad_break.day_id:%d/%m/%Y} à {clock.local(ad_break.starts_at):%H:%M} est annulé."


def lost_said(airing: Airing, entry: Entry) -> str:
    titles, owed = entry.after["titles"], entry.after["owed"]
    named = [f"« {title} »" + (f" ({count} fois)" if count > 1 else "") for title, count in titles.items()]
    will_not = "passera" if sum(titles.values()) == 1 else "passeront"
    debt = counted(owed, "passage vous reste dû", "passages vous restent dus")
    next_step = f" {debt} : la régie choisira un autre écran." if owed else ""
    return f"{break_said(airing.ad_break, entry)} {', '.join(named)} n’y {will_not} pas.{next_step}"


def day_said(day: BroadcastDay, entry: Entry) -> str:
    facts = entry.after
    moved = counted(facts["breaks"], f"écran du {day.day:%d/%m/%Y} décalé", f"écrans du {day.day:%d/%m/%Y} décalés")
    return f"{moved} de {facts['minutes']:+} min à partir de {facts['since']}."


def swap_said(spot: Spot, entry: Entry) -> str:
    facts = entry.after
    since = date.fromisoformat(facts["since"])
    where = counted(facts["airings"], "passage", "passages")
    return f"« {spot.title} » remplace « {facts['swapped']} » sur {where} à partir du {since:%d/%m/%Y}."


def note_said(note: HandOver, entry: Entry) -> str:
    return f"{note.written_by}, journée du {note.day:%d/%m/%Y} : {note.text}"


def house_said(verb: str) -> Callable[[Organisation, Entry], str]:
    return lambda organisation, _entry: f"« {organisation.name} » {verb}."


def undelivered_said(about: User | Invitation, entry: Entry) -> str:
    code = entry.after["code"]
    why = f"le serveur de courriel a répondu {code}" if code else "aucune réponse du serveur de courriel"
    return f"Un courriel pour {about.email} n’a pas pu être remis : {why}. Vérifiez l’adresse."
