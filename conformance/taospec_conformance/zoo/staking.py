"""Wrong about stake: what it is worth, what it costs, what is left of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from taospec.coinbase.dividends import TakeSplit
from taospec.forks import Fork, change
from taospec.network.chain import Chain
from taospec.network.effects import flat_fee_moves, flat_fee_stake, moves, shares, stake
from taospec.network.effects.keys import owns
from taospec.network.effects.moves import Move
from taospec.network.effects.pay import credit
from taospec.operations.staking.amounts import Payout, Worth, take_split
from taospec.operations.staking.decimal_shares import (
    DecimalTrade,
    DecimalWithdrawn,
    decimal_withdraw,
    decimal_worth,
)
from taospec.operations.staking.locks import LockMoments, LockOverTime, lock_at
from taospec.operations.staking.ownership import SubnetKing, SubnetLocks, subnet_king
from taospec.operations.staking.shares import (
    Deposited,
    Holding,
    Trade,
    Withdrawn,
    deposit,
    withdraw,
)
from taospec.rejections import Rejection
from taospec_conformance.zoo.base import wrong_answer, wrong_rule

_ONE = 2**64
_APPLY = ("network.apply",)


# Share pools


@wrong_answer(
    "shares-are-stake",
    breaks="STA-1",
    whose="readers of `Alpha` who take it for the stake",
    operation="staking.worth",
)
def shares_are_stake(_fork: Fork, given: Holding) -> Worth:
    """Answers the number of shares."""
    return Worth(worth=given.share // _ONE)


@wrong_answer(
    "shares-rounded-up",
    breaks="STA-2",
    whose="ports that do not want a deposit to lose a rao",
    operation="staking.deposit",
)
def shares_rounded_up(fork: Fork, given: Trade) -> Deposited:
    """Gives a deposit the sliver of a share that truncation takes."""
    right: Deposited = deposit(fork, given)
    if given.shares == 0 or right.shares <= given.shares:
        return right
    return replace(right, shares=right.shares + 1, share=right.share + 1)


@wrong_answer(
    "orphans-stay-orphans",
    breaks="STA-2",
    whose="ports that give the first depositor what was deposited",
    operation="staking.deposit",
)
def orphans_stay_orphans(fork: Fork, given: Trade) -> Deposited:
    """Lets the value of an abandoned pool vanish when somebody comes."""
    right: Deposited = deposit(fork, given)
    return replace(right, value=right.credited) if given.shares == 0 else right


@wrong_answer(
    "leaves-dust",
    breaks="STA-3",
    whose="ports of the arithmetic without its last line",
    operation="staking.withdraw",
)
def leaves_dust(fork: Fork, given: Trade) -> Withdrawn:
    """Removes what was asked for where the chain removes everything."""
    right: Withdrawn = withdraw(fork, given)
    if right.removed <= given.amount:
        return right
    taken = given.share * given.amount // max(right.removed, 1)
    left = given.value - given.amount, given.shares - taken, given.share - taken
    return Withdrawn(value=left[0], shares=left[1], share=left[2], removed=given.amount)


@wrong_answer(
    "dust-of-decimals-leaves",
    breaks="STA-38",
    whose="ports that keep the last line of the arithmetic when shares become decimals",
    operation="staking.decimal_withdraw",
)
def dust_of_decimals_leaves(fork: Fork, given: DecimalTrade) -> DecimalWithdrawn:
    """Takes everything where less than a hundred-thousandth of the share would stay."""
    right: DecimalWithdrawn = decimal_withdraw(fork, given)
    rest: int = decimal_worth(fork, right).worth
    before: int = decimal_worth(fork, given).worth
    if not right.enough or rest * 100_000 >= before:
        return right
    return decimal_withdraw(fork, replace(given, amount=before))  # type: ignore[no-any-return]  # an operation is untyped


# Locks


@wrong_answer(
    "conviction-grows-in-a-line",
    breaks="STA-40",
    whose="dashboards that say on what day a lock has matured",
    operation="staking.lock_at",
)
def conviction_grows_in_a_line(fork: Fork, given: LockOverTime) -> LockMoments:
    """Lets the conviction of a perpetual lock reach the mass after its mean lifetime."""
    right: LockMoments = lock_at(fork, given)
    if not given.perpetual or given.on_own_hotkey or not given.maturity_rate:
        return right
    told, mass = given.lock.last_update, given.lock.locked_mass * _ONE
    missing = max(0, mass - given.lock.conviction)
    return LockMoments(
        tuple(
            lock._replace(
                conviction=given.lock.conviction
                + missing * min(max(0, block - told), given.maturity_rate) // given.maturity_rate
            )
            for lock, block in zip(right.locks, given.blocks, strict=True)
        )
    )


@wrong_answer(
    "first-of-equals-owns",
    breaks="STA-58",
    whose="ports that take the maximum of a map as it comes",
    operation="staking.subnet_king",
)
def first_of_equals_owns(fork: Fork, given: SubnetLocks) -> SubnetKing:
    """Lets the hotkey that is told first win among equals."""
    right: SubnetKing = subnet_king(fork, given)
    if right.king is None:
        return right
    earned: dict[str, int] = {}
    for hotkey, conviction in given.convictions:
        earned[hotkey] = earned.get(hotkey, 0) + conviction
    return replace(right, king=max(earned, key=lambda hotkey: earned[hotkey]))


@wrong_answer(
    "take-of-eighteen-percent",
    breaks="COI-21",
    whose="documentation that rounds the take",
    operation="staking.take_split",
)
def take_of_eighteen_percent(fork: Fork, given: Payout) -> TakeSplit:
    """Takes 18 percent exactly where the take is the default."""
    right: TakeSplit = take_split(fork, given)
    if given.take != 11_796:
        return right
    take = given.payout * 18 // 100
    return TakeSplit(take=take, nominators=given.payout - take)


# Calls


@wrong_rule(
    "minimum-is-enough-to-move",
    breaks="STA-19",
    whose="ports that compare a move as they compare an unstake",
    operations=_APPLY,
)
def minimum_is_enough_to_move(right: Fork) -> Fork:
    """Lets a move pass whose proceeds are just the minimum."""

    def move(chain: Chain, order: Move) -> None:
        try:
            right.network.stake.move(chain, order)
        except Rejection as rejection:
            least = right.constants["MIN_STAKE"]
            if rejection.compared.get("proceeds") != least:
                raise
            moves.swap_through_pools(chain, order)

    return _moving(right, move)


@wrong_rule(
    "pays-back-what-a-move-loses",
    breaks="STA-18",
    whose="whoever thinks that TAO cannot vanish in a call that succeeds",
    operations=_APPLY,
)
def pays_back_what_a_move_loses(right: Fork) -> Fork:
    """Pays proceeds below the minimum to the coldkey."""

    def move(chain: Chain, order: Move) -> None:
        before = sum(free or 0 for _, free in chain.balance.items())
        reserves = chain.subnet_tao[order.origin]
        right.network.stake.move(chain, order)
        sold = reserves - chain.subnet_tao[order.origin]
        after = sum(free or 0 for _, free in chain.balance.items())
        if before == after and 0 < sold < right.constants["MIN_STAKE"]:
            credit(chain, order.origin_coldkey, sold)

    return _moving(right, move)


def _moving(right: Fork, move: Any) -> Fork:
    """The fork with other moves, where a move is not always two swaps for a flat fee."""
    if right.network.stake.move is flat_fee_moves.move:
        return right
    return right.variant(network=change(stake=change(move=move)))


@wrong_rule(
    "sweeps-without-the-fee",
    breaks="STA-8",
    whose="ports that know the sweep of `dtao`",
    operations=_APPLY,
)
def sweeps_without_the_fee(right: Fork) -> Fork:
    """Sells a nomination that became too small free of charge."""

    def sweep(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
        alpha = shares.stake(chain, hotkey, coldkey, netuid)
        mark = len(chain.journal.writes)
        right.network.stake.sweep(chain, hotkey, coldkey, netuid)
        if not owns(chain, coldkey, hotkey) and len(chain.journal.writes) > mark:
            chain.journal.undo(mark)
            credit(chain, coldkey, stake.unstake(chain, hotkey, coldkey, netuid, alpha, fee=False))

    if right.network.stake.sweep is flat_fee_stake.sweep:
        return right
    return right.variant(network=change(stake=change(sweep=sweep)))


@wrong_rule(
    "keeps-a-nomination-whose-sale-failed",
    breaks="STA-8",
    whose="whoever expects a failing sale to change nothing",
    operations=_APPLY,
)
def keeps_a_nomination_whose_sale_failed(right: Fork) -> Fork:
    """Undoes a sweep whose sale failed, and leaves the stake where it is."""

    def sweep(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int) -> None:
        before, mark = chain.balance[coldkey], len(chain.journal.writes)
        right.network.stake.sweep(chain, hotkey, coldkey, netuid)
        if chain.balance[coldkey] == before:
            chain.journal.undo(mark)

    return right.variant(network=change(stake=change(sweep=sweep)))


@wrong_rule(
    "claimed-offset-never-moved",
    breaks="STA-33",
    whose="ports that write what was claimed only when something is claimed",
    operations=_APPLY,
)
def claimed_offset_never_moved(right: Fork) -> Fork:
    """Lets new stake on root claim the whole past."""
    return right.variant(network=change(root_claims=False))


@wrong_rule(
    "recycles-what-was-removed",
    breaks="STA-25",
    whose="readers who repair what they read",
    operations=_APPLY,
)
def recycles_what_was_removed(right: Fork) -> Fork:
    """Lowers the alpha outside by all that the share pool removed."""
    return right.variant(staking=change(recycled=lambda _wanted, removed: removed))


@wrong_rule(
    "lowering-a-childkey-take-waits",
    breaks="STA-28",
    whose="ports of the first release that never looked again",
    operations=_APPLY,
)
def lowering_a_childkey_take_waits(right: Fork) -> Fork:
    """Limits every change of a child's take in rate."""
    return right.variant(staking=change(take_waits=lambda _current, _take: True))


@wrong_rule(
    "refuses-more-than-the-stake",
    breaks="STA-13",
    whose="ports that check an amount where the chain cuts it down",
    operations=_APPLY,
)
def refuses_more_than_the_stake(right: Fork) -> Fork:
    """Takes an amount of a stake by its word."""

    def meant(_chain: Chain, _hotkey: bytes, _coldkey: bytes, _netuid: int, amount: int) -> int:
        return amount

    return right.variant(network=change(stake=change(meant=meant)))


@wrong_rule(
    "counts-the-fee-as-inflow",
    breaks="STA-24",
    whose="dashboards of the flow of TAO",
    operations=("staking.inflow",),
)
def counts_the_fee_as_inflow(right: Fork) -> Fork:
    """Counts all that was staked."""
    if right.staking.inflow is None:
        return right
    return right.variant(staking=change(inflow=lambda _before, _after, tao, _paid: tao))
