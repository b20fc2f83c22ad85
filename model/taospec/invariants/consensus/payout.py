"""Invariants of what an epoch pays: shares of the emission, and rao."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from taospec.consensus.arrays import ONE, U16_MAX, Raw, array_of
from taospec.consensus.epoch import emission
from taospec.consensus.epoch.emission import U64_MAX, Shares
from taospec.examples.consensus import epoch_fields
from taospec.invariants.consensus.common import (
    QUOTIENTS,
    SHARES,
    SINCE_DEREG,
    WIDE,
    Proportion,
    numbers,
    within,
)
from taospec.invariants.declare import Ask, Contract, assume, false_sibling, invariant
from taospec.numbers import I64F64
from taospec.quantities import U64

_FOUR = "four uids, all incentives, dividends and stakes that sum to at most one each"


# What everybody's share is


def _four_shares(*vectors: Raw) -> tuple[bool, ...]:
    return tuple(
        condition
        for vector in vectors
        for condition in (
            vector.size <= 4,
            *within(numbers(vector), ONE),
            sum(numbers(vector)) <= ONE,
        )
    )


def _are_parts(shares: Shares, incentive: Raw, dividends: Raw, *_: Raw) -> tuple[bool, ...]:
    """Together at most one; and but for a step each everything, if anybody earned anything."""
    server, validator = numbers(shares.server), numbers(shares.validator)
    paid = sum(server) + sum(validator)
    least = ONE if sum(numbers(incentive)) + sum(numbers(dividends)) > 0 else 0
    return (
        *within(server + validator, ONE),
        paid <= ONE,
        *_four_shares(shares.combined),
        paid + 2 * incentive.size >= least,
    )


def _unknown_parts(unknown: Any, incentive: Raw, *_: Raw) -> Shares:
    return Shares(*(array_of([unknown() for _ in range(incentive.size)]) for _ in range(3)))


PARTS = Contract(
    target="taospec.consensus.epoch.emission:emission_shares",
    proved_as="emission-shares-sum-to-at-most-one-n4",
    requires=_four_shares,
    ensures=_are_parts,
    shape=_unknown_parts,
)

PAID = Contract(
    target="taospec.consensus.epoch.emission:split",
    proved_as="payments-within-their-shares-n4",
    requires=lambda shares, pot: (*_four_shares(shares), *within((pot,), U64_MAX)),
    ensures=lambda paid, shares, pot: (
        *(amount >= 0 for amount in numbers(paid)),
        sum(numbers(paid)) * ONE <= sum(numbers(shares)) * pot,
        (sum(numbers(paid)) + shares.size) * ONE >= sum(numbers(shares)) * pot,
    ),
    shape=lambda unknown, shares, _: array_of([unknown() for _ in range(shares.size)]),
)


@invariant(
    "emission-shares-sum-to-at-most-one-n4",
    rules=["CON-35", "CON-36"],
    bounds=_FOUR,
    relies_on=[SHARES, QUOTIENTS],
    apart_from=WIDE,
)
def emission_shares_sum_to_at_most_one(
    _ask: Ask,
    incentive_a: Proportion,
    incentive_b: Proportion,
    incentive_c: Proportion,
    incentive_d: Proportion,
    dividend_a: Proportion,
    dividend_b: Proportion,
    dividend_c: Proportion,
    dividend_d: Proportion,
    active_a: Proportion,
    active_b: Proportion,
    active_c: Proportion,
    active_d: Proportion,
    stake_a: Proportion,
    stake_b: Proportion,
    stake_c: Proportion,
    stake_d: Proportion,
) -> bool:
    """What is shared out for mining and validating is at most everything, and so are the sums.

    Where anybody earned anything, at most a step for each share is lost.
    """
    return PARTS.kept(
        array_of((incentive_a, incentive_b, incentive_c, incentive_d)),
        array_of((dividend_a, dividend_b, dividend_c, dividend_d)),
        array_of((active_a, active_b, active_c, active_d)),
        array_of((stake_a, stake_b, stake_c, stake_d)),
    )


@false_sibling("emission-shares-sum-to-at-most-one-n4")
def half_is_for_mining(_ask: Ask, incentive: Proportion, dividend: Proportion) -> bool:
    """What is shared out for mining is at most half."""
    nothing = array_of((0,))
    shares = emission.emission_shares(
        array_of((incentive,)), array_of((dividend,)), nothing, nothing
    )
    return bool(numbers(shares.server)[0] * 2 <= ONE)


@invariant(
    "payments-within-their-shares-n4",
    rules=["CON-35"],
    bounds="four shares that sum to at most one, all u64 emissions",
    apart_from=WIDE,
)
def payments_within_their_shares(
    _ask: Ask, pot: U64, a: Proportion, b: Proportion, c: Proportion, d: Proportion
) -> bool:
    """Payments sum to at most what their shares are of the emission, and to at most 4 rao less."""
    return PAID.kept(array_of((a, b, c, d)), pot)


@false_sibling("payments-within-their-shares-n4")
def payments_are_their_shares(_ask: Ask, pot: U64, a: Proportion, b: Proportion) -> bool:
    """Payments of all shares sum to the emission."""
    assume(a + b == ONE)
    return bool(sum(numbers(emission.split(array_of((a, b)), pot))) == pot)


def _paid(
    pot: int, incentive: Sequence[int], dividends: Sequence[int], stake: Sequence[int]
) -> tuple[int, int]:
    """Rao that are paid to all, and rao that are recorded as their emission."""
    shares = emission.emission_shares(
        array_of(incentive), array_of(dividends), array_of(stake), array_of(stake)
    )
    server, validator, combined = (
        sum(numbers(emission.split(part, pot)))
        for part in (shares.server, shares.validator, shares.combined)
    )
    return server + validator, combined


@invariant(
    "emission-never-exceeds-pot-n4",
    rules=["CON-35", "CON-37"],
    bounds=f"{_FOUR}, all u64 emissions",
    relies_on=[PARTS, PAID],
    apart_from=WIDE,
)
def emission_never_exceeds_pot(
    _ask: Ask,
    pot: U64,
    incentive_a: Proportion,
    incentive_b: Proportion,
    incentive_c: Proportion,
    incentive_d: Proportion,
    dividend_a: Proportion,
    dividend_b: Proportion,
    dividend_c: Proportion,
    dividend_d: Proportion,
    stake_a: Proportion,
    stake_b: Proportion,
    stake_c: Proportion,
    stake_d: Proportion,
) -> bool:
    """What is paid is at most the emission, and so is what is recorded.

    Where anybody earned anything, those who are paid lose at most 8 rao and 8 steps of 2**-32 of
    the emission.
    """
    incentive = (incentive_a, incentive_b, incentive_c, incentive_d)
    dividends = (dividend_a, dividend_b, dividend_c, dividend_d)
    stake = (stake_a, stake_b, stake_c, stake_d)
    assume(sum(incentive) <= ONE, sum(dividends) <= ONE, sum(stake) <= ONE)
    paid, recorded = _paid(pot, incentive, dividends, stake)
    if paid > pot or recorded > pot:
        return False
    if sum(incentive) + sum(dividends) == 0:
        return True
    return bool((pot - paid) * ONE <= 8 * (ONE + pot))


@false_sibling("emission-never-exceeds-pot-n4")
def emission_is_the_pot(_ask: Ask, pot: U64, incentive: Proportion, dividend: Proportion) -> bool:
    """What is paid for mining and validating is the whole emission."""
    assume(incentive > 0, dividend > 0)
    return bool(_paid(pot, (incentive,), (dividend,), (0,))[0] == pot)


# Beliefs about payments


def _owner_validates(ask: Ask, **changed: Any) -> Any:
    """An epoch in which the owner, uid 0, weighs itself 3 and uid 1 with 1, and holds all stake."""
    state = epoch_fields(
        rao=(1, 0),
        weights={0: [(0, 3), (1, 1)]},
        bonds={},
        fork=ask.fork.name,
        block=100,
        tempo=10,
        activity_cutoff=50,
        max_allowed_validators=1,
        owner_uid=0,
        emission=1000,
        last_update=[100, 100],
        validator_permits=[True, False],
    )
    return ask("consensus.epoch", **{**state, **changed})


@invariant(
    "emission-is-sum-of-parts",
    rules=["CON-37"],
    bounds="emissions of a few rao, of which an owner that validates itself gets a part",
    operations=["consensus.epoch"],
    refuted=True,
)
def emission_is_sum_of_parts(ask: Ask, pot: Literal[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]) -> bool:
    """The emission that is recorded for a uid is what it is paid."""
    answer = _owner_validates(ask, emission=pot)
    paid = zip(answer.server_emission, answer.validator_emission, strict=True)
    return bool(answer.emission == [server + validator for server, validator in paid])


@invariant(
    "something-is-always-paid",
    rules=["CON-36"],
    bounds="one validator with more or less stake than a threshold of 1000 rao",
    operations=["consensus.epoch"],
    forks=SINCE_DEREG,
    refuted=True,
)
def something_is_always_paid(ask: Ask, rao: Literal[1000, 999]) -> bool:
    """An epoch pays somebody as long as anybody has stake."""
    stake = (rao * I64F64.layout.one, 0)
    answer = _owner_validates(ask, stake=stake, stake_threshold=1000)
    return any(answer.server_emission) or any(answer.validator_emission)


@invariant(
    "uncut-row-has-full-trust",
    rules=["CON-20"],
    bounds="one validator, whose weights nobody cuts, in a few ratios",
    operations=["consensus.epoch"],
    refuted=True,
)
def uncut_row_has_full_trust(ask: Ask, other: Literal[1, 2, 3]) -> bool:
    """A validator whose weights nobody cuts has a trust of 65,535."""
    answer = _owner_validates(ask, weights=((0, ((0, 1), (1, other))),))
    return bool(answer.validator_trust[0] == U16_MAX)
