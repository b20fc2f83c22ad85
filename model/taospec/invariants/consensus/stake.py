"""Invariants of stake and permits: shares of all stake, and who may validate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from taospec.consensus.arrays import ONE, array_of
from taospec.invariants.consensus.common import WIDE, are_shares, numbers, within
from taospec.invariants.declare import Ask, Contract, Range, false_sibling, invariant
from taospec.numbers import I64F64
from taospec.quantities import U16
from taospec.timeline import EVERY_FORK

_PERMITS = ("consensus.permits",)
_UNIT = I64F64.layout.one

_THREE = "three stakes whose sum fits I64F64, all numbers of permits"

# Whatever the stake weights of one to four uids are, they do not wrap.
Stake = Annotated[int, Range(0, I64F64.layout.high // 4)]
HalfOfStake = Annotated[int, Range(0, I64F64.layout.high // 8)]
Staked = Annotated[int, Range(1, I64F64.layout.high // 4)]

NORMALISED = Contract(
    target="taospec.consensus.epoch.stake:normalised_stake",
    proved_as="stake-shares-sum-to-at-most-one-n4",
    requires=lambda stake: (len(stake) <= 4, *within(stake, I64F64.layout.high // 4)),
    ensures=lambda shares, stake: are_shares(numbers(shares), stake),
    shape=lambda unknown, stake: array_of([unknown() for _ in stake]),
)


def _answer(ask: Ask, stake: Sequence[int], most: int, threshold: int = 0) -> Any:
    return ask(*_PERMITS, stake=stake, stake_threshold=threshold, max_allowed_validators=most)


@invariant(
    "stake-shares-sum-to-at-most-one-n4",
    rules=["CON-6"],
    bounds="one to four stakes whose sum fits I64F64",
    apart_from=WIDE,
)
def stake_shares_sum_to_at_most_one(
    _ask: Ask, count: Literal[1, 2, 3, 4], a: Stake, b: Stake, c: Stake, d: Stake
) -> bool:
    """Normalised stakes lie between zero and one, and sum to at most one.

    Those of n uids lose at most n - 1 steps.
    """
    return NORMALISED.kept((a, b, c, d)[:count])


@false_sibling("stake-shares-sum-to-at-most-one-n4")
def stake_shares_sum_to_one(ask: Ask, a: Staked, b: Staked) -> bool:
    """Normalised stakes sum to one where anybody has any."""
    return bool(sum(_answer(ask, (a, b), 2).stake) == ONE)


@invariant(
    "stake-shares-know-no-scale-n2",
    rules=["CON-6"],
    bounds="two stakes whose sum fits I64F64, without a threshold, and their doubles",
    operations=_PERMITS,
    forks=EVERY_FORK,
    apart_from=WIDE,
    landmarks=(_UNIT,),
)
def stake_shares_know_no_scale(ask: Ask, a: HalfOfStake, b: HalfOfStake) -> bool:
    """Stakes that all double have the shares and permits they had."""
    before, after = _answer(ask, (a, b), 1), _answer(ask, (2 * a, 2 * b), 1)
    same = before.validator_permits == after.validator_permits
    return bool(same and before.stake == after.stake)


@false_sibling("stake-shares-know-no-scale-n2")
def stake_shares_know_no_step(ask: Ask, a: HalfOfStake, b: HalfOfStake) -> bool:
    """Stakes that all grow by the least there is have the shares they had."""
    return bool(_answer(ask, (a, b), 1).stake == _answer(ask, (a + 1, b + 1), 1).stake)


# Permits


@invariant(
    "permits-at-most-k-n3",
    rules=["CON-8", "CON-9"],
    bounds=_THREE,
    operations=_PERMITS,
    forks=EVERY_FORK,
    relies_on=[NORMALISED],
    apart_from=WIDE,
    landmarks=(0, 2, 3, 4, _UNIT),
)
def permits_at_most_k(ask: Ask, most: U16, a: Stake, b: Stake, c: Stake) -> bool:
    """At most k uids get a permit."""
    return bool(sum(_answer(ask, (a, b, c), most).validator_permits) <= most)


@false_sibling("permits-at-most-k-n3")
def every_permit_is_given(ask: Ask, most: Annotated[int, Range(0, 2)], a: Stake, b: Stake) -> bool:
    """As many uids get a permit as there are permits and uids."""
    return bool(sum(_answer(ask, (a, b), most).validator_permits) == most)


@invariant(
    "permits-go-to-the-largest-n3",
    rules=["CON-9", "CON-58"],
    bounds=_THREE,
    operations=_PERMITS,
    forks=EVERY_FORK,
    relies_on=[NORMALISED],
    apart_from=WIDE,
    landmarks=(0, 2, 3, 4, _UNIT),
)
def permits_go_to_the_largest(ask: Ask, most: U16, a: Stake, b: Stake, c: Stake) -> bool:
    """Nobody without a permit has more stake than one who has it, nor as much and a higher uid."""
    answer = _answer(ask, (a, b, c), most)
    uids = range(3)
    return all(
        answer.stake[without] < answer.stake[holder]
        or (answer.stake[without] == answer.stake[holder] and without < holder)
        for without in uids
        for holder in uids
        if answer.validator_permits[holder] and not answer.validator_permits[without]
    )


@false_sibling("permits-go-to-the-largest-n3")
def permits_go_to_the_lowest_uids(ask: Ask, a: Stake, b: Stake, c: Stake) -> bool:
    """Of equal stakes the lower uid has the permit."""
    answer = _answer(ask, (a, b, c), 1)
    first, second, _ = answer.validator_permits
    return bool(first or not second or answer.stake[0] != answer.stake[1])


@invariant(
    "permits-independent-of-uid",
    rules=["CON-58"],
    bounds="two equal stakes and fewer permits",
    operations=_PERMITS,
    refuted=True,
)
def permits_independent_of_uid(ask: Ask, stake: Staked) -> bool:
    """Of two equal stakes both get a permit or neither."""
    first, second = _answer(ask, (stake, stake), 1).validator_permits
    return bool(first == second)
