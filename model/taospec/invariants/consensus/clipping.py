"""Invariants of what consensus does to weights: clipping, trust, and the weights of bonds."""

from __future__ import annotations

import numpy as np

from taospec.consensus.arrays import ONE, Raw, array_of, from_u16
from taospec.consensus.epoch import clipping, incentive
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.weights import normalise_rows
from taospec.invariants.consensus.common import WIDE, Positive, Proportion, numbers
from taospec.invariants.declare import Ask, assume, false_sibling, invariant
from taospec.quantities import U16

_ONE_ENTRY = "an entry of any weight under any consensus"


def _entries(*values: int) -> Matrix:
    """One row of entries that are all present."""
    present = np.ones((1, len(values)), dtype=np.bool_)
    return Matrix(np.zeros(1, dtype=np.int64), array_of(values)[np.newaxis], present)


def _clipped(weight: int, consensus: int) -> tuple[Matrix, Matrix]:
    """One entry as it is given and clipped."""
    given = _entries(weight)
    return given, clipping.clip(given, array_of((consensus,)))


@invariant("clipped-at-most-consensus", rules=["CON-19"], bounds=_ONE_ENTRY, apart_from=WIDE)
def clipped_at_most_consensus(_ask: Ask, weight: Proportion, consensus: Proportion) -> bool:
    """A clipped weight exceeds neither the weight nor the consensus, and equals one of them."""
    (clipped,) = numbers(_clipped(weight, consensus)[1].values)
    return bool(clipped <= weight and clipped <= consensus and clipped in (weight, consensus))


@false_sibling("clipped-at-most-consensus")
def clipped_below_consensus(_ask: Ask, weight: Positive, consensus: Positive) -> bool:
    """A clipped weight stays below the consensus."""
    (clipped,) = numbers(_clipped(weight, consensus)[1].values)
    return bool(clipped < consensus)


@invariant(
    "bonds-follow-between-clipped-and-given",
    rules=["CON-22"],
    bounds=f"{_ONE_ENTRY} and any penalty",
    apart_from=WIDE,
)
def bonds_follow_between(
    _ask: Ask, penalty: U16, weight: Proportion, consensus: Proportion
) -> bool:
    """The weight that a bond follows lies between the clipped and the given one."""
    given, clipped = _clipped(weight, consensus)
    followed = clipping.weights_for_bonds(given, clipped, from_u16(penalty))
    (least,), (follower,) = numbers(clipped.values), numbers(followed.values)
    return bool(least <= follower <= weight)


@false_sibling("bonds-follow-between-clipped-and-given")
def bonds_follow_the_given(
    _ask: Ask, penalty: U16, weight: Proportion, consensus: Proportion
) -> bool:
    """The weight that a bond follows is the given one as long as the penalty is below one."""
    assume(penalty < 65535)
    given, clipped = _clipped(weight, consensus)
    followed = clipping.weights_for_bonds(given, clipped, from_u16(penalty))
    return numbers(followed.values) == [weight]


# Trust


def _column(*values: int) -> Raw:
    return array_of(values)[:, np.newaxis]


@invariant(
    "trust-at-most-one-n2",
    rules=["CON-16", "CON-20"],
    bounds="two validators whose stake sums to at most one, all weights they give a uid, and what "
    "any consensus leaves of them",
    apart_from=WIDE,
)
def trust_at_most_one(
    _ask: Ask,
    a: Proportion,
    b: Proportion,
    for_a: Proportion,
    for_b: Proportion,
    consensus: Proportion,
) -> bool:
    """The rank of a uid is at most its prerank, and its trust at most one."""
    assume(a + b <= ONE)
    votes = _column(a, b)
    given = Matrix(np.arange(2), _column(for_a, for_b), np.ones((2, 1), dtype=np.bool_))
    clipped = clipping.clip(given, array_of((consensus,)))
    preranks = incentive.ranks(votes, given.values)
    ranks = incentive.ranks(votes, clipped.values)
    (before,), (after,) = numbers(preranks), numbers(ranks)
    (trust,) = numbers(incentive.trust(ranks, preranks))
    return bool(0 <= after <= before and 0 <= trust <= ONE)


@false_sibling("trust-at-most-one-n2")
def trust_below_one(_ask: Ask, a: Positive, for_a: Positive, consensus: Positive) -> bool:
    """The trust of a uid is below one."""
    given, clipped = _clipped(for_a, consensus)
    ranks = incentive.ranks(_column(a), clipped.values)
    (trust,) = numbers(incentive.trust(ranks, incentive.ranks(_column(a), given.values)))
    return bool(trust < ONE)


@invariant(
    "validator-trust-at-most-one-n4",
    rules=["CON-15", "CON-20"],
    bounds="rows of four u16 weights",
    apart_from=WIDE,
)
def validator_trust_at_most_one(_ask: Ask, a: U16, b: U16, c: U16, d: U16) -> bool:
    """The weights of a row sum to at most one before clipping, hence after it."""
    row = numbers(normalise_rows(_entries(a, b, c, d)).values)
    return bool(min(row) >= 0 and sum(row) <= ONE)


@false_sibling("validator-trust-at-most-one-n4")
def a_row_sums_to_one(_ask: Ask, a: U16, b: U16, c: U16) -> bool:
    """The weights of a row that is not all zero sum to one."""
    assume(a + b + c > 0)
    return bool(sum(numbers(normalise_rows(_entries(a, b, c)).values)) == ONE)
