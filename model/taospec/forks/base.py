"""The fork `dtao`: the oldest that is specified, from which all others evolve.

A fork of the list in `spec/forks.yaml` that comes before it would be composed here in its place.
"""

from __future__ import annotations

from taospec.coinbase import children as carried_out
from taospec.coinbase import incentives, nominators
from taospec.coinbase.rules import CoinbaseRules
from taospec.consensus import counted_epochs
from taospec.consensus.counted_epochs import ScheduleRules
from taospec.consensus.epoch import bond_models, outputs, owner, permits, stake, state, weights
from taospec.consensus.epoch.rules import EpochRules
from taospec.consensus.rules import ConsensusRules
from taospec.consensus.submission import rules as submission_rules
from taospec.consensus.submission import set_weights, timelock
from taospec.consensus.submission.rules import SubmissionRules
from taospec.constants import constants
from taospec.forks.shape import Fork
from taospec.network.calls import alpha as alpha_calls
from taospec.network.calls import children as children_calls
from taospec.network.calls import (
    coldkey_swap,
    commits,
    keys,
    move,
    register,
    subnets,
    takes,
    timelocked,
    transaction_fees,
)
from taospec.network.calls import stake as stake_calls
from taospec.network.calls import weights as weights_calls
from taospec.network.chain import storage_order
from taospec.network.effects import (
    accounts,
    claims,
    clocks,
    dissolution,
    family,
    fees,
    fixed_shares,
    flat_fee_moves,
    flat_fee_stake,
    key_swaps,
    leases,
    locks,
    neurons,
    ownership,
    pay,
    shares,
    stake_checks,
    swap,
)
from taospec.network.effects import epochs as epoch_storage
from taospec.network.passes import (
    claiming,
    emission,
    epochs,
    opening,
    registration,
    revealing,
    root_dividends,
    set_aside,
)
from taospec.network.rules import BlockRules, DrainRules, NetworkRules, StakeRules
from taospec.pools import constant_product, limits, reserves
from taospec.pools.rules import PoolRules
from taospec.registration import hyperparameters
from taospec.registration import rules as registration_rules
from taospec.registration.rules import RegistrationRules
from taospec.staking import amounts, minimum
from taospec.staking import children as requests
from taospec.staking.rules import StakingRules
from taospec.supply import alpha, minting, payments
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
        key_price=payments.charge,  # SUP-14
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
            privileged=owner.nobody,
            scores=outputs.all_scores,
        ),
        submission=SubmissionRules(
            absent=set_weights.no_such_subnet,  # CON-48
            weight_limit=submission_rules.stored_weight_limit,  # CON-50
            commit_target=submission_rules.any_target,  # CON-51
            commit_version=submission_rules.any_version,  # CON-54
            reveal_timelocked=timelock.reveal_timelocked_with_epoch,  # CON-56
            filed_under=timelock.filed_under_block,  # CON-54
        ),
        schedule=ScheduleRules(
            due=counted_epochs.due_by_block,  # CON-46
            epoch=counted_epochs.epoch_by_block,  # CON-47
            left=counted_epochs.left_by_block,  # COI-35
            period=counted_epochs.tempo_and_one,  # COI-34
        ),
    ),
    coinbase=CoinbaseRules(
        withheld=incentives.only_the_owner_hotkey,  # COI-23
        children=carried_out.unchecked_children,  # COI-30
        root_received=nominators.root_as_stake,  # COI-48
    ),
    pools=PoolRules(
        minimum_reserve=10_000_000,
        price=constant_product.price,  # POO-2
        bought=constant_product.buy,  # POO-3
        sold=constant_product.sell,  # POO-3
        moves=reserves.unsigned_moves,  # POO-13
        taken=reserves.provided_first,  # POO-13
        adjust=constant_product.adjust,  # POO-13
        fee_of=constant_product.fee_of,  # POO-3
        most_bought=limits.most_tao_by_reserves,  # POO-20
        most_sold=limits.most_alpha_by_reserves,  # POO-20
        most_answer=limits.nothing_is_an_answer,  # POO-22
        overdraws=False,
    ),
    staking=StakingRules(
        least_to_add=minimum.least_with_flat_fee,  # STA-6
        tested=amounts.as_asked,  # STA-10
        recycled=amounts.recycled_as_removed,  # STA-25
        take_waits=amounts.any_take_waits,  # STA-28
        check_children=requests.check_request_alone,  # STA-29
        total_value=minimum.total_of_whole_values,  # STA-5
        swept_below=minimum.swept_below_stored_minimum,  # STA-7
    ),
    registration=RegistrationRules(
        missing="SubNetworkDoesNotExist",
        unaffordable_lock="NotEnoughBalanceToStake",
        notes_lock=False,
        setting_order=hyperparameters.missing_then_pause,  # REG-37
        sets_weight_limit=True,
        bought=registration_rules.bought_or_nothing,  # REG-12
    ),
    network=NetworkRules(
        guard=coldkey_swap.let_through,
        calls={
            "add_stake": stake_calls.add_stake,  # STA-10
            "add_stake_limit": stake_calls.add_stake_limit,  # STA-10
            "remove_stake": stake_calls.remove_stake,  # STA-15
            "remove_stake_limit": stake_calls.remove_stake_limit,  # STA-15
            "unstake_all": stake_calls.unstake_all,  # STA-17
            "unstake_all_alpha": stake_calls.unstake_all_alpha,  # STA-17
            "move_stake": move.move_stake,  # STA-21
            "swap_stake": move.swap_stake,  # STA-21
            "swap_stake_limit": move.swap_stake_limit,  # STA-21
            "transfer_stake": move.transfer_stake,  # STA-21
            "recycle_alpha": alpha_calls.recycle_alpha,  # STA-25
            "burn_alpha": alpha_calls.burn_alpha,  # STA-25
            "increase_take": takes.increase_take,  # STA-26
            "decrease_take": takes.decrease_take,  # STA-27
            "set_children": children_calls.set_children,  # STA-29
            "set_childkey_take": children_calls.set_childkey_take,  # STA-28
            "burned_register": register.burned_register,  # REG-13, REG-12
            "root_register": register.root_register,  # REG-15
            "register_network": subnets.register_network_in_dtao,  # REG-16
            "start_call": subnets.start_call_in_dtao,  # REG-18
            "dissolve_network": subnets.dissolve_network,  # REG-21
            "set_weights": weights_calls.set_weights,  # REG-27
            "batch_set_weights": weights_calls.batch_set_weights,  # REG-45
            "commit_weights": commits.commit_weights,  # REG-44
            "batch_commit_weights": commits.batch_commit_weights,  # REG-45
            "reveal_weights": commits.reveal_weights,  # REG-44
            "batch_reveal_weights": commits.batch_reveal_weights,  # REG-45
            "commit_crv3_weights": timelocked.commit_crv3_weights,  # REG-46
            "swap_hotkey": keys.swap_hotkey_in_dtao,  # REG-22
            "swap_coldkey": keys.swap_coldkey,  # REG-25
            "withdraw_fee": transaction_fees.withdraw_fee,  # NET-15
            "correct_fee": transaction_fees.correct_fee,  # NET-15
        },
        block=BlockRules(
            opening=opening.forget_nothing,
            registration=registration.adjust_terms,  # REG-1, REG-2
            mint=emission.as_the_curve_allows,
            reveal=revealing.forget_nothing,
            emitting=emission.started,  # COI-3
            weights=emission.moving_prices,
            ceilings=emission.the_same_for_all,
            absorb=swap.absorb,
            inject=emission.inject,  # COI-11
            set_aside=set_aside.sell_for_root,  # COI-14
            prices=set_aside.update_moving_prices,  # COI-5
            drain=DrainRules(
                run=epochs.run_due,  # COI-16
                is_skipped=epochs.never_skipped,
                children_due=epochs.due_networks,
                windows=epoch_storage.stored_windows,
                commit_blocks=epoch_storage.commits_by_block,
                take_pendings=epochs.halved_pendings,
                recorded=epoch_storage.every_uid,
                vectors=epoch_storage.WITH_SCORES,
                owner=ownership.stays,
                counted=epoch_storage.nothing_more,
                withheld=epochs.nobody_notes,
                staked_with=epochs.with_the_miner,
                recycles=epochs.never_recycled,
                pay_root=root_dividends.pay_tao,  # COI-26
                share_cut=leases.owner_keeps_all,
                order=storage_order,  # NET-6
            ),
            root_parts=set_aside.untold,
            claims=claiming.nothing_to_claim,
            index=claiming.nothing_to_index,
        ),
        stake=StakeRules(
            require_room=swap.no_bound,
            require_trading=flat_fee_stake.every_subnet_trades,
            pay=pay.pay_for_subnet,
            receive=pay.credit,
            mark=stake_checks.nothing_is_marked,
            require_unmarked=stake_checks.nothing_is_marked,
            meant=flat_fee_stake.what_it_says,  # STA-15, STA-25
            is_stake=flat_fee_stake.shares_of_anything,  # STA-10
            check_remove=flat_fee_stake.check_remove,  # STA-15
            enter=flat_fee_stake.enter,  # STA-12
            leave=flat_fee_stake.leave,  # STA-15
            restake=flat_fee_stake.restake,  # STA-17
            sweep=flat_fee_stake.sweep,  # STA-8
            require_unlocked=locks.nothing_is_locked,
            move=flat_fee_moves.move,  # STA-21
        ),
        clock=clocks.one_map_each,  # NET-5
        neurons=neurons.one_mechanism,  # REG-5, REG-14, REG-15, REG-27
        dissolution=dissolution.in_dtao,  # REG-21
        key_swap=key_swaps.in_dtao,  # REG-22, REG-23, REG-24
        shares=fixed_shares.in_fixed_point,
        list_hotkey=shares.list_nothing,
        children_wait=children_calls.always_wait,
        children_cooldown=children_calls.fixed_cooldown,  # STA-29
        least_childkey_take=family.as_little_as_it_likes,
        commit_version=timelocked.no_version,  # CON-54
        commit_epoch=timelocked.epoch_of_block,  # CON-54
        first_epoch=subnets.no_first_epoch,
        tempo_set=epoch_storage.goes_on,
        indexes_locks=False,
        accepts_locks=locks.everybody_accepts,
        root_claims=False,
        fees=fees.stay_in_pool,
        recycle=pay.recycle,
        require_usable=accounts.any_account,
        lock_follows=locks.no_lock_follows,
        sell_claimed=swap.chain_sell,
        hand_over=claims.forget_history,  # STA-33
    ),
)
