"""The price cascade: rate card → majorations → gross → agency commission → net HT → VAT → TTC.

Pure arithmetic over integers, so that simulator, order, API and report cannot disagree. Majorations are taken on the
tariff of one airing; what applies to the whole quote is spread over its lines without losing a franc; VAT is computed
once, on the total, half up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from spot.common import money
from spot.common.refusals import Refused

Position = str | None  # "first", "last"
SHORT_SECONDS, LONG_SECONDS = 30, 60
POSITIONS = {"first": "Première position", "last": "Dernière position"}


class Rates(Protocol):
    """What the cascade reads of a rate card (basis points)."""

    vat_bp: int
    short_bp: int
    extra_second_bp: int
    position_bp: int
    agency_bp: int


@dataclass(frozen=True)
class Tariff:
    """The price before tax of an airing of 31 to 60 seconds in a daypart."""

    daypart: str
    name: str
    base_ht_fcfa: int


@dataclass(frozen=True)
class LineAsked:
    """So many airings of one length in a daypart (its slug), perhaps first or last in their break."""

    daypart: str
    seconds: int
    airings: int
    position: Position = None


@dataclass(frozen=True)
class Step:
    """One line of the explanation: `rate_bp` of `base_fcfa` is `amount_fcfa`."""

    label: str
    base_fcfa: int
    rate_bp: int
    amount_fcfa: int


@dataclass(frozen=True)
class QuotedLine:
    """A line priced: `steps` explain one airing, `net_ht_fcfa` is the line's share of the quote's net."""

    daypart: str
    seconds: int
    airings: int
    position: Position
    unit_ht_fcfa: int
    steps: tuple[Step, ...]
    net_ht_fcfa: int

    @property
    def gross_ht_fcfa(self) -> int:
        return self.unit_ht_fcfa * self.airings

    def as_dict(self) -> dict[str, Any]:
        """The contract's line of a quote; `position` only when one was asked for."""
        plain = asdict(self) | {"steps": [asdict(step) for step in self.steps]}
        if self.position is None:
            del plain["position"]
        return plain


@dataclass(frozen=True)
class Quote:
    """A price with its explanation; every total can be added up from what is shown."""

    lines: tuple[QuotedLine, ...]
    steps: tuple[Step, ...]
    net_ht_fcfa: int
    vat_fcfa: int
    total_ttc_fcfa: int
    rate_card: Any = None

    def as_dict(self) -> dict[str, Any]:
        """The contract's *quote*."""
        return {
            "lines": [line.as_dict() for line in self.lines],
            "steps": [asdict(step) for step in self.steps],
            "net_ht_fcfa": self.net_ht_fcfa,
            "vat_fcfa": self.vat_fcfa,
            "total_ttc_fcfa": self.total_ttc_fcfa,
        }


def price(lines: Sequence[LineAsked], card: Rates, tariffs: Mapping[str, Tariff], *, agency: bool = False) -> Quote:
    """Run the cascade. Refused: `on_request` (422) for a daypart without tariff, `bad_line` (422)."""
    explained = [unit_steps(line, card, _tariff(line, tariffs)) for line in lines]
    units = [sum(step.amount_fcfa for step in steps) for steps in explained]
    gross = [unit * line.airings for unit, line in zip(units, lines, strict=True)]
    steps = _agency_steps(sum(gross), card) if agency else ()
    nets = _spread(gross, steps)
    vat = money.share_bp(sum(nets), card.vat_bp)
    quoted = tuple(
        QuotedLine(line.daypart, line.seconds, line.airings, line.position, unit, unit_explained, net)
        for line, unit, unit_explained, net in zip(lines, units, explained, nets, strict=True)
    )
    return Quote(quoted, steps, sum(nets), vat, sum(nets) + vat, card)


def unit_steps(line: LineAsked, card: Rates, tariff: Tariff) -> tuple[Step, ...]:
    """The price of one airing before tax, explained."""
    if line.seconds < 1 or line.airings < 1:
        raise Refused("bad_line", "La durée et le nombre de passages doivent être d’au moins 1.", status=422)
    steps = _tariff_steps(line.seconds, card, tariff)
    if line.position is None:
        return steps
    tariff_fcfa = sum(step.amount_fcfa for step in steps)
    return (*steps, _step(POSITIONS[line.position], tariff_fcfa, card.position_bp))


def _tariff_steps(seconds: int, card: Rates, tariff: Tariff) -> tuple[Step, ...]:
    name = f"Tarif {tariff.name[:1].lower()}{tariff.name[1:]}"
    if seconds <= SHORT_SECONDS:
        return (_step(f"{name}, 0 à 30 s", tariff.base_ht_fcfa, card.short_bp),)
    full = _step(f"{name}, 31 à 60 s", tariff.base_ht_fcfa, money.FULL_BP)
    extra = seconds - LONG_SECONDS
    if extra <= 0:
        return (full,)
    return full, _step(f"{extra} s au-delà de 60 s", tariff.base_ht_fcfa, extra * card.extra_second_bp)


def _agency_steps(gross_fcfa: int, card: Rates) -> tuple[Step, ...]:
    return (_step("Commission d’agence", gross_fcfa, -card.agency_bp),)


def _spread(gross: Sequence[int], steps: Sequence[Step]) -> list[int]:
    """Each line's net: its gross and its share of the steps of the whole quote."""
    nets = list(gross)
    for step in steps:
        nets = [net + share for net, share in zip(nets, money.spread(step.amount_fcfa, gross), strict=True)]
    return nets


def _step(label: str, base_fcfa: int, rate_bp: int) -> Step:
    return Step(label, base_fcfa, rate_bp, money.share_bp(base_fcfa, rate_bp))


def _tariff(line: LineAsked, tariffs: Mapping[str, Tariff]) -> Tariff:
    if line.daypart not in tariffs:
        raise Refused("on_request", "Cette tranche est vendue sur devis : contactez la régie.", status=422)
    return tariffs[line.daypart]
