"""The protocol's changelog: what each fork changed against the one before, and nothing else.

Read from top to bottom. The ids behind a function are those of the rules that it computes, and a
name that ceased to exist is None with the rule that says so.
"""

from __future__ import annotations

from taospec.consensus.epoch import bond_models, outputs, permits, stake, state, weights
from taospec.consensus.submission import rules as submission_rules
from taospec.consensus.submission import set_weights, timelock
from taospec.forks.base import dtao
from taospec.forks.evolution import change
from taospec.supply import alpha, minting
from taospec.supply import ledger_rules as ledger

dereg = dtao.evolve(
    "dereg",
    supply=change(
        terms=minting.subsidised,  # SUP-9   TAO that a cheap pool cannot take in buys its alpha
        ledger=change(
            chain_buy=ledger.chain_buy_uncounted,  # SUP-17  … and is not counted as issued
            root_dividends_paid=ledger.root_dividends_paid,  # SUP-26  they reach the pool of root
            neuron_registration=ledger.neuron_registration,  # SUP-18  a refusing pool stops it
            subnet_registration=ledger.subnet_registration,  # SUP-19  another error name
            pool_overwritten=None,  # SUP-19  a dissolved pool is emptied
            hotkey_swap_on_subnet=ledger.hotkey_swap_on_subnet,  # SUP-35  cheap, on one subnet
            stake=ledger.stake,  # SUP-23  fees go to liquidity positions
            move_stake=ledger.move_stake,  # SUP-25  the same
            add_liquidity=ledger.add_liquidity,  # SUP-30  users hold positions
            remove_liquidity=ledger.remove_liquidity,  # SUP-30
            close_liquidity=ledger.close_liquidity_without_fees,  # SUP-30
            dissolve_subnet=ledger.dissolve_to_holders,  # SUP-29  the pool is paid to alpha holders
        ),
    ),
    consensus=change(
        epoch=change(
            state=state.fitted_state,  # CON-41  malformed state no longer stops the block
            counted_stake=stake.stake_from_threshold,  # CON-5   stake below the threshold is none
            permits=permits.top_k_nonzero,  # CON-8   and without stake there is no permit
            revealed=weights.not_committed_before,  # CON-14  old commits say nothing of new neurons
            bonds=bond_models.classic_or_yuma3,  # CON-66  liquid alpha moves to Yuma3
            written_rows=outputs.every_row,  # CON-39  losing the permit empties the bonds
        ),
        submission=change(
            absent=set_weights.no_such_mechanism,  # CON-48  a subnet has several mechanisms
            commit_target=submission_rules.existing_target,  # CON-51
            commit_version=submission_rules.expected_version,  # CON-54
            reveal_timelocked=timelock.reveal_timelocked,  # CON-55  every block tries, until it can
        ),
    ),
)
flow = dereg.evolve(
    "flow",
    supply=change(
        parts=minting.parts_by_share,  # SUP-7   shares follow the net flow, not the moving price
        terms=minting.excess_buys,  # SUP-10  alpha in is capped by the alpha curve
        minted=minting.minted_with_excess,  # SUP-7   bought TAO counts as issued
        ledger=change(
            chain_buy=ledger.chain_buy_counted,  # SUP-17  even where the buy fails
            root_dividends_sold=None,  # SUP-26  root dividends are claimed, not sold
            root_dividends_paid=None,  # SUP-26
            root_claim_swap=ledger.root_claim_swap,  # SUP-27
        ),
    ),
    consensus=change(
        submission=change(
            weight_limit=submission_rules.no_weight_limit,  # CON-50  owners no longer limit one
        ),
    ),
)
halving = flow.evolve(
    "halving",
    supply=change(
        terms=minting.excess_buys_above_tao_emission,  # SUP-10  and by the TAO emission
        alpha_issuance=alpha.with_provided,  # SUP-11  alpha of users' positions counts
        curve_order=alpha.numeric_order,  # SUP-12  subnets are walked in the order of their ids
        ledger=change(
            close_liquidity=ledger.remove_liquidity,  # SUP-30  fees are paid back too
        ),
    ),
)
