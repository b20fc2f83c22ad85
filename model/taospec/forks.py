"""The forks as compositions of rules: what each one changed, and nothing else.

Read from top to bottom this file is the protocol's changelog. A fork is a frozen record of rule
functions and constants; the next one evolves from it by naming what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Self

from taospec.consensus.epoch import bond_models, outputs, permits, stake, state, weights
from taospec.consensus.epoch.rules import EpochRules
from taospec.consensus.submission import rules as submission_rules
from taospec.consensus.submission import timelock
from taospec.consensus.submission.rules import SubmissionRules
from taospec.constants import Constants, constants
from taospec.supply import alpha, minting
from taospec.supply import ledger_rules as ledger
from taospec.supply.ledger import LedgerRule
from taospec.timeline import default_fork, require_specified


@dataclass(frozen=True, slots=True, kw_only=True)
class Fork:
    """Rules and constants of one named state of the protocol.

    Attributes:
        name: its name in `spec/forks.yaml`.
        constants: mainnet column by name, both columns by `constants.entry(name)`.
        parts: raw bits of each subnet's part of the emission.
        terms: what a subnet takes in of its part.
        minted: rao that the counter `TotalIssuance` gains of it.
        alpha_issuance: which counters make up the alpha issuance of a subnet.
        curve_order: sort key of the subnets in the order in which their curves are evaluated.
        ledger: what an event does to the four totals, by kind of event.
        epoch: the rules of a Yuma epoch.
        submission: the rules of submitting weights.
    """

    name: str
    constants: Constants
    parts: Callable[[int, Sequence[minting.EmittingSubnet]], list[int]]
    terms: Callable[[int, minting.EmittingSubnet, int], minting.Terms]
    minted: Callable[[Sequence[minting.Injection]], int]
    alpha_issuance: Callable[[alpha.AlphaReserves], int]
    curve_order: Callable[[int], tuple[int, int]]
    ledger: Mapping[str, LedgerRule]
    epoch: EpochRules
    submission: SubmissionRules

    def evolve(
        self,
        name: str,
        *,
        ledger: Mapping[str, LedgerRule | None] | None = None,
        **changed: Any,
    ) -> Self:
        """The next fork: its own constants, the changed rules, everything else as it was.

        Args:
            name: of the next fork.
            ledger: events that changed or are new; None for one that ceased to exist.
            **changed: rules that changed, by attribute.
        """
        events = {**self.ledger, **(ledger or {})}
        kept = {kind: rule for kind, rule in events.items() if rule is not None}
        return replace(self, name=name, constants=constants(name), ledger=kept, **changed)


dtao = Fork(
    name="dtao",
    constants=constants("dtao"),
    parts=minting.parts_by_moving_price,  # SUP-7
    terms=minting.capped_alpha,  # SUP-8
    minted=minting.minted_without_excess,  # SUP-7
    alpha_issuance=alpha.pool_and_outstanding,  # SUP-11
    curve_order=alpha.storage_order,  # SUP-12
    ledger={
        "injection": ledger.injection,  # SUP-16
        "root_dividends_sold": ledger.root_dividends_sold,  # SUP-26
        "root_dividends_paid": ledger.root_dividends_vanish,  # SUP-26
        "neuron_registration": ledger.neuron_registration_even_if_refused,  # SUP-18
        "subnet_registration": ledger.subnet_registration_from_stakeable_balance,  # SUP-19
        "pool_overwritten": ledger.pool_overwritten,  # SUP-19
        "coldkey_swap": ledger.coldkey_swap,  # SUP-20
        "hotkey_swap": ledger.hotkey_swap,  # SUP-20
        "transaction_fee": ledger.transaction_fee,  # SUP-21
        "evm_fee": ledger.evm_fee,  # SUP-22
        "stake": ledger.stake_with_fee_in_pool,  # SUP-23
        "unstake": ledger.unstake,  # SUP-24
        "move_stake": ledger.move_stake_with_fee_in_pool,  # SUP-25
        "dissolve_subnet": ledger.dissolve_leaving_pool,  # SUP-29
        "dust_reaped": ledger.balance_destroyed,  # SUP-31
        "balance_burned": ledger.balance_destroyed,  # SUP-31
        "force_set_balance": ledger.force_set_balance,  # SUP-31
        "faucet": ledger.faucet,  # SUP-32
        "root_sets_issuance": ledger.root_sets_issuance,  # SUP-33
        "runtime_upgrade": ledger.runtime_upgrade,  # SUP-34
    },
    epoch=EpochRules(
        state=state.exact_state,  # CON-42
        counted_stake=stake.all_stake,  # CON-5
        permits=permits.top_k,  # CON-9
        revealed=weights.everything_revealed,  # CON-14
        bonds=bond_models.classic_with_liquid_alpha,  # CON-28
        written_rows=outputs.rows_of_permitted,  # CON-40
    ),
    submission=SubmissionRules(
        missing="SubNetworkDoesNotExist",  # CON-48
        weight_limit=submission_rules.stored_weight_limit,  # CON-50
        commit_needs_subnet=False,  # CON-51
        commit_needs_version=False,  # CON-54
        reveal_timelocked=timelock.reveal_timelocked_with_epoch,  # CON-56
    ),
)
dereg = dtao.evolve(
    "dereg",
    terms=minting.subsidised,  # SUP-9   TAO that a cheap pool cannot take in buys its alpha
    ledger={
        "chain_buy": ledger.chain_buy_uncounted,  # SUP-17  … and is not counted as issued
        "root_dividends_paid": ledger.root_dividends_paid,  # SUP-26  they reach the pool of root
        "neuron_registration": ledger.neuron_registration,  # SUP-18  a refusing pool stops the call
        "subnet_registration": ledger.subnet_registration,  # SUP-19  another error name
        "pool_overwritten": None,  # SUP-19  a dissolved pool is emptied
        "hotkey_swap_on_subnet": ledger.hotkey_swap_on_subnet,  # SUP-35  a cheap swap on one subnet
        "stake": ledger.stake,  # SUP-23  fees go to liquidity positions
        "move_stake": ledger.move_stake,  # SUP-25  the same
        "add_liquidity": ledger.add_liquidity,  # SUP-30  users hold positions
        "remove_liquidity": ledger.remove_liquidity,  # SUP-30
        "close_liquidity": ledger.close_liquidity_without_fees,  # SUP-30
        "dissolve_subnet": ledger.dissolve_to_holders,  # SUP-29  the pool is paid to alpha holders
    },
    epoch=dtao.epoch.evolve(
        state=state.fitted_state,  # CON-41  malformed state no longer stops the block
        counted_stake=stake.stake_from_threshold,  # CON-5   stake below the threshold is none
        permits=permits.top_k_nonzero,  # CON-8   and without stake there is no permit
        revealed=weights.not_committed_before,  # CON-14  old commits say nothing of new neurons
        bonds=bond_models.classic_or_yuma3,  # CON-29  liquid alpha moves from classic to Yuma3
        written_rows=outputs.every_row,  # CON-39  losing the permit empties the bonds
    ),
    submission=dtao.submission.evolve(
        missing="MechanismDoesNotExist",  # CON-48  a subnet has several mechanisms
        commit_needs_subnet=True,  # CON-51
        commit_needs_version=True,  # CON-54
        reveal_timelocked=timelock.reveal_timelocked,  # CON-55  every block tries, until it can
    ),
)
flow = dereg.evolve(
    "flow",
    parts=minting.parts_by_share,  # SUP-7   shares follow the net flow, not the moving price
    terms=minting.excess_buys,  # SUP-10  alpha in is capped by the alpha curve
    minted=minting.minted_with_excess,  # SUP-7   bought TAO counts as issued
    ledger={
        "chain_buy": ledger.chain_buy_counted,  # SUP-17  even where the buy fails
        "root_dividends_sold": None,  # SUP-26  root dividends are claimed, not sold
        "root_dividends_paid": None,  # SUP-26
        "root_claim_swap": ledger.root_claim_swap,  # SUP-27
    },
    submission=dereg.submission.evolve(
        weight_limit=submission_rules.no_weight_limit,  # CON-50  owners no longer limit a weight
    ),
)
halving = flow.evolve(
    "halving",
    terms=minting.excess_buys_above_tao_emission,  # SUP-10  and by the TAO emission; open subnets
    alpha_issuance=alpha.with_provided,  # SUP-11  alpha of users' positions counts
    curve_order=alpha.numeric_order,  # SUP-12  subnets are walked in the order of their ids
    ledger={
        "close_liquidity": ledger.remove_liquidity,  # SUP-30  fees are paid back too
    },
)

FORKS: Mapping[str, Fork] = {item.name: item for item in (dtao, dereg, flow, halving)}


@cache
def fork(name: str | None = None) -> Fork:
    """The fork of this name, the default one without a name.

    Raises:
        UnknownForkError: no such fork, or it is only planned.
    """
    return FORKS[require_specified(name or default_fork())]
