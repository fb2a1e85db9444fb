"""What is known of a delivered file, as lines of the review: what was measured, and what it means for the order."""

from dataclasses import dataclass

from spot.campaigns.models import LineKind
from spot.creatives.models import MediaType, SpotVersion
from spot.creatives.workflow import Status

STEP_SECONDS, TOLERANCE_MS = 5, 120
FULL_WIDTH, SMALLEST_WIDTH = 1280, 640


@dataclass(frozen=True)
class Check:
    """One line: what was looked at, what was found, what it means; `is_fine` is False when somebody should look."""

    name: str
    found: str
    meaning: str
    is_fine: bool = True


def checks(version: SpotVersion) -> list[Check]:
    """The lines of a version. One query: the lengths its campaign ordered."""
    lines = [_length(version, _ordered(version)), _picture(version), _file(version)]
    return [*lines[:2], _sound(version), lines[2]] if version.media_type == MediaType.VIDEO else lines


def are_fine(version: SpotVersion) -> bool:
    return all(check.is_fine for check in checks(version))


def _ordered(version: SpotVersion) -> list[int]:
    if version.spot.campaign is None:
        return []
    lines = [line for line in version.spot.campaign.lines.all() if line.kind == LineKind.AIRTIME]
    return sorted({line.seconds for line in lines})


def _length(version: SpotVersion, ordered: list[int]) -> Check:
    if version.media_type == MediaType.IMAGE:
        return Check("Durée", f"{version.seconds} s", "image fixe, à l’écran la durée commandée")
    found = (
        f"{version.facts['duration_ms'] / 1000:.1f} s".replace(".", ",")
        if "duration_ms" in version.facts
        else f"{version.seconds} s"
    )
    if ordered and version.seconds not in ordered:
        wanted = " ou ".join(f"{seconds} s" for seconds in ordered)
        return Check("Durée", found, f"la commande est de {wanted} : aucun passage ne pourra être placé", is_fine=False)
    rest = version.facts.get("duration_ms", version.seconds * 1000) % (STEP_SECONDS * 1000)
    if min(rest, STEP_SECONDS * 1000 - rest) > TOLERANCE_MS:
        return Check("Durée", found, "n’est pas un multiple de 5 s", is_fine=False)
    return Check("Durée", found, f"conforme à la commande de {version.seconds} s" if ordered else "multiple de 5 s")


def _picture(version: SpotVersion) -> Check:
    width, height = version.facts.get("width", 0), version.facts.get("height", 0)
    if not width or not height:
        return Check("Image", "inconnue", "à regarder", is_fine=False)
    found = f"{width} × {height}" + (", entrelacée" if version.facts.get("interlaced") else "")
    if width < height:
        return Check("Image", found, "verticale : bandes noires de chaque côté à l’antenne", is_fine=False)
    if width < SMALLEST_WIDTH:
        return Check("Image", found, "petite : elle sera floue à l’antenne", is_fine=False)
    shape = (
        "plein cadre 16:9"
        if abs(width / height - 16 / 9) < 0.02
        else "n’est pas en 16:9, des bandes noires apparaîtront"
    )
    return Check("Image", found, shape + (", haute définition" if width >= FULL_WIDTH else ""))


def _sound(version: SpotVersion) -> Check:
    if not version.facts.get("has_audio"):
        return Check("Son", "aucun", "le spot passera en silence", is_fine=False)
    return Check("Son", str(version.facts.get("audio_codec", "")).upper() or "présent", "son présent du début à la fin")


def _file(version: SpotVersion) -> Check:
    if version.status == Status.FAILED:
        return Check("Fichier", "illisible", version.failure, is_fine=False)
    return Check("Fichier", version.megabytes, f"empreinte vérifiée, {version.sha256[:8]}…")
