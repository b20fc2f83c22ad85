"""Invariants of submitted weights: scaled so that the largest is 65,535."""

from __future__ import annotations

from typing import Any, Literal

from taospec.consensus.arrays import U16_MAX
from taospec.invariants.declare import Ask, assume, false_sibling, invariant
from taospec.quantities import U16

_UPSCALE = ("consensus.max_upscale",)
_BRANCH = 32768  # above, the factor is floored first


def _scaled(ask: Ask, *weights: int) -> tuple[int, ...]:
    answer: Any = ask(*_UPSCALE, weights=weights)
    scaled: tuple[int, ...] = answer.weights
    return scaled


@invariant(
    "max-upscale-idempotent-n2",
    rules=["CON-49", "CON-65"],
    bounds="all pairs of weights, the largest of a row and any other",
    operations=_UPSCALE,
    landmarks=(_BRANCH, U16_MAX),
)
def max_upscale_idempotent(ask: Ask, a: U16, b: U16) -> bool:
    """Scaling what is scaled changes nothing, and the largest is 65,535."""
    scaled = _scaled(ask, a, b)
    return _scaled(ask, *scaled) == scaled and (a + b == 0 or max(scaled) == U16_MAX)


@false_sibling("max-upscale-idempotent-n2")
def scaling_changes_nothing(ask: Ask, a: U16, b: U16) -> bool:
    """Scaling changes no weights above one half of the range."""
    assume(a > _BRANCH, b > _BRANCH)
    return _scaled(ask, a, b) == (a, b)


@invariant(
    "max-upscale-keeps-the-order-n2",
    rules=["CON-49", "CON-65"],
    bounds="all pairs of weights, the largest of a row and any other",
    operations=_UPSCALE,
    landmarks=(_BRANCH, U16_MAX),
)
def max_upscale_keeps_the_order(ask: Ask, a: U16, b: U16) -> bool:
    """A weight that is not larger is not larger after scaling."""
    assume(a <= b)
    scaled_a, scaled_b = _scaled(ask, a, b)
    return bool(scaled_a <= scaled_b)


@false_sibling("max-upscale-keeps-the-order-n2")
def max_upscale_keeps_the_ratio(ask: Ask, a: U16, b: U16) -> bool:
    """A weight that is half of another is half of it after scaling."""
    assume(2 * a == b)
    scaled_a, scaled_b = _scaled(ask, a, b)
    return bool(2 * scaled_a == scaled_b)


@invariant(
    "upscale-scale-invariant",
    rules=["CON-65"],
    bounds="halves of weights of 16,384 and of 20,000, and their doubles",
    operations=_UPSCALE,
    refuted=True,
)
def upscale_scale_invariant(ask: Ask, larger: Literal[16384, 20000]) -> bool:
    """Weights that all double are the same weights once they are scaled."""
    return _scaled(ask, larger // 2, larger) == _scaled(ask, larger, 2 * larger)
