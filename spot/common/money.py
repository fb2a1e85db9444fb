"""Whole FCFA and basis points. The franc has no minor unit: an amount is an int, always."""

from collections.abc import Sequence

FULL_BP = 10_000
THIN, HARD = "\u202f", "\u00a0"


def divide_half_up(numerator: int, denominator: int) -> int:
    """The one rounding of the product: half away from zero (it reproduces the published sheet to the franc)."""
    quotient, rest = divmod(abs(numerator), denominator)
    rounded = quotient + (2 * rest >= denominator)
    return rounded if numerator >= 0 else -rounded


def share_bp(amount_fcfa: int, rate_bp: int) -> int:
    """`rate_bp` basis points of an amount: 1 800 of 1 000 is 180."""
    return divide_half_up(amount_fcfa * rate_bp, FULL_BP)


def spread(total_fcfa: int, weights: Sequence[int]) -> list[int]:
    """Share an amount in proportion to weights without losing a franc: the last ones absorb the rounding."""
    shares, left, weight_left = [], total_fcfa, sum(weights)
    for weight in weights:
        share = divide_half_up(left * weight, weight_left) if weight_left else 0
        shares.append(share)
        left, weight_left = left - share, weight_left - weight
    return shares


def grouped(number: int) -> str:
    """1234567 → 1 234 567, thousands parted by U+202F, minus as U+2212."""
    return f"{number:,}".replace(",", THIN).replace("-", "\u2212")


def fcfa(amount: int) -> str:
    return f"{grouped(amount)}{HARD}F{THIN}CFA"
