"""The fork `dtao`: the oldest that is specified, from which all others evolve.

A fork of the list in `spec/forks.yaml` that comes before it would be composed here in its place.
"""

from __future__ import annotations

from taospec.consensus.epoch import bond_models, outputs, permits, stake, state, weights
from taospec.consensus.epoch.rules import EpochRules
from taospec.consensus.rules import ConsensusRules
from taospec.consensus.submission import rules as submission_rules
from taospec.consensus.submission import set_weights, timelock
from taospec.consensus.submission.rules import SubmissionRules
from taospec.constants import constants
from taospec.forks.shape import Fork
from taospec.supply import alpha, minting
from taospec.supply import ledger_rules as ledger
from taospec.supply.rules import SupplyRules

dtao = Fork(
    name="dtao",
    constants=constants("dtao"),
    supply=SupplyRules(
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
    ),
    consensus=ConsensusRules(
        epoch=EpochRules(
            state=state.exact_state,  # CON-42
            counted_stake=stake.all_stake,  # CON-5
            permits=permits.top_k,  # CON-9
            revealed=weights.everything_revealed,  # CON-14
            bonds=bond_models.classic_with_liquid_alpha,  # CON-28
            written_rows=outputs.rows_of_permitted,  # CON-40
        ),
        submission=SubmissionRules(
            absent=set_weights.no_such_subnet,  # CON-48
            weight_limit=submission_rules.stored_weight_limit,  # CON-50
            commit_target=submission_rules.any_target,  # CON-51
            commit_version=submission_rules.any_version,  # CON-54
            reveal_timelocked=timelock.reveal_timelocked_with_epoch,  # CON-56
        ),
    ),
)
