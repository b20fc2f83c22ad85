"""What calls that stake, unstake and move cannot make or lose: laws of the state of a network.

Eight identities hold the counters of a network together, as far as each of them holds: the total
of stake is the TAO of the pools; stake on root is the TAO of root; stake is part of the alpha
outside a pool; the issuance covers what is on accounts and in pools; the stakes with a hotkey are
its pool but for a rao each; alpha changes by recycling alone; a reserve moves as the position does;
from `netflow` on the issuance moves as what is on accounts.

A law looks at two states and at the call between them. It is tried on every step of a history, and
says nothing of a step from a state that no chain is in: one with more than all there can be, or in
which stake is missing from the counters that it is taken from. `since` says from which fork on it
holds; blocks, which mint, are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from taospec.invariants.declare import Ask, assume
from taospec.invariants.law import law
from taospec.invariants.network._books import ROOT, Books, Totals
from taospec.supply.emission import TOTAL_SUPPLY
from taospec.timeline import EVERY_FORK, only, since, until

_TRACE = "network.trace"
_ADDING = frozenset({"add_stake", "add_stake_limit"})
_LEAVING = frozenset(
    {
        "remove_stake",
        "remove_stake_limit",
        "remove_stake_full_limit",
        "unstake_all",
        "unstake_all_alpha",
    }
)
_MOVING = frozenset({"move_stake", "swap_stake", "swap_stake_limit", "transfer_stake"})
_GIVING_UP = frozenset({"recycle_alpha", "burn_alpha"})
STAKE_CALLS = _ADDING | _LEAVING | _MOVING | _GIVING_UP


@dataclass(frozen=True, slots=True)
class Step:
    """A call, the state before it and the state after it.

    Attributes:
        call: name of the call.
        before: totals of the state before.
        after: totals of the state after.
    """

    call: str
    before: Totals
    after: Totals

    @property
    def is_looked_at(self) -> bool:
        """Whether the laws say anything of this step."""
        before = self.before
        enough = all(
            before.alpha_out.get(netuid, 0) >= before.staked.get(netuid, 0)
            for netuid in before.dynamic
        )
        return (
            self.call in STAKE_CALLS
            and before.largest <= TOTAL_SUPPLY
            and enough
            and before.tao.get(ROOT, 0) >= before.staked.get(ROOT, 0)
            and before.total_stake >= before.reserves
        )


Statement = Callable[[Step], bool]
# Every law as a statement about one step, by name.
STEPWISE: dict[str, Statement] = {}


def _conserved(
    name: str, rules: Collection[str], forks: Collection[str] = EVERY_FORK
) -> Callable[[Statement], Callable[[Ask, Any], bool]]:
    """Declare a statement about one step as a law of all steps of a history."""

    def declare(statement: Statement) -> Callable[[Ask, Any], bool]:
        def of_every_step(ask: Ask, given: Any) -> bool:
            answers = ask(_TRACE, storage=given.storage, ops=given.ops)
            return all(map(statement, steps(given.storage, given.ops, answers)))

        of_every_step.__doc__, of_every_step.__module__ = statement.__doc__, __name__
        STEPWISE[name] = statement
        return law(name, rules=rules, operation=_TRACE, forks=forks)(of_every_step)

    return declare


def steps(storage: Any, ops: Any, answers: Any) -> list[Step]:
    """The steps of a history that the laws say something of.

    Args:
        storage: rows before the first.
        ops: what was done.
        answers: what `network.trace` answered.

    Raises:
        Discarded: there is none.
    """
    books = Books(storage)
    looked_at, before = [], books.totals()
    for op, answer in zip(ops, answers.steps, strict=True):
        books.change(_diff(answer))
        after = books.totals()
        step = Step(op["name"], before, after)
        if step.is_looked_at:
            looked_at.append(step)
        before = after
    assume(bool(looked_at))
    return looked_at


def _diff(answer: Mapping[str, Any]) -> Any:
    return answer["ok"]["diff"] if "ok" in answer else ()


@_conserved("balances-sum-to-their-issuance", ["NET-1", "NET-2"])
def balances_sum_to_their_issuance(step: Step) -> bool:
    """What the accounts gain or lose together, the issuance of balances gains or loses."""
    moved = step.after.balances - step.before.balances
    return step.after.issued - step.before.issued == moved


@_conserved("no-call-makes-tao", ["STA-11", "STA-14"], since("dereg", until="netflow"))
def no_call_makes_tao(step: Step) -> bool:
    """No call leaves more TAO on accounts and in pools together than there was."""
    return _tao(step.after) <= _tao(step.before)


@_conserved("no-call-makes-tao-in-dtao", ["STA-12", "STA-15"], only("dtao"))
def no_call_makes_tao_in_dtao(step: Step) -> bool:
    """No call leaves more TAO on accounts and in pools together than there was."""
    return _tao(step.after) <= _tao(step.before)


@_conserved("no-call-changes-the-issuance", ["NET-2", "STA-25"], until("netflow"))
def no_call_changes_the_issuance(step: Step) -> bool:
    """Staking, unstaking, moving and giving up alpha leave `TotalIssuance` as it is."""
    return step.after.issuance == step.before.issuance


@_conserved("issuances-move-as-the-accounts", ["NET-11", "SUP-39"], since("netflow"))
def issuances_move_as_the_accounts(step: Step) -> bool:
    """`TotalIssuance`, `Balances.TotalIssuance` and the sum of all accounts move alike."""
    moved = step.after.balances - step.before.balances
    issued = step.after.issued - step.before.issued
    return step.after.issuance - step.before.issuance == issued == moved


@_conserved("no-call-makes-tao-on-accounts", ["NET-11", "STA-49", "STA-50"], since("netflow"))
def no_call_makes_tao_on_accounts(step: Step) -> bool:
    """No call leaves more TAO on accounts, those of subnets included, than there was."""
    return step.after.balances <= step.before.balances


def _tao(totals: Totals) -> int:
    return totals.balances + totals.reserves


@_conserved("total-stake-is-what-the-pools-hold", ["STA-12", "STA-15"], only("dtao"))
def total_stake_is_what_the_pools_hold(step: Step) -> bool:
    """`TotalStake` moves by what the TAO in all pools moves by."""
    return _beyond_pools(step.after) == _beyond_pools(step.before)


@_conserved("total-stake-counts-the-fees-too", ["STA-11", "STA-14", "POO-13"], since("dereg"))
def total_stake_counts_the_fees_too(step: Step) -> bool:
    """`TotalStake` never falls against the TAO in the pools: it has the fees, which they lack."""
    return _beyond_pools(step.after) >= _beyond_pools(step.before)


def _beyond_pools(totals: Totals) -> int:
    return totals.total_stake - totals.reserves


@_conserved("root-stake-is-in-the-pool-of-root", ["STA-11", "STA-14"], since("dereg"))
def root_stake_is_in_the_pool_of_root(step: Step) -> bool:
    """Stake on root moves by what the TAO of root moves by."""
    return _of_root(step.after) == _of_root(step.before)


@_conserved("root-stake-is-in-the-pool-of-root-in-dtao", ["STA-12", "STA-15"], only("dtao"))
def root_stake_is_in_the_pool_of_root_in_dtao(step: Step) -> bool:
    """The TAO of root never falls against the stake on root: it has the fees as well."""
    return _of_root(step.after) >= _of_root(step.before)


def _of_root(totals: Totals) -> int:
    return totals.tao.get(ROOT, 0) - totals.staked.get(ROOT, 0)


@_conserved("stake-stays-within-the-alpha-outside", ["STA-2", "STA-3", "STA-25"])
def stake_stays_within_the_alpha_outside(step: Step) -> bool:
    """On no subnet does stake grow against the alpha outside the pool."""
    return all(
        _unstaked(step.after, netuid) >= _unstaked(step.before, netuid)
        for netuid in step.before.dynamic
    )


def _unstaked(totals: Totals, netuid: int) -> int:
    return totals.alpha_out.get(netuid, 0) - totals.staked.get(netuid, 0)


@_conserved("only-recycling-destroys-alpha", ["STA-25", "POO-13"])
def only_recycling_destroys_alpha(step: Step) -> bool:
    """Alpha inside and outside a pool sums to what it was, unless some was recycled."""
    moved = [
        _alpha(step.after, netuid) - _alpha(step.before, netuid) for netuid in step.before.dynamic
    ]
    if step.call == "recycle_alpha":
        return all(change <= 0 for change in moved)
    return not any(moved)


def _alpha(totals: Totals, netuid: int) -> int:
    return totals.alpha_in.get(netuid, 0) + totals.alpha_out.get(netuid, 0)


@_conserved("stakes-are-worth-no-more-than-their-pool", ["STA-1", "STA-2", "STA-3", "STA-38"])
def stakes_are_worth_no_more_than_their_pool(step: Step) -> bool:
    """The stakes with a hotkey are worth no more together than their pool holds."""
    return step.after.overdrawn <= step.before.overdrawn


@_conserved("stakes-share-their-pool-to-a-rao-each", ["STA-1", "STA-2", "STA-3", "STA-38"])
def stakes_share_their_pool(step: Step) -> bool:
    """A hotkey's pool holds what the stakes are worth, and at most a rao more for each of them."""
    return step.after.undivided <= step.before.undivided


_ONE_RAO = 2**64
_ROOT_ONE = 2**64


@_conserved("reserve-moves-as-the-position", ["POO-10", "POO-13"], since("dereg"))
def reserve_moves_as_the_position(step: Step) -> bool:
    """What a swap takes into a reserve the position takes too, but for what rounding leaves.

    What it pays out is rounded in another way, and a sweep may move the price for nothing: so only
    calls that sweep nothing are looked at, and the side that is paid into.
    """
    if step.call not in _ADDING | _MOVING:
        return True
    roots = step.before.positions.items()
    return all(_moves_alike(step, netuid, *position) for netuid, position in roots)


def _moves_alike(step: Step, netuid: int, root: int, liquidity: int) -> bool:
    """Whether the reserve and the position of one subnet moved alike; both are in 2**-64 rao."""
    after, before = step.after, step.before
    new_root, new_liquidity = after.positions.get(netuid, (0, 0))
    if not root or not new_root or liquidity != new_liquidity:
        return True
    if new_root >= root:
        reserve = after.tao.get(netuid, 0) - before.tao.get(netuid, 0)
        # One quotient is truncated to 2**-64, and the liquidity it stands for is below 2**64.
        return abs(reserve * _ONE_RAO - liquidity * (new_root - root)) < _ONE_RAO
    reserve = after.alpha_in.get(netuid, 0) - before.alpha_in.get(netuid, 0)
    depth = liquidity * _ROOT_ONE * _ROOT_ONE
    # Two quotients are truncated so, and the new root is the truncated reciprocal of their sum.
    least = depth // (new_root + 1) - depth // root - 2 * _ONE_RAO
    most = depth // new_root - depth // root + 2 * _ONE_RAO
    return least < reserve * _ONE_RAO < most
