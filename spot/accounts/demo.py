"""The people of the demonstration: thirty invented Burkinabè advertisers, an agency, and an account for each role.

Doors: `ensure_organisations()`, `ensure_people()`, `ADVERTISERS`.
"""

from dataclasses import dataclass
from datetime import date

from spot.accounts.models import Mandate, Organisation, User
from spot.accounts.workflow import Kind, Role, Status

LENGTHS = ((30, 15), (30, 20), (45, 30), (30, 60), (20, 30))


@dataclass(frozen=True)
class Advertiser:
    """`size` is how much it buys (1 a little, 3 a lot)."""

    code: str
    name: str
    category: str
    contact: str
    town: str
    size: int = 2

    @property
    def lengths(self) -> tuple[int, int]:
        """The two lengths of its spots, in seconds."""
        return LENGTHS[sum(map(ord, self.code)) % len(LENGTHS)]


ADVERTISERS = (
    Advertiser("LASA", "Laiterie du Sahel", "agroalimentaire", "Awa Ouédraogo", "Dori", 3),
    Advertiser("BNAA", "Banque Naaba", "banque", "Issa Kaboré", "Ouagadougou", 3),
    Advertiser("KOOM", "Koom Télécom", "telecom", "Rachid Compaoré", "Ouagadougou", 3),
    Advertiser("SIGN", "Signa Mobile", "telecom", "Estelle Bationo", "Ouagadougou", 3),
    Advertiser("YELB", "Yelba Réseau", "telecom", "Hervé Somda", "Bobo-Dioulasso", 2),
    Advertiser("CREF", "Crédit du Faso", "banque", "Adjaratou Barry", "Ouagadougou", 2),
    Advertiser("MUTU", "Mutuelle Relwendé", "banque", "Désiré Tapsoba", "Koudougou", 1),
    Advertiser("BRAK", "Brasserie Kadiogo", "boissons-alcoolisees", "Lassané Zoungrana", "Ouagadougou", 2),
    Advertiser("ZOMK", "Zomkom Frais", "boissons", "Fatimata Sankara", "Ouagadougou", 2),
    Advertiser("EAUN", "Eau Nakambé", "boissons", "Souleymane Diallo", "Ziniaré", 2),
    Advertiser("BISS", "Bissap du Mouhoun", "boissons", "Pélagie Dembélé", "Dédougou", 1),
    Advertiser("SAVW", "Savonnerie Wend", "hygiene", "Bibata Nana", "Bobo-Dioulasso", 2),
    Advertiser("NETT", "Nett’Faso", "hygiene", "Ousmane Tall", "Ouagadougou", 1),
    Advertiser("FACO", "Faso Coton", "textile", "Mariama Sanou", "Bobo-Dioulasso", 2),
    Advertiser("DANF", "Danfani Couture", "textile", "Georgette Kaboré", "Ouagadougou", 1),
    Advertiser("CIMB", "Ciments Bazèga", "btp", "Jean-Baptiste Yaméogo", "Kombissiri", 2),
    Advertiser("TOLE", "Tôles du Plateau", "btp", "Alidou Kafando", "Ouagadougou", 1),
    Advertiser("TRAN", "Transport Yennenga", "transport", "Mahamadi Ouattara", "Ouagadougou", 2),
    Advertiser("RAPI", "Rapides du Sud-Ouest", "transport", "Sylvie Palenfo", "Gaoua", 1),
    Advertiser("MARI", "Marina Prix", "commerce", "Nadia Belemviré", "Ouagadougou", 3),
    Advertiser("QUIN", "Quincaillerie du Centre", "commerce", "Boureima Sawadogo", "Ouagadougou", 1),
    Advertiser("SOLA", "Soleil Énergie", "energie", "Aïcha Maïga", "Ouagadougou", 2),
    Advertiser("GAZF", "Gaz du Faso", "energie", "Christian Bado", "Bobo-Dioulasso", 1),
    Advertiser("ASSU", "Assurances Baobab", "assurance", "Henriette Kiéma", "Ouagadougou", 2),
    Advertiser("LOTO", "Loterie Wagtoor", "jeux", "Paulin Nikiéma", "Ouagadougou", 2),
    Advertiser("AUTO", "Auto Sahélia", "automobile", "Karim Zerbo", "Ouagadougou", 2),
    Advertiser("MOTO", "Motos Tengré", "automobile", "Ibrahim Konaté", "Bobo-Dioulasso", 2),
    Advertiser("HOTE", "Hôtel Les Caïlcédrats", "tourisme", "Clémence Hien", "Banfora", 1),
    Advertiser("FEST", "Festival Rythmes du Faso", "culture", "Serge Kaboré", "Ouagadougou", 1),
    Advertiser("SECU", "Office de la Prévention routière", "service-public", "Odile Zida", "Ouagadougou", 1),
)
AGENCY = ("AGWK", "Agence Wend-Kuni")
MANDATED = ("MARI", "ASSU")

# username: (full name, role, organisation's code, password)
PEOPLE = {
    "admin": ("Aminata Sawadogo", Role.ADMIN, "", "admin123"),
    "admin2": ("Paul Zongo", Role.ADMIN, "", "admin123"),
    "annonceur": ("Awa Ouédraogo", Role.ADVERTISER, "LASA", "demo1234"),
    "annonceur2": ("Issa Kaboré", Role.ADVERTISER, "BNAA", "demo1234"),
    "agence": ("Sandrine Kabré", Role.ADVERTISER, "AGWK", "demo1234"),
    "commercial": ("Mariam Traoré", Role.SALES, "", "demo1234"),
    "diffuseur": ("Salif Kaboré", Role.BROADCASTER, "", "demo1234"),
    "diffuseur2": ("Rasmata Ilboudo", Role.BROADCASTER, "", "demo1234"),
    "responsable": ("Hamidou Sanou", Role.MANAGER, "", "demo1234"),
    "comptable": ("Clarisse Nikiéma", Role.ACCOUNTANT, "", "demo1234"),
    "redaction": ("Boukary Sawadogo", Role.EDITORIAL_MANAGER, "", "demo1234"),
}


def ensure_organisations() -> dict[str, Organisation]:
    """The thirty advertisers and the agency, verified, by code; one more waits to be verified."""
    for index, each in enumerate(ADVERTISERS, start=1):
        _organisation(each.code, each.name, index, town=each.town)
    _organisation(*AGENCY, 31, kind=Kind.AGENCY)
    _organisation("KARI", "Karité Dorée", 32, status=Status.TO_VERIFY, town="Léo")
    return {row.code: row for row in Organisation.objects.all()}


def _organisation(code: str, name: str, serial: int, *, town: str = "Ouagadougou", **facts: str) -> None:
    Organisation.objects.get_or_create(
        code=code,
        defaults={
            "name": name, "status": Status.VERIFIED, "ifu": f"000{41_200 + serial * 37}{'ABCDEFGHJK'[serial % 10]}",
            "rccm": f"BF OUA 01-{2009 + serial % 14}-B-{1_000 + serial * 71}", "address": f"{town}, Burkina Faso",
            "phone": f"+226254{10_000 + serial * 211:05d}", "email": f"contact@{code.lower()}.example", **facts,
        },
    )  # fmt: skip


def ensure_people() -> dict[str, User]:
    """The demonstration's accounts and one person for each advertiser, by username."""
    organisations = {row.code: row for row in Organisation.objects.all()}
    for username, (full_name, role, code, password) in PEOPLE.items():
        _person(username, full_name, role, organisations.get(code), password)
    for each in ADVERTISERS[2:]:
        _person(f"contact.{each.code.lower()}", each.contact, Role.ADVERTISER, organisations[each.code], None)
    _person("contact.kari", "Salamata Nacro", Role.ADVERTISER, organisations["KARI"], None)
    people: dict[str, User] = {user.username: user for user in User.objects.all()}
    _mandate(organisations, people["admin"])
    return people


def _person(username: str, full_name: str, role: Role, organisation: Organisation | None, password: str | None) -> None:
    """An account where there is none; without a password nobody can sign in to it."""
    if not User.objects.filter(username=username).exists():
        User.objects.create_user(
            username=username, email=f"{username}@bf1.example", password=password, full_name=full_name, role=role,
            organisation=organisation, is_staff=role == Role.ADMIN, is_superuser=role == Role.ADMIN,
        )  # fmt: skip


def _mandate(organisations: dict[str, Organisation], recorded_by: User) -> None:
    for code in MANDATED:
        Mandate.objects.get_or_create(
            agency=organisations[AGENCY[0]],
            advertiser=organisations[code],
            starts_on=date(2026, 1, 5),
            defaults={"recorded_by": recorded_by},
        )
