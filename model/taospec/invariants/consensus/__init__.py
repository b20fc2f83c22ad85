"""Invariants of the chapter consensus: the steps of an epoch, and laws of the whole."""

from taospec.invariants.consensus import (
    alpha,
    bonds,
    clipping,
    dividends,
    laws,
    majority,
    mechanisms,
    payout,
    shares,
    stake,
    upscale,
)

__all__ = [
    "alpha",
    "bonds",
    "clipping",
    "dividends",
    "laws",
    "majority",
    "mechanisms",
    "payout",
    "shares",
    "stake",
    "upscale",
]
