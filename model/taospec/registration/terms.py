"""The two prices of a neuron's place, burn and proof of work, and how an interval moves them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from taospec.bulk import bulk
from taospec.numbers import U110F18
from taospec.numbers.arithmetic import arithmetic
from taospec.numbers.raw import U64
from taospec.numbers.words import Flags, Numbers, differences, word
from taospec.rules import rule

_numbers = arithmetic(U110F18.layout)
_U16_MAX = 2**16 - 1


class Interval(NamedTuple):
    """The registrations of one interval on one subnet.

    Attributes:
        registrations: all of them (`RegistrationsThisInterval`).
        burned: those paid for (`BurnRegistrationsThisInterval`).
        worked: those by proof of work (`POWRegistrationsThisInterval`).
        target: how many there should be (`TargetRegistrationsPerInterval`).
    """

    registrations: int
    burned: int
    worked: int
    target: int


class Bounds(NamedTuple):
    """Between what a price moves.

    Attributes:
        low: `MinBurn` or `MinDifficulty`.
        high: `MaxBurn` or `MaxDifficulty`.
    """

    low: int
    high: int


class Moving(NamedTuple):
    """Which of the two prices an interval moves."""

    burn: bool
    difficulty: bool


@rule("REG-1")
def is_over(now: int, last_adjusted: int, interval: int) -> bool:
    """Whether a subnet's interval ends with this block."""
    return max(0, now - last_adjusted) >= interval


@bulk(is_over)
def are_over(now: int, last_adjusted: Numbers, intervals: Numbers) -> Flags:
    """`is_over` of many subnets in one block; all are counters."""
    last, interval = (np.asarray(column, dtype=np.uint64) for column in (last_adjusted, intervals))
    passed: Flags = differences(word(now), last) >= interval
    return passed


@rule("REG-1")
def moving(interval: Interval) -> Moving:
    """Which prices move: both where the two ways in were used alike, else one.

    Above the target it is the price of the way that was used more, up to the target that of the
    other. So a subnet with at most its target of burned registrations, and none by work, keeps its
    burn.
    """
    if interval.burned == interval.worked:
        return Moving(burn=True, difficulty=True)
    crowded = interval.registrations > interval.target
    burn = (interval.burned > interval.worked) == crowded
    return Moving(burn=burn, difficulty=not burn)


@rule("REG-2")
def adjusted(price: int, interval: Interval, alpha: int, bounds: Bounds) -> int:
    """A price after an interval: drawn to price · (registrations + target) / (2 · target).

    Args:
        price: burn in rao, or difficulty.
        interval: the registrations of the interval.
        alpha: how much of the old price stays, a part of 2**64 - 1 (`AdjustmentAlpha`).
        bounds: of the price; the upper one is asked first.
    """
    count = _numbers.from_int(min(interval.registrations + interval.target, _U16_MAX))
    target = _numbers.from_int(min(2 * interval.target, _U16_MAX))
    drawn = _numbers.div(_numbers.mul(_numbers.from_int(price), count), target)
    kept = _numbers.div(_numbers.from_int(alpha), _numbers.from_int(U64.high))
    moved = _numbers.add(
        _numbers.mul(kept, _numbers.from_int(price)),
        _numbers.mul(_numbers.sub(U110F18.layout.one, kept), drawn),
    )
    if moved >= _numbers.from_int(bounds.high):
        return bounds.high
    if moved <= _numbers.from_int(bounds.low):
        return bounds.low
    return moved >> U110F18.layout.frac
