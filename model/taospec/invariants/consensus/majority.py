"""Invariants of consensus: the largest weight that a majority of stake supports."""

from __future__ import annotations

from collections.abc import Sequence

from taospec.consensus import arrays
from taospec.consensus.arrays import ONE, U16_MAX, array_of, from_u16
from taospec.invariants.consensus.common import SHARES, WIDE, Positive, Proportion, numbers
from taospec.invariants.declare import Ask, assume, false_sibling, invariant
from taospec.quantities import U16

_THREE = "three voters of any stake, all weights they can give one uid, all κ"
_MAJORITY = ("consensus.majority",)


def _majority(ask: Ask, kappa: int, stake: Sequence[int], weights: Sequence[int]) -> int:
    answer: int = ask(*_MAJORITY, kappa=kappa, stake=stake, weights=weights).consensus
    return answer


def _votes(stake: Sequence[int], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Share of the stake and weight of everybody who has any stake."""
    voters = [(own, weight) for own, weight in zip(stake, weights, strict=True) if own > 0]
    shares = numbers(arrays.normalise(array_of([own for own, _ in voters])))
    return [(share, weight) for share, (_, weight) in zip(shares, voters, strict=True)]


def _largest_supported(votes: Sequence[tuple[int, int]], least: int) -> int:
    """The largest weight that this much stake gave, or more of it; otherwise the smallest."""
    largest = None
    for _, weight in votes:
        support = sum(share for share, other in votes if other >= weight)
        if support >= least and (largest is None or weight > largest):
            largest = weight
    return min(weight for _, weight in votes) if largest is None else largest


@invariant(
    "consensus-is-kappa-support-n3",
    rules=["CON-17"],
    bounds=_THREE,
    operations=_MAJORITY,
    relies_on=[SHARES],
    apart_from=WIDE,
    landmarks=(32767, ONE // 2, ONE),
)
def consensus_is_kappa_support(
    ask: Ask,
    kappa: U16,
    a: Proportion,
    b: Proportion,
    c: Proportion,
    for_a: Proportion,
    for_b: Proportion,
    for_c: Proportion,
) -> bool:
    """Consensus is the largest weight that stake of at least κ gave, or more of it.

    Where no weight has that support it is the smallest one.
    """
    stake, weights = (a, b, c), (for_a, for_b, for_c)
    consensus = _majority(ask, kappa, stake, weights)
    votes = _votes(stake, weights)
    return bool(consensus == (_largest_supported(votes, from_u16(kappa)) if votes else 0))


@false_sibling("consensus-is-kappa-support-n3")
def one_voter_is_enough(
    ask: Ask, a: Positive, b: Positive, for_a: Proportion, for_b: Proportion
) -> bool:
    """At a κ of one, consensus is the largest weight that anybody gave."""
    consensus = _majority(ask, U16_MAX, (a, b), (for_a, for_b))
    return bool(consensus == max(for_a, for_b))


@invariant(
    "consensus-is-a-given-weight-n3",
    rules=["CON-17"],
    bounds=_THREE,
    operations=_MAJORITY,
    relies_on=[SHARES],
    apart_from=WIDE,
    landmarks=(32767, ONE // 2, ONE),
)
def consensus_is_a_given_weight(
    ask: Ask,
    kappa: U16,
    a: Proportion,
    b: Proportion,
    c: Proportion,
    for_a: Proportion,
    for_b: Proportion,
    for_c: Proportion,
) -> bool:
    """Consensus is a weight that somebody with stake gave, and zero where nobody has any."""
    stake, weights = (a, b, c), (for_a, for_b, for_c)
    consensus = _majority(ask, kappa, stake, weights)
    voters = [weight for own, weight in zip(stake, weights, strict=True) if own > 0]
    return any(consensus == weight for weight in voters) if voters else bool(consensus == 0)


@false_sibling("consensus-is-a-given-weight-n3")
def everybody_has_a_say(
    ask: Ask, kappa: U16, a: Positive, b: Positive, for_a: Proportion, for_b: Proportion
) -> bool:
    """Consensus is never the weight of one voter alone."""
    assume(for_a != for_b)
    return bool(_majority(ask, kappa, (a, b), (for_a, for_b)) not in (for_a, for_b))


@invariant(
    "consensus-falls-with-kappa-n3",
    rules=["CON-17"],
    bounds=f"{_THREE} in pairs",
    operations=_MAJORITY,
    relies_on=[SHARES],
    apart_from=WIDE,
    landmarks=(32767, ONE // 2, ONE),
)
def consensus_falls_with_kappa(
    ask: Ask,
    less: U16,
    more: U16,
    a: Proportion,
    b: Proportion,
    c: Proportion,
    for_a: Proportion,
    for_b: Proportion,
    for_c: Proportion,
) -> bool:
    """A higher κ never has a higher consensus."""
    assume(less <= more)
    stake, weights = (a, b, c), (for_a, for_b, for_c)
    above = _majority(ask, less, stake, weights)
    return bool(_majority(ask, more, stake, weights) <= above)


@false_sibling("consensus-falls-with-kappa-n3")
def consensus_falls_at_once(
    ask: Ask, less: U16, more: U16, a: Positive, b: Positive, for_a: Positive
) -> bool:
    """A weight that only some gave is never the consensus of two values of κ."""
    assume(less < more)
    above = _majority(ask, less, (a, b), (for_a, 0))
    return bool(above == 0 or _majority(ask, more, (a, b), (for_a, 0)) < above)


@invariant(
    "unrated-uid-has-no-consensus-n3",
    rules=["CON-17"],
    bounds="three voters of any stake, all κ",
    operations=_MAJORITY,
    relies_on=[SHARES],
    apart_from=WIDE,
    landmarks=(ONE // 2, ONE),
)
def unrated_uid_has_no_consensus(
    ask: Ask, kappa: U16, a: Proportion, b: Proportion, c: Proportion
) -> bool:
    """A uid that nobody rates has no consensus."""
    return _majority(ask, kappa, (a, b, c), (0, 0, 0)) == 0


@false_sibling("unrated-uid-has-no-consensus-n3")
def a_rated_uid_has_consensus(ask: Ask, a: Positive, b: Positive) -> bool:
    """A uid that somebody rates has a consensus, even at a κ of one."""
    return _majority(ask, U16_MAX, (a, b), (ONE, 0)) > 0


# Beliefs about a half


@invariant(
    "half-the-stake-is-a-minority",
    rules=["CON-18"],
    bounds="two voters of equal stake at the default κ, of whom one gives any weight",
    operations=_MAJORITY,
    refuted=True,
)
def half_the_stake_is_a_minority(ask: Ask, stake: Positive, weight: Positive) -> bool:
    """What only half of the stake supports is not the consensus."""
    return _majority(ask, ask.fork.constants["KAPPA"], (stake, stake), (weight, 0)) == 0


@invariant(
    "consensus-sums-to-at-most-one",
    rules=["CON-18"],
    bounds="two voters of equal stake at the default κ, who divide all weight between two uids",
    operations=_MAJORITY,
    refuted=True,
)
def consensus_sums_to_at_most_one(
    ask: Ask, stake: Positive, for_a: Proportion, for_b: Proportion
) -> bool:
    """The consensus of all uids sums to at most one."""
    kappa = ask.fork.constants["KAPPA"]
    first = _majority(ask, kappa, (stake, stake), (for_a, for_b))
    return first + _majority(ask, kappa, (stake, stake), (ONE - for_a, ONE - for_b)) <= ONE
