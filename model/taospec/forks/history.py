"""The protocol's changelog: what each fork changed against the one before, and nothing else.

Read from top to bottom. The ids behind a function are those of the rules that it computes, and a
name that ceased to exist is None with the rule that says so.
"""

from __future__ import annotations

from taospec.coinbase import children as carried_out
from taospec.coinbase import incentives, nominators
from taospec.consensus import counted_epochs
from taospec.consensus.epoch import (
    bond_models,
    exponential,
    last_step,
    outputs,
    owner,
    permits,
    stake,
    state,
    weights,
)
from taospec.consensus.submission import rules as submission_rules
from taospec.consensus.submission import set_weights, timelock
from taospec.forks.base import dtao
from taospec.forks.evolution import change
from taospec.network.calls import (
    auto_stake,
    buyback,
    coldkey_swap,
    commits,
    guards,
    hotkey_swap,
    keys,
    numbered_commits,
    orders,
    register,
    start,
    subnets,
    tempo,
    timelocked,
)
from taospec.network.calls import children as children_calls
from taospec.network.calls import claims as claim_calls
from taospec.network.calls import leases as lease_calls
from taospec.network.calls import locks as lock_calls
from taospec.network.calls import stake as stake_calls
from taospec.network.calls import voting_power as voting_calls
from taospec.network.calls import weights as weights_calls
from taospec.network.effects import (
    account_stake,
    accounts,
    claims,
    clocks,
    decimal_shares,
    dissolution,
    family,
    fees,
    key_swaps,
    leases,
    locks,
    moves,
    neurons,
    ownership,
    shares,
    stake_checks,
    swap,
    voting_power,
)
from taospec.network.effects import epochs as epoch_storage
from taospec.network.effects import stake as stakes
from taospec.network.effects.epochs import has_duplicates
from taospec.network.passes import (
    claiming,
    emission,
    epochs,
    opening,
    registration,
    revealing,
    root_dividends,
    set_aside,
    spending,
)
from taospec.numbers import U64F64
from taospec.pools import fee_outside, limits, liquidity, reserves, tick_swap, weighted
from taospec.registration import hyperparameters
from taospec.registration import rules as registration_rules
from taospec.staking import amounts, minimum
from taospec.staking import children as requests
from taospec.staking import flow as flows
from taospec.supply import alpha, minting, payments
from taospec.supply import closed_ledger as closed
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
    coinbase=change(
        withheld=incentives.all_hotkeys_of_the_owner,  # COI-23  all the owner's keys, not one
    ),
    pools=change(
        minimum_reserve=1_000_000,
        price=tick_swap.price,  # POO-6   a position has the price, no longer the reserves
        bought=tick_swap.buy,  # POO-7   the tick swap, with a limit price and a fee of the pool
        sold=tick_swap.sell,  # POO-7
        moves=reserves.wrapping_moves,  # POO-14  reserves move through a signed integer
        adjust=liquidity.adjusted_all,  # POO-17  injection and fees become liquidity
        fee_of=tick_swap.fee_of,  # POO-9   a part of what comes in
        most_bought=limits.most_tao_by_simulation,  # POO-21  the most under a limit is simulated
        most_sold=limits.most_alpha_by_simulation,  # POO-21
        most_answer=limits.nothing_is_one_error,  # POO-22  and nothing is an error
        overdraws=True,
    ),
    staking=change(
        least_to_add=minimum.least_with_fee_of_pool,  # STA-6   the fee is the pool's
        tested=amounts.cut_down,  # STA-9   what a limit lets through
        recycled=amounts.recycled_as_asked,  # STA-25  even where more was removed
        take_waits=amounts.higher_take_waits,  # STA-28  lowering it is free
        total_value=minimum.total_of_values,  # STA-5
        swept_below=minimum.swept_below_value,  # STA-7
    ),
    registration=change(
        missing="SubnetNotExists",
        unaffordable_lock="CannotAffordLockCost",
        notes_lock=True,
        setting_order=hyperparameters.window_then_pause,  # REG-37  owners wait, and for the epoch
        bought=registration_rules.bought_or_rejected,  # REG-12  a refusing pool stops the call
    ),
    network=change(
        calls=change(
            remove_stake_full_limit=stake_calls.remove_stake_full_limit,  # STA-16
            set_coldkey_auto_stake_hotkey=auto_stake.set_coldkey_auto_stake_hotkey,  # STA-30
            register_network=subnets.register_network,  # REG-16  a limit; one makes room
            start_call=subnets.start_call,  # REG-18  its alpha is traded from then on
            dissolve_network=None,  # REG-21
            root_dissolve_network=subnets.root_dissolve_network,  # REG-19  holders are paid
            swap_hotkey=keys.swap_hotkey,  # REG-22  also on one subnet alone
            set_mechanism_weights=weights_calls.set_mechanism_weights,  # REG-27  of any mechanism
            commit_mechanism_weights=commits.commit_mechanism_weights,  # REG-44
            reveal_mechanism_weights=commits.reveal_mechanism_weights,  # REG-44
            commit_crv3_weights=None,  # REG-46  a commit names a version
            commit_timelocked_weights=timelocked.commit_timelocked_weights,  # REG-46
            commit_timelocked_mechanism_weights=(
                timelocked.commit_timelocked_mechanism_weights  # REG-46
            ),
            commit_crv3_mechanism_weights=timelocked.commit_crv3_mechanism_weights,  # REG-46
        ),
        block=change(
            opening=opening.forget_rate_limits,  # COI-2  what was staked may leave again
            inject=emission.buy_then_inject,  # COI-11  what a pool cannot take in buys first
            set_aside=set_aside.sell_for_root_unless_subsidised,  # COI-14
            drain=change(
                recorded=epoch_storage.uids_of_hotkeys,
                staked_with=epochs.with_the_chosen_hotkey,  # COI-24  miners choose a hotkey
                recycles=epochs.recycled_where_chosen,  # COI-24  subnets choose to recycle
                pay_root=root_dividends.pay_tao_into_root,  # COI-26  the pot of root is told
            ),
        ),
        stake=change(
            require_trading=stake_checks.require_subtoken,
            mark=stake_checks.mark,  # STA-22  what was staked stays for the block
            require_unmarked=stake_checks.require_unmarked,  # STA-22
            meant=stake_checks.all_at_most,  # STA-13, STA-25  all there is if that is less
            is_stake=stake_checks.alpha_with_shares,  # STA-9
            check_remove=stake_checks.check_remove,  # STA-13
            enter=stakes.stake_into,  # STA-11  a limit holds for the swap too
            leave=stakes.leave,  # STA-14
            restake=stakes.restake,  # STA-17
            sweep=stakes.sweep,  # STA-8   a sale that fails deletes the stake all the same
            move=moves.move,  # STA-19  within a subnet shares change hands
        ),
        clock=clocks.one_map_for_all,  # NET-5
        neurons=neurons.several_mechanisms,  # REG-5, REG-14, REG-27
        dissolution=dissolution.in_dereg,  # REG-20
        key_swap=key_swaps.in_dereg,  # REG-25
        list_hotkey=shares.join,
        commit_version=timelocked.stored_version,  # CON-54
        children_cooldown=children_calls.stored_cooldown,  # STA-29
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
    coinbase=change(
        children=carried_out.checked_children,  # COI-31  requests that make no sense are dropped
        root_received=nominators.root_as_claim,  # COI-48  root's dividends are claimed
    ),
    pools=change(
        moves=reserves.clamped_moves,  # POO-14  … which saturates
        adjust=liquidity.adjusted_in_proportion,  # POO-18  only what fits the price; the rest waits
        most_answer=limits.error_keeps_its_name,  # POO-22  an error of the swap keeps its name
    ),
    staking=change(
        check_children=requests.check_request_among_relations,  # STA-29
        inflow=flows.grown_position,  # STA-24
        outflow=flows.shrunk_position,  # STA-24
    ),
    registration=change(sets_weight_limit=False),
    network=change(
        calls=change(
            claim_root=claim_calls.claim_root,  # STA-32
            set_root_claim_type=claim_calls.set_root_claim_type,  # STA-32
        ),
        block=change(
            weights=emission.flow_shares,  # COI-7
            inject=emission.adjust_buy_inject,  # COI-11  liquidity comes first
            set_aside=set_aside.accumulate_or_recycle_for_root,  # COI-15
            drain=change(
                is_skipped=has_duplicates,
                take_pendings=epochs.separate_pendings,
                pay_root=root_dividends.credit_alpha,  # COI-25  root dividends are claimed
            ),
            claims=claiming.claim_for_the_drawn,  # COI-32
            index=claiming.index_a_batch,  # COI-33
        ),
        neurons=neurons.without_senate,  # REG-15
        dissolution=dissolution.in_flow,  # REG-11, REG-19  claims end with the subnet
        key_swap=key_swaps.in_flow,  # REG-22, REG-24, REG-26  claims move, or do not
        root_claims=True,
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
    staking=change(
        inflow=flows.paid_into_pool,  # STA-24
        outflow=flows.paid_out_of_pool,  # STA-24
    ),
    registration=change(
        setting_order=hyperparameters.pause_then_window,  # REG-37  the two change places
    ),
    network=change(
        calls=change(
            set_root_claim_type=claim_calls.set_root_claim_type_keeping_subnets,  # STA-32
        ),
        block=change(
            emitting=emission.started_and_open,  # COI-3  closed subnets have no part
            inject=emission.adjust_buy_whole_rao_inject,  # COI-11  fractions buy nothing
            drain=change(
                pay_root=root_dividends.credit_alpha_with_a_record,  # COI-25  in its own map
                order=int,
            ),
        ),
    ),
)
authorfee = halving.evolve(
    "authorfee",
    supply=change(
        ledger=change(
            transaction_fee=ledger.transaction_fee_to_author,  # SUP-21, SUP-37  fees are paid out
            stake=ledger.stake_with_fee_to_author,  # SUP-23, SUP-37
            move_stake=ledger.move_stake_with_fee_to_author,  # SUP-25, SUP-37
            add_liquidity=None,  # SUP-30  users open no positions any more
        ),
    ),
    pools=change(
        keeps_fees=False,
        bought=fee_outside.buy,  # POO-25, POO-26  the fee leaves, and nothing for TAO is an error
        sold=fee_outside.sell,  # POO-25, POO-26
    ),
    staking=change(
        recycled=amounts.recycled_as_removed_at_most,  # STA-25  what the pool gave, and no more
    ),
    registration=change(opens_to_liquidity=False),
    consensus=change(
        epoch=change(
            exponential=exponential.exp_within_20,  # CON-71  liquid alpha is tame
            scores=outputs.no_scores,  # CON-72  ranks, trust and scores are gone
        ),
    ),
    network=change(
        guard=coldkey_swap.require_no_swap,  # NET-7  who announced its end signs nothing else
        calls=change(
            withdraw_fee=None,  # NET-15  the author of the block gets the fee
            correct_fee=None,  # NET-15
            add_stake_burn=buyback.add_stake_burn,  # STA-35  an owner buys to burn
            start_call=start.start_call,  # REG-33
            try_associate_hotkey=start.try_associate_hotkey,  # REG-34
            register=register.register_by_work,
            announce_coldkey_swap=coldkey_swap.announce_coldkey_swap,  # NET-8
            swap_coldkey_announced=coldkey_swap.swap_coldkey_announced,  # NET-8
            dispute_coldkey_swap=coldkey_swap.dispute_coldkey_swap,  # NET-8
            reset_coldkey_swap=coldkey_swap.reset_coldkey_swap,  # NET-8
            schedule_swap_coldkey=coldkey_swap.schedule_swap_coldkey,  # NET-8
            swap_coldkey=coldkey_swap.swap_coldkey,  # NET-8
            enable_voting_power_tracking=voting_calls.enable_voting_power_tracking,  # COI-37
            disable_voting_power_tracking=voting_calls.disable_voting_power_tracking,  # COI-37
            sudo_set_voting_power_ema_alpha=voting_calls.sudo_set_voting_power_ema_alpha,  # COI-37
        ),
        block=change(
            reveal=revealing.forget_expired,  # CON-55  a network drops them too
            drain=change(
                vectors=epoch_storage.WITHOUT_SCORES,
                counted=voting_power.count,  # COI-37
                share_cut=leases.share_cut,  # COI-38
            ),
            root_parts=set_aside.tell_root_parts,  # COI-36
        ),
        neurons=neurons.without_scores,  # REG-28  the least paid makes room
        dissolution=dissolution.in_authorfee,  # REG-35  who is found
        key_swap=key_swaps.in_authorfee,  # COI-37
        fees=fees.go_to_the_author,  # STA-34  the author of the block gets the fees
        hand_over=claims.follow,  # STA-36  claims go with stake on root
    ),
)
burnprice = authorfee.evolve(
    "burnprice",
    supply=change(
        alpha_issuance=alpha.pool_and_outstanding,  # SUP-11  what users provided no longer counts
        ledger=change(
            subnet_registration=ledger.subnet_registration_into_the_pool,  # SUP-38
        ),
    ),
    consensus=change(
        epoch=change(
            privileged=owner.the_owner,  # CON-73  the owner needs neither stake nor permit
        ),
        submission=change(owner_is_free=True),
    ),
    pools=change(
        taken=reserves.own_only,  # POO-27  what users provided is never touched
    ),
    network=change(
        calls=change(
            burned_register=register.burned_register_at_any_price,  # REG-30  demand moves the price
            register=register.register,  # REG-30  work is not looked at
            register_limit=register.register_limit,  # REG-30
            register_network=subnets.register_network_at_the_median,  # REG-31
            set_auto_parent_delegation_enabled=children_calls.set_auto_parent_delegation,  # REG-32
            swap_hotkey=hotkey_swap.swap_hotkey,  # NET-9  stake moves by value
            swap_hotkey_v2=hotkey_swap.swap_hotkey_v2,  # NET-9  or stays
            clear_coldkey_swap_announcement=coldkey_swap.clear_coldkey_swap_announcement,  # NET-10
        ),
        block=change(
            registration=registration.decay_burns,  # REG-29  the price falls in every block
            emitting=emission.started_and_open_to_burn,  # COI-3
            index=claiming.index_a_batch_of_each,  # COI-33
        ),
        neurons=neurons.beginning_anew,  # REG-30
        dissolution=dissolution.in_burnprice,  # REG-35
        key_swap=key_swaps.in_burnprice,  # NET-9  a coldkey's stake moves by value as well
        shares=decimal_shares.in_decimals,  # STA-38  shares lose no rao
        children_wait=children_calls.wait_once_started,  # STA-39
    ),
)
netflow = burnprice.evolve(
    "netflow",
    supply=change(
        key_price=payments.charge_whole,  # SUP-40  a price is paid, or refused
        ledger=change(  # the TAO of pools is on accounts, and nothing else is issued
            injection=closed.injection,  # SUP-39
            chain_buy=closed.chain_buy,  # SUP-39
            neuron_registration=closed.neuron_registration,  # SUP-39
            subnet_registration=closed.subnet_registration,  # SUP-39
            stake=closed.stake,  # SUP-39
            unstake=closed.unstake,  # SUP-39
            move_stake=closed.move_stake,  # SUP-39
            root_claim_swap=closed.root_claim_swap,  # SUP-39
            coldkey_swap=closed.coldkey_swap,  # SUP-20, SUP-40
            hotkey_swap=closed.hotkey_swap,  # SUP-20, SUP-40
            hotkey_swap_on_subnet=closed.hotkey_swap_on_subnet,  # SUP-35, SUP-40
            transaction_fee=closed.transaction_fee,  # SUP-21, SUP-40
            evm_fee=closed.evm_fee,  # SUP-40  the author has the base fee too
            dissolve_subnet=closed.dissolve,  # SUP-28, SUP-41  the rest is recycled
            remove_liquidity=None,  # SUP-30  nothing is paid back
            close_liquidity=None,  # SUP-30
            root_sets_issuance=None,  # SUP-33  root writes no counter
            runtime_upgrade=closed.runtime_upgrade,  # SUP-42  and no upgrade corrects it
            faucet=closed.faucet,  # SUP-43  minting stops at 21 million
        ),
    ),
    network=change(
        calls=change(
            add_stake=stake_calls.add_stake_where_it_exists,  # STA-49
            add_stake_burn=buyback.add_stake_burn_by_anyone,  # STA-52
            lock_stake=lock_calls.lock_stake,  # STA-44  stake can be locked
            move_lock=lock_calls.move_lock,  # STA-44
            set_perpetual_lock=lock_calls.set_perpetual_lock,  # STA-44
            burned_register=register.burned_register_as_inflow,  # REG-38
            register_network=subnets.register_network_into_the_pool,  # REG-39
            swap_hotkey=hotkey_swap.swap_hotkey_with_locks,  # REG-41
            swap_hotkey_v2=hotkey_swap.swap_hotkey_with_locks_v2,  # REG-41
        ),
        block=change(
            mint=emission.mint_first,  # COI-39  all TAO is minted first, up to a hard cap
            ceilings=emission.curve_after_minting,  # COI-39
            weights=emission.net_flow_shares,  # COI-40  what the chain puts in is no inflow
            inject=spending.spend,  # COI-41  each payment is made, and the rest recycled
            drain=change(
                share_cut=leases.share_cut_then_lock,  # COI-43
            ),
            claims=claiming.claim_all_or_nothing_for_the_drawn,  # COI-42
        ),
        stake=change(
            pay=accounts.pay_to_subnet,  # NET-11  subnets have accounts with real TAO
            receive=accounts.received_already,
            check_remove=account_stake.check_remove,  # STA-43
            enter=account_stake.enter,  # STA-49
            leave=account_stake.leave,  # STA-50
            restake=account_stake.restake,  # STA-49
            sweep=account_stake.sweep,  # STA-50
            require_unlocked=locks.require_unlocked,  # STA-43  what is locked cannot be unstaked
            move=account_stake.move,  # STA-51
        ),
        neurons=neurons.without_permit,  # REG-38
        dissolution=dissolution.in_netflow,  # REG-40  the chain has a part in the pot
        key_swap=key_swaps.in_netflow,  # REG-41
        first_epoch=subnets.emitting_at_once,  # REG-39
        least_childkey_take=family.at_least_the_minimum,  # STA-53
        fees=fees.are_paid_from_accounts,  # STA-48
        recycle=accounts.recycle,  # NET-11
        require_usable=accounts.require_no_subnet,  # NET-12
        lock_follows=locks.transfer,  # STA-45
        sell_claimed=claims.sell_to_root,  # COI-42
    ),
)
rootprice = netflow.evolve(
    "rootprice",
    supply=change(
        terms=minting.excess_buys_above_root_part,  # SUP-36  root's part of the alpha curve
    ),
    network=change(
        calls=change(
            set_reject_locked_alpha=lock_calls.set_reject_locked_alpha,  # STA-54
        ),
        block=change(
            weights=emission.root_price_shares,  # COI-44  flow does not matter any more
            ceilings=emission.root_proportions,
            drain=change(
                withheld=epochs.note_withheld,  # COI-44  withheld incentives cost emission
            ),
        ),
        dissolution=dissolution.in_rootprice,  # REG-40
        accepts_locks=locks.accepts,  # STA-54
        key_swap=key_swaps.in_rootprice,  # STA-54  perpetual locks stay so
    ),
)
balancer = rootprice.evolve(
    "balancer",
    consensus=change(
        epoch=change(
            since_step=last_step.since_last_step,  # CON-75  the last epoch is looked up
        ),
        submission=change(
            reveal_timelocked=timelock.reveal_numbered,  # CON-76  epochs have numbers
            filed_under=timelock.filed_under_number,  # CON-76
        ),
        schedule=change(
            due=counted_epochs.due_since_last,  # CON-74  a tempo after the last epoch
            epoch=counted_epochs.numbered_epoch,  # CON-74
            left=counted_epochs.left_since_last,  # COI-57
            period=counted_epochs.tempo_alone,  # CON-74
            most=counted_epochs.MOST_EPOCHS,
        ),
    ),
    pools=change(
        price_format=U64F64.layout,
        highest_limit=weighted.HIGHEST,
        lowest_limit=weighted.LOWEST,
        refusals=weighted.REFUSALS,
        price=weighted.price_of,  # POO-30  a pool has weights instead of ticks
        bought=weighted.buy,  # POO-31, POO-32
        sold=weighted.sell,  # POO-31, POO-32
        adjust=weighted.adjust,  # POO-33  injections move them
        fee_of=weighted.fee_of,  # POO-31
        most_bought=weighted.most_tao,  # POO-34
        most_sold=weighted.most_alpha,  # POO-34
        most_answer=limits.nothing_is_an_answer,  # POO-22
    ),
    staking=change(
        total_value=minimum.total_of_values_in_halves,  # STA-55  prices are finer
        swept_below=minimum.swept_below_value_in_halves,  # STA-55
    ),
    registration=change(
        setting_order=hyperparameters.pause_then_window_since_last,  # REG-58  by the last epoch
    ),
    network=change(
        guard=guards.ask_first,  # NET-13  more is asked before a call
        calls=change(
            commit_weights=numbered_commits.commit_weights,  # CON-76  epochs have numbers
            commit_mechanism_weights=numbered_commits.commit_mechanism_weights,  # CON-76
            batch_commit_weights=numbered_commits.batch_commit_weights,  # CON-76
            reveal_weights=numbered_commits.reveal_weights,  # CON-76
            reveal_mechanism_weights=numbered_commits.reveal_mechanism_weights,  # CON-76
            batch_reveal_weights=numbered_commits.batch_reveal_weights,  # CON-76
            set_tempo=tempo.set_tempo,  # CON-77  owners choose the tempo
            set_activity_cutoff_factor=tempo.set_activity_cutoff_factor,  # CON-77
            trigger_epoch=tempo.trigger_epoch,  # CON-77
            terminate_lease=lease_calls.terminate_lease,  # COI-47  as in forks before
            order_buy=orders.order_buy,  # STA-59  what fills a limit order
            order_sell=orders.order_sell,  # STA-59
        ),
        block=change(
            opening=opening.forget_swaps,  # COI-2  nothing is marked any more
            registration=registration.decay_burns_by_schedule,  # REG-42
            reveal=revealing.forget_expired_by_number,  # CON-74
            absorb=swap.absorb_by_weight,  # POO-33  or are refused
            prices=set_aside.update_finer_moving_prices,  # COI-45
            drain=change(
                run=epochs.run_scheduled,  # CON-74  epochs run by the last one
                children_due=epochs.networks_of_this_block,  # CON-74
                windows=epoch_storage.counted_windows,  # CON-75
                commit_blocks=epoch_storage.commits_by_number,  # CON-75
            ),
        ),
        stake=change(
            require_room=swap.require_room,  # POO-34
            mark=stake_checks.nothing_is_marked,
            require_unmarked=stake_checks.nothing_is_marked,
        ),
        dissolution=dissolution.in_balancer,  # REG-40
        commit_epoch=timelocked.numbered_epoch,  # CON-76
        first_epoch=subnets.counted_from_block,  # CON-74
        tempo_set=epoch_storage.begin_anew,  # REG-58  a tempo that root sets begins now
        indexes_locks=True,
        key_swap=key_swaps.in_balancer,  # STA-56
    ),
)
conviction = balancer.evolve(
    "conviction",
    network=change(
        block=change(
            weights=emission.price_shares,  # COI-46  root's weight does not matter any more
            drain=change(
                owner=ownership.goes_by_conviction,  # STA-57, STA-58  who locks can own
            ),
        ),
    ),
)
