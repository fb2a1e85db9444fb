"""The journal's verbs in French: how a history tells an entry."""

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from spot.journal.models import Entry


class Told(NamedTuple):
    """An icon of the set, the tone of a status, and the phrase."""

    icon: str
    tone: str
    phrase: str | Promise


WORDS = {
    "campaigns.draft": Told("pencil", "draft", _("Campagne créée")),
    "campaigns.save": Told("pencil", "draft", _("Campagne modifiée")),
    "campaigns.submit": Told("hourglass", "pending", _("Campagne soumise à la régie")),
    "campaigns.approve": Told("shield", "approved", _("Campagne approuvée, prix figé")),
    "campaigns.reject": Told("ban", "missed", _("Campagne refusée")),
    "campaigns.cancel": Told("minus-circle", "draft", _("Campagne annulée")),
    "campaigns.copy": Told("copy", "draft", _("Campagne créée par copie")),
    "spots.upload": Told("upload", "pending", _("Spot envoyé")),
    "spots.replace": Told("upload", "pending", _("Nouvelle version du spot envoyée")),
    "spots.reuse": Told("film", "draft", _("Spot repris de la bibliothèque")),
    "spots.pass": Told("gear", "pending", _("Spot contrôlé, en attente d’avis")),
    "spots.fail": Told("alert", "missed", _("Échec technique du spot")),
    "spots.approve": Told("shield", "approved", _("Spot approuvé")),
    "spots.reject": Told("ban", "missed", _("Spot refusé")),
    "spots.withdraw": Told("minus-circle", "draft", _("Spot retiré")),
    "airings.book": Told("clock", "planned", _("Passage planifié")),
    "airings.move": Told("calendar", "planned", _("Passage déplacé")),
    "airings.swap": Told("film", "planned", _("Spot du passage changé")),
    "spots.swap": Told("swap", "planned", _("Passages repris d’un autre spot")),
    "shifts.hand_over": Told("chat", "pending", _("Note de passation écrite")),
    "shifts.take_over": Told("check", "aired", _("Note de passation prise")),
    "airings.cancel": Told("minus-circle", "draft", _("Passage retiré")),
    "airings.confirm": Told("check-circle", "aired", _("Passage diffusé")),
    "airings.miss": Told("x-circle", "missed", _("Passage manqué")),
    "airings.preempt": Told("swap", "preempted", _("Passage remplacé")),
    "airings.lose_break": Told("minus-circle", "missed", _("Écran du passage annulé, annonceur prévenu")),
    "airings.undo": Told("undo", "planned", _("Confirmation annulée")),
    "airings.correct": Told("pencil", "draft", _("Passage corrigé")),
    "mails.give_up": Told("alert", "missed", _("Courriel non remis")),
    "alerts.soon": Told("clock", "planned", _("Écran proche")),
    "alerts.late": Told("alert", "pending", _("Passages en retard")),
    "breaks.generate": Told("grid", "draft", _("Journée générée")),
    "breaks.add": Told("plus", "draft", _("Écran ajouté")),
    "breaks.retime": Told("clock", "pending", _("Écran décalé")),
    "days.retime": Told("clock", "pending", _("Fin de journée décalée")),
    "breaks.change": Told("pencil", "draft", _("Écran modifié")),
    "breaks.cancel": Told("minus-circle", "missed", _("Écran annulé")),
    "grid.add": Told("plus", "draft", _("Écran ajouté à la semaine")),
    "grid.change": Told("pencil", "draft", _("Écran de la semaine modifié")),
    "grid.remove": Told("minus-circle", "missed", _("Écran retiré de la semaine")),
    "rate_cards.draft": Told("pencil", "draft", _("Grille tarifaire modifiée")),
    "rate_cards.publish": Told("check-circle", "aired", _("Grille tarifaire publiée")),
    "rate_cards.supersede": Told("history", "draft", _("Grille tarifaire remplacée")),
    "categories.change": Told("scales", "draft", _("Règle de la catégorie modifiée")),
    "organisations.register": Told("shield", "pending", _("Organisation inscrite")),
    "organisations.rename": Told("pencil", "draft", _("Organisation renommée")),
    "organisations.describe": Told("pencil", "draft", _("Coordonnées modifiées")),
    "organisations.identify": Told("pencil", "draft", _("IFU et RCCM renseignés")),
    "organisations.invite": Told("people", "pending", _("Invitation envoyée")),
    "organisations.mandate": Told("check", "approved", _("Mandat enregistré")),
    "organisations.end_mandate": Told("minus-circle", "draft", _("Mandat terminé")),
    "invitations.accept": Told("check", "approved", _("Invitation acceptée")),
    "invitations.withdraw": Told("minus-circle", "draft", _("Invitation retirée")),
    "invitations.resend": Told("people", "pending", _("Invitation renvoyée, l’ancien lien ne sert plus")),
    "people.hire": Told("user", "approved", _("Compte créé")),
    "people.invite": Told("user", "pending", _("Invitation envoyée")),
    "people.change_role": Told("people", "pending", _("Rôle changé")),
    "people.disable": Told("lock", "missed", _("Accès fermé")),
    "people.enable": Told("check", "aired", _("Accès rouvert")),
    "people.set_password": Told("key", "draft", _("Mot de passe changé")),
    "people.issue_key": Told("key", "pending", _("Clé d’API créée")),
    "people.revoke_key": Told("key", "missed", _("Clé d’API révoquée")),
    "people.present": Told("pencil", "draft", _("Profil modifié")),
    "people.set_photo": Told("image", "draft", _("Photo changée")),
    "people.second_factor": Told("shield", "draft", _("Connexion en deux étapes changée")),
    "people.ask_email": Told("pencil", "pending", _("Nouvelle adresse demandée")),
    "people.change_email": Told("pencil", "draft", _("Adresse changée")),
    "people.end_sessions": Told("lock", "draft", _("Autres connexions terminées")),
    "people.renew_codes": Told("shield", "draft", _("Codes de secours remplacés")),
    "people.read_codes": Told("eye", "draft", _("Codes de secours relus")),
    "people.use_code": Told("key", "pending", _("Code de secours utilisé")),
    "walls.hang": Told("eye", "pending", _("Lien d’écran mural créé")),
    "walls.take_down": Told("minus-circle", "draft", _("Lien d’écran mural retiré")),
    "organisations.verify": Told("shield", "aired", _("Organisation vérifiée")),
    "organisations.suspend": Told("hourglass", "pending", _("Vérification retirée")),
}


def told(entry: Entry) -> dict[str, Any]:
    """An entry for the component of the history: icon, tone, text, at, who."""
    words = look_of(entry.verb)
    text = f"{words.phrase} : {entry.note}" if entry.note else str(words.phrase)
    return {"icon": words.icon, "tone": words.tone, "text": text, "at": entry.at, "who": str(entry.actor or _("BF1"))}


def look_of(verb: str) -> Told:
    """The icon, tone and phrase of a verb; its own name for one that has none."""
    return WORDS.get(verb, Told("history", "draft", verb))
