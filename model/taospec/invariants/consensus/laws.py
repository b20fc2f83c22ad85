"""Laws of whole epochs, for any number of uids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from taospec.consensus.arrays import ONE, U16_MAX
from taospec.consensus.epoch.bonds import MILLION
from taospec.consensus.epoch.mechanisms import SubnetOutput
from taospec.consensus.epoch.permits import top_k
from taospec.consensus.epoch.records import EpochInput
from taospec.consensus.epoch.stake import all_stake
from taospec.consensus.quantities import MAX_UIDS
from taospec.invariants.consensus.common import SINCE_DEREG
from taospec.invariants.declare import Ask, assume
from taospec.invariants.law import law
from taospec.numbers import I64F64
from taospec.operations.consensus.epoch import EpochStep
from taospec.timeline import EVERY_FORK, until

_EPOCH = "consensus.epoch"
_RAO = I64F64.layout.one

Rows = Iterable[tuple[int, Iterable[tuple[int, int]]]]


def _sane(given: Any) -> None:
    """Assume that no sum wraps and no bond grows by itself."""
    assume(
        min(given.stake, default=0) >= 0,
        sum(given.stake) <= I64F64.layout.high,
        given.bonds_moving_average <= MILLION,
    )


def _answer(ask: Ask, given: Any, **changed: Any) -> Any:
    return ask(_EPOCH, **{**vars(given), "trace": False, **changed})


def _ascending(rows: Rows) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    """The same rows with the entries of each by uid."""
    return tuple(sorted((uid, tuple(sorted(row))) for uid, row in rows))


# What everything sums to


@law(
    "epoch-shares-at-most-one",
    rules=["CON-1", "CON-2", "CON-6", "CON-21", "CON-26", "CON-34"],
    operation=_EPOCH,
    forks=EVERY_FORK,
)
def epoch_shares_at_most_one(ask: Ask, given: Any) -> bool:
    """Stake weights, incentives and dividends each sum to at most 65,535."""
    _sane(given)
    answer = _answer(ask, given)
    shares = (answer.stake_weight, answer.incentive, answer.dividends)
    return all(sum(values) <= U16_MAX for values in shares)


@law(
    "epoch-pays-at-most-its-emission",
    rules=["CON-35", "CON-36", "CON-37"],
    operation=_EPOCH,
    forks=EVERY_FORK,
)
def epoch_pays_at_most_its_emission(ask: Ask, given: Any) -> bool:
    """What an epoch pays is at most its emission, and so is what it records."""
    _sane(given)
    answer = _answer(ask, given)
    paid = sum(answer.server_emission) + sum(answer.validator_emission)
    return bool(paid <= given.emission and sum(answer.emission) <= given.emission)


@law("epoch-permits-at-most-k", rules=["CON-8", "CON-9"], operation=_EPOCH, forks=EVERY_FORK)
def epoch_permits_at_most_k(ask: Ask, given: Any) -> bool:
    """An epoch gives at most as many permits as there may be validators."""
    return bool(sum(_answer(ask, given).validator_permits) <= given.max_allowed_validators)


@law("rank-equals-incentive", rules=["CON-67"], operation=_EPOCH, forks=until("authorfee"))
def rank_equals_incentive(ask: Ask, given: Any) -> bool:
    """What is stored as rank is the incentive."""
    answer = _answer(ask, given)
    return bool(answer.rank == answer.incentive)


@law("yuma3-pays-only-votes", rules=["CON-34"], operation=_EPOCH, forks=SINCE_DEREG)
def yuma3_pays_only_votes(ask: Ask, given: Any) -> bool:
    """Under Yuma3 only active holders of an old permit have dividends."""
    _sane(given)
    answer = _answer(ask, given, yuma3=True)
    voters = zip(answer.active, given.validator_permits, answer.dividends, strict=True)
    return all(active and permit for active, permit, dividend in voters if dividend)


# What makes no difference


@law("stake-has-no-scale", rules=["CON-4", "CON-6"], operation=_EPOCH, forks=EVERY_FORK)
def stake_has_no_scale(ask: Ask, given: Any) -> bool:
    """Without a threshold, an epoch answers the same if all stakes triple."""
    _sane(given)
    stake = tuple(3 * own for own in given.stake)
    assume(sum(stake) <= I64F64.layout.high)
    tripled = _answer(ask, given, stake=stake, stake_threshold=0)
    return bool(tripled == _answer(ask, given, stake_threshold=0))


@law(
    "newcomers-change-nothing",
    rules=["CON-6", "CON-9", "CON-16", "CON-17", "CON-21"],
    operation=_EPOCH,
    forks=SINCE_DEREG,
)
def newcomers_change_nothing(ask: Ask, given: Any) -> bool:
    """One more uid without stake, permit, weights or ratings gets nothing and changes nothing."""
    n = given.n
    _sane(given)
    assume(n < MAX_UIDS, given.owner_uid != n)
    before = vars(_answer(ask, given))
    after = vars(
        _answer(
            ask,
            given,
            n=n + 1,
            stake=(*given.stake, 0),
            last_update=(*given.last_update, given.block),
            block_at_registration=(*given.block_at_registration, 0),
            validator_permits=(*given.validator_permits, False),
        )
    )
    others = ("trace", "bonds", "active")
    return after["bonds"] == before["bonds"] and all(
        values == [*before[name], 0]
        for name, values in after.items()
        if name not in others and values is not None
    )


@law(
    "uids-are-only-names",
    rules=["CON-9", "CON-12", "CON-16", "CON-17", "CON-21", "CON-25", "CON-29", "CON-30"],
    operation=_EPOCH,
    forks=EVERY_FORK,
)
def uids_are_only_names(ask: Ask, given: Any) -> bool:
    """Uids in reverse order have the answers in reverse, if no stakes tie and all rows ascend."""
    _sane(given)
    _assume_no_ties(ask, given)
    n = given.n

    def other(uid: int) -> int:
        return n - 1 - uid if uid < n else uid

    def renamed(rows: Rows) -> Rows:
        return _ascending(
            (other(uid), [(other(j), value) for j, value in row]) for uid, row in rows
        )

    lists = ("stake", "last_update", "block_at_registration", "validator_permits")
    reverse: dict[str, Any] = {name: getattr(given, name)[::-1] for name in lists}
    after = _answer(
        ask,
        given,
        **reverse,
        owner_uid=None if given.owner_uid is None else other(given.owner_uid),
        commit_blocks=tuple((other(uid), block) for uid, block in given.commit_blocks),
        weights=renamed(given.weights),
        bonds=renamed(given.bonds),
    )
    before = _answer(ask, given, weights=_ascending(given.weights), bonds=_ascending(given.bonds))
    return _ascending(after.bonds) == renamed(before.bonds) and all(
        values == getattr(before, name)[::-1]
        for name, values in vars(after).items()
        if name not in ("trace", "bonds") and values is not None
    )


def _assume_no_ties(ask: Ask, given: Any) -> None:
    """Assume that no two uids compete for a permit with equal shares of the stake."""
    rules = ask.fork.consensus.epoch
    threshold = 0 if rules.counted_stake is all_stake else given.stake_threshold
    counted = [own if own // _RAO >= threshold else 0 for own in given.stake]
    shares = [own * ONE // max(1, sum(counted)) for own in counted]
    competing = [share for share in shares if share or rules.permits is top_k]
    assume(len(set(competing)) == len(competing))


@law("explicit-zeros-are-none", rules=["CON-15", "CON-59"], operation=_EPOCH, forks=EVERY_FORK)
def explicit_zeros_are_none(ask: Ask, given: Any) -> bool:
    """Without liquid alpha a weight of zero is the same as none."""
    positive = tuple(
        (uid, tuple((j, weight) for j, weight in row if weight)) for uid, row in given.weights
    )
    omitted = _answer(ask, given, liquid_alpha=False, weights=positive)
    return bool(omitted == _answer(ask, given, liquid_alpha=False))


@law("order-of-a-row-is-nothing", rules=["CON-33"], operation=_EPOCH, forks=EVERY_FORK)
def order_of_a_row_is_nothing(ask: Ask, given: Any) -> bool:
    """Without liquid alpha the order in which a row lists its weights makes no difference."""
    turned = tuple((uid, row[::-1]) for uid, row in given.weights)
    before = _answer(ask, given, liquid_alpha=False)
    after = _answer(ask, given, liquid_alpha=False, weights=turned)
    return bool(after == before)


# Several epochs


@law(
    "a-row-of-one-is-an-epoch",
    rules=["CON-39"],
    operation="consensus.epochs",
    asks=["consensus.epoch", "consensus.epochs"],
    forks=EVERY_FORK,
)
def a_row_of_one_is_an_epoch(ask: Ask, given: Any) -> bool:
    """A row of one epoch answers what that epoch answers."""
    start = EpochInput.of(**{**vars(given.start), "trace": False})
    _assume_well_formed(given.start)
    (only,) = ask("consensus.epochs", start=start, steps=(EpochStep(),)).epochs
    return bool(only == _answer(ask, given.start))


def _assume_well_formed(given: Any) -> None:
    assume(len(given.last_update) == len(given.validator_permits) == given.n)


# Steps of an epoch


@law(
    "bonds-keep-within-weights",
    rules=["CON-19", "CON-22"],
    operation="consensus.bonds",
    forks=EVERY_FORK,
)
def bonds_keep_within_weights(ask: Ask, given: Any) -> bool:
    """The weights that bonds follow lie between the clipped and the given ones."""
    answer = ask("consensus.bonds", **vars(given))
    followed = {uid: dict(row) for uid, row in answer.weights_for_bonds}
    return all(
        min(weight, given.consensus[j]) <= followed.get(uid, {}).get(j, 0) <= weight
        for uid, row in given.weights
        for j, weight in row
        if uid < given.n and j < given.n
    )


@law(
    "dividends-at-most-one",
    rules=["CON-26", "CON-34"],
    operation="consensus.bonds",
    forks=EVERY_FORK,
)
def dividends_at_most_one(ask: Ask, given: Any) -> bool:
    """Dividends lie between zero and one, and sum to at most one."""
    assume(given.bonds_moving_average <= MILLION)
    dividends = ask("consensus.bonds", **vars(given)).dividends
    return min(dividends, default=0) >= 0 and sum(dividends) <= ONE


# Mechanisms


@law(
    "mechanisms-share-everything",
    rules=["CON-43", "CON-63"],
    operation="consensus.mechanism_split",
    forks=SINCE_DEREG,
)
def mechanisms_share_everything(ask: Ask, given: Any) -> bool:
    """Mechanisms get all of the emission, if the parts of their split make at most the whole."""
    assume(given.count > 0, sum((given.split or ())[: given.count]) <= U16_MAX)
    shares = ask("consensus.mechanism_split", **given.to_dict()).shares
    return bool(len(shares) == given.count and sum(shares) == given.emission)


@law(
    "a-sole-mechanism-is-recorded-as-it-is",
    rules=["CON-44"],
    operation="consensus.mechanism_merge",
    forks=SINCE_DEREG,
)
def a_sole_mechanism_is_recorded_as_it_is(ask: Ask, given: Any) -> bool:
    """With one mechanism the record of the subnet is its result."""
    only = given.results[0]
    merged = ask(
        "consensus.mechanism_merge",
        emission=given.emission,
        shares=(given.emission,),
        results=(SubnetOutput.of(**vars(only)),),
    )
    return bool(merged == only)
