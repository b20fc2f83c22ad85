"""Invariants of what the coinbase pays: nothing is set aside or paid that is not there."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.coinbase import claims, cuts, dividends, drain
from taospec.invariants.declare import Ask, Range, assume, false_sibling, invariant
from taospec.numbers import U96F32
from taospec.timeline import EVERY_FORK, since, until

_ONE = U96F32.layout.one
_U64 = 2**64 - 1

UNTIL_FLOW, SINCE_FLOW = until("flow"), since("flow")

Rao = Annotated[int, Range(0, _U64)]
HalfRange = Annotated[int, Range(0, 2**62)]
Amount = Annotated[int, Range(0, _U64 * _ONE)]
# A product of two unknown numbers is beyond the solver, so one of them is one of a few.
Part = Literal[0, 773_074_452, 2_147_483_648, 4_294_967_296]
RootStake = Literal[1, 3, 999_999_937, 1_000_000_000_000_000]
Rate = Literal[1, 2_147_483_648, 4_294_967_295, 6_442_450_944]
Tempo = Literal[1, 99, 360]


_FEW_PARTS = "all amounts, parts of 0, 17.9995 percent, one half and 1"


@invariant("set-aside-within-the-created", rules=["COI-12"], bounds=_FEW_PARTS, forks=EVERY_FORK)
def set_aside_within_the_created(_ask: Ask, created: Rao, part: Part) -> bool:
    """The owner's cut and the rest are together what was created, to the last fraction."""
    cut = cuts.owner_cut(created * _ONE, part)
    return cut.owner + cut.rest == created * _ONE


@false_sibling("set-aside-within-the-created")
def owner_gets_eighteen_percent(_ask: Ask, created: Rao) -> bool:
    """The owner's cut is at least 18 percent less a rao."""
    cut = cuts.owner_cut(created * _ONE, 773_074_452)
    return 100 * (cut.owner + _ONE) >= 18 * created * _ONE


@invariant(
    "sold-and-kept-within-the-rest",
    rules=["COI-14"],
    bounds="all amounts, root's part at most the rest",
    forks=UNTIL_FLOW,
)
def sold_and_kept_within_the_rest(_ask: Ask, rest: Amount, root: Amount) -> bool:
    """What is sold for root and what is kept are at most the rest after the owner's cut."""
    assume(root <= rest)
    split = cuts.emission_less_root(rest, root)
    return (split.emission + split.root) * _ONE <= rest


@false_sibling("sold-and-kept-within-the-rest")
def sold_and_kept_are_the_rest(_ask: Ask, rest: Amount, root: Amount) -> bool:
    """What is sold for root and what is kept are the whole rest, less fractions of a rao."""
    assume(root <= rest)
    split = cuts.emission_less_root(rest, root)
    return (split.emission + split.root + 1) * _ONE > rest


@invariant(
    "set-aside-in-three-within-the-rest",
    rules=["COI-15"],
    bounds="all amounts, root's part at most half of the rest",
    forks=SINCE_FLOW,
)
def set_aside_in_three_within_the_rest(_ask: Ask, rest: Amount, root: Amount) -> bool:
    """What is set aside is at most the rest, and fewer than three rao less."""
    assume(2 * root <= rest)
    aside = cuts.set_aside(rest, root)
    together = (aside.server + aside.validator + aside.root) * _ONE
    return together <= rest < together + 3 * _ONE


@false_sibling("set-aside-in-three-within-the-rest")
def set_aside_in_three_is_the_rest(_ask: Ask, rest: Amount, root: Amount) -> bool:
    """What is set aside is at most the rest, and fewer than two rao less."""
    assume(2 * root <= rest)
    aside = cuts.set_aside(rest, root)
    together = (aside.server + aside.validator + aside.root) * _ONE
    return together <= rest < together + 2 * _ONE


# Pots


def _paid(emission: int, swapped: int, incentives: int) -> int:
    pots = drain.halved_pots(drain.HalvedPendings(emission, swapped, 0), incentives)
    return pots.validators + incentives


@invariant(
    "pots-within-what-is-left",
    rules=["COI-17"],
    bounds="pots up to 2**62 rao, no more sold than kept, miners assigned at most half",
    forks=UNTIL_FLOW,
)
def pots_within_what_is_left(
    _ask: Ask, emission: HalfRange, swapped: HalfRange, incentives: HalfRange
) -> bool:
    """Miners and validators are paid at most what was not sold."""
    assume(swapped <= emission, 2 * incentives <= emission + swapped)
    return _paid(emission, swapped, incentives) <= emission


@false_sibling("pots-within-what-is-left")
def pots_below_what_is_left(
    _ask: Ask, emission: HalfRange, swapped: HalfRange, incentives: HalfRange
) -> bool:
    """Miners and validators are paid less than what was not sold."""
    assume(swapped < emission, 2 * incentives <= emission + swapped)
    return _paid(emission, swapped, incentives) < emission


@invariant(
    "pots-within-what-is-left-whatever-miners-get",
    rules=["COI-17"],
    bounds="pots up to 2**62 rao, no more sold than kept, miners assigned at most everything",
    forks=UNTIL_FLOW,
    refuted=True,
)
def pots_within_what_is_left_whatever_miners_get(
    _ask: Ask, emission: HalfRange, swapped: HalfRange, incentives: HalfRange
) -> bool:
    """Miners and validators are paid at most what was not sold, whatever miners are assigned."""
    assume(swapped <= emission, incentives <= emission + swapped)
    return _paid(emission, swapped, incentives) <= emission


@invariant(
    "separate-pots-within-the-total",
    rules=["COI-18"],
    bounds="pots up to 2**62 rao, miners assigned at most their pot",
    forks=SINCE_FLOW,
)
def separate_pots_within_the_total(
    _ask: Ask, server: HalfRange, validator: HalfRange, root: HalfRange, incentives: HalfRange
) -> bool:
    """Miners, validators and root are paid at most what was set aside for all of them."""
    assume(incentives <= server)
    pendings = drain.SeparatePendings(server, validator, root)
    pots = drain.separate_pots(pendings, incentives)
    return pots.validators + pots.root + incentives <= pendings.total


@false_sibling("separate-pots-within-the-total")
def separate_pots_are_the_total(
    _ask: Ask, server: HalfRange, validator: HalfRange, root: HalfRange, incentives: HalfRange
) -> bool:
    """Miners, validators and root are paid all that was set aside."""
    assume(incentives <= server)
    pendings = drain.SeparatePendings(server, validator, root)
    pots = drain.separate_pots(pendings, incentives)
    return pots.validators + pots.root + incentives == pendings.total


# Delegates and claims


@invariant("take-and-rest-within-the-payout", rules=["COI-21"], bounds=_FEW_PARTS, forks=EVERY_FORK)
def take_and_rest_within_the_payout(_ask: Ask, payout: Amount, part: Part) -> bool:
    """Take and rest are at most the payout, and fewer than two rao less."""
    split = dividends.take_split(payout, part)
    together = (split.take + split.nominators) * _ONE
    return together <= payout < together + 2 * _ONE


@false_sibling("take-and-rest-within-the-payout")
def take_and_rest_are_the_payout(_ask: Ask, payout: Amount, part: Part) -> bool:
    """Take and rest are the payout, less fractions of a rao."""
    split = dividends.take_split(payout, part)
    return (split.take + split.nominators + 1) * _ONE > payout


@invariant(
    "credits-are-not-exceeded",
    rules=["COI-27", "COI-28"],
    bounds="one credit of any amount, to a single staker with 1, 3, 999,999,937 or 10**15 rao",
    forks=SINCE_FLOW,
)
def credits_are_not_exceeded(_ask: Ask, amount: Rao, staked: RootStake) -> bool:
    """Who holds all root stake of a hotkey can claim at most what was credited."""
    rate = claims.credited_rate(0, amount, staked)
    return rate is None or claims.claimable(claims.owed(rate, staked, 0), 0) <= amount


@false_sibling("credits-are-not-exceeded")
def credits_are_paid_in_full(_ask: Ask, amount: Rao, staked: RootStake) -> bool:
    """Who holds all root stake of a hotkey can claim what was credited."""
    rate = claims.credited_rate(0, amount, staked)
    return rate is None or claims.claimable(claims.owed(rate, staked, 0), 0) == amount


@invariant(
    "root-stake-comes-and-goes",
    rules=["COI-29"],
    bounds="all stakes and counts up to 2**64 - 1, four rates between 0 and 1.5",
    forks=SINCE_FLOW,
)
def root_stake_comes_and_goes(_ask: Ask, claimed: Rao, amount: Rao, rate: Rate) -> bool:
    """Stake on root that comes and goes leaves what counts as claimed as it was."""
    added = claims.claimed_after_staking(claimed, rate, amount)
    return claims.claimed_after_unstaking(added, rate, amount) == claimed


@false_sibling("root-stake-comes-and-goes")
def root_stake_goes_and_comes(_ask: Ask, claimed: Rao, amount: Rao, rate: Rate) -> bool:
    """Stake on root that goes and comes leaves what counts as claimed as it was."""
    removed = claims.claimed_after_unstaking(claimed, rate, amount)
    return claims.claimed_after_staking(removed, rate, amount) == claimed


@invariant(
    "next-epoch-within-tempo",
    rules=["COI-35"],
    bounds="all netuids and blocks, tempos of 1, 99 and 360",
    operations=["coinbase.next_epoch"],
    forks=EVERY_FORK,
)
def next_epoch_within_tempo(
    ask: Ask, netuid: Annotated[int, Range(0, 65_535)], block: Rao, tempo: Tempo
) -> bool:
    """The next epoch is at most as many blocks away as the tempo says."""
    blocks = ask("coinbase.next_epoch", netuid=netuid, tempo=tempo, block=block).blocks
    return bool(0 <= blocks <= tempo)


@false_sibling("next-epoch-within-tempo")
def next_epoch_before_tempo(
    ask: Ask, netuid: Annotated[int, Range(0, 65_535)], block: Rao, tempo: Tempo
) -> bool:
    """The next epoch is fewer blocks away than the tempo says."""
    blocks = ask("coinbase.next_epoch", netuid=netuid, tempo=tempo, block=block).blocks
    return bool(0 <= blocks < tempo)


@invariant(
    "next-epoch-since-last",
    rules=["COI-57"],
    bounds="all netuids and blocks, tempos of 1, 99 and 360",
    operations=["coinbase.next_epoch"],
    forks=since("balancer"),
)
def next_epoch_since_last(
    ask: Ask, netuid: Annotated[int, Range(0, 65_535)], block: Rao, last_epoch: Rao, tempo: Tempo
) -> bool:
    """The next epoch is a tempo after the last one, in saturating sums, or now if that is past."""
    assume(last_epoch <= block)
    place = {"netuid": netuid, "tempo": tempo, "block": block, "last_epoch": last_epoch}
    blocks = ask("coinbase.next_epoch", **place).blocks
    due = min(last_epoch + tempo, 2**64 - 1)
    return bool(block + blocks == due if block < due else blocks == 0)


@false_sibling("next-epoch-since-last")
def next_epoch_within_a_tempo_only(
    ask: Ask, netuid: Annotated[int, Range(0, 65_535)], block: Rao, last_epoch: Rao, tempo: Tempo
) -> bool:
    """The next epoch is fewer blocks away than a tempo."""
    assume(last_epoch <= block)
    place = {"netuid": netuid, "tempo": tempo, "block": block, "last_epoch": last_epoch}
    return bool(ask("coinbase.next_epoch", **place).blocks < tempo)
