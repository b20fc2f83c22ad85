"""What the networks of the forks do, as compositions: what each one changed, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.network.block import DEREG, DTAO, FLOW, HALVING
from taospec.network.calls import (
    alpha,
    auto_stake,
    children,
    claims,
    flat_fee_move,
    flat_fee_stake,
    keys,
    move,
    register,
    stake,
    subnets,
    takes,
    weights,
)
from taospec.network.effects import clocks, dissolution, key_swaps, neurons
from taospec.network.rules import NetworkRules
from taospec.registration import rules as registration
from taospec.registration.rules import RegistrationRules
from taospec.staking import children as requests
from taospec.staking import flow as flows
from taospec.staking import minimum
from taospec.staking.rules import StakingRules

dtao = NetworkRules(
    calls={
        "increase_take": takes.increase_take,
        "decrease_take": takes.decrease_take,
        "set_children": children.set_children,
        "set_childkey_take": children.set_childkey_take_limited_always,
        "add_stake": flat_fee_stake.add_stake,
        "add_stake_limit": flat_fee_stake.add_stake_limit,
        "remove_stake": flat_fee_stake.remove_stake,
        "remove_stake_limit": flat_fee_stake.remove_stake_limit,
        "unstake_all": flat_fee_stake.unstake_all,
        "unstake_all_alpha": flat_fee_stake.unstake_all_alpha,
        "move_stake": flat_fee_move.move_stake,
        "swap_stake": flat_fee_move.swap_stake,
        "swap_stake_limit": flat_fee_move.swap_stake_limit,
        "transfer_stake": flat_fee_move.transfer_stake,
        "recycle_alpha": alpha.recycle_alpha_removed,
        "burn_alpha": alpha.burn_alpha_removed,
        "burned_register": register.burned_register,
        "root_register": register.root_register,
        "register_network": subnets.register_network_in_dtao,
        "dissolve_network": subnets.dissolve_network,
        "set_weights": weights.set_weights,
        "swap_hotkey": keys.swap_hotkey_in_dtao,
        "swap_coldkey": keys.swap_coldkey,
    },
    block=DTAO,
    clock=clocks.one_map_each,
    neurons=neurons.one_mechanism,
    registration=RegistrationRules(
        missing="SubNetworkDoesNotExist",
        unaffordable_lock="NotEnoughBalanceToStake",
        sets_weight_limit=True,
        bought=registration.bought_or_nothing,
    ),
    dissolution=dissolution.in_dtao,
    staking=StakingRules(
        check_children=requests.check_request_alone,
        total_value=minimum.total_of_whole_values,
        swept_below=minimum.swept_below_stored_minimum,
    ),
    children_cooldown=children.fixed_cooldown,
    root_claims=False,
    key_swap=key_swaps.in_dtao,
)
dereg = dtao.evolve(
    block=DEREG,
    calls={
        "register_network": subnets.register_network,
        "dissolve_network": None,
        "root_dissolve_network": subnets.root_dissolve_network,
        "set_childkey_take": children.set_childkey_take,
        "add_stake": stake.add_stake,
        "add_stake_limit": stake.add_stake_limit,
        "remove_stake": stake.remove_stake,
        "remove_stake_limit": stake.remove_stake_limit,
        "remove_stake_full_limit": stake.remove_stake_full_limit,
        "unstake_all": stake.unstake_all,
        "unstake_all_alpha": stake.unstake_all_alpha,
        "move_stake": move.move_stake,
        "swap_stake": move.swap_stake,
        "swap_stake_limit": move.swap_stake_limit,
        "transfer_stake": move.transfer_stake,
        "recycle_alpha": alpha.recycle_alpha,
        "burn_alpha": alpha.burn_alpha,
        "set_coldkey_auto_stake_hotkey": auto_stake.set_coldkey_auto_stake_hotkey,
        "swap_hotkey": keys.swap_hotkey,
    },
    clock=clocks.one_map_for_all,
    neurons=neurons.several_mechanisms,
    registration=dtao.registration.evolve(
        missing="SubnetNotExists",
        unaffordable_lock="CannotAffordLockCost",
        bought=registration.bought_or_rejected,
    ),
    dissolution=dissolution.in_dereg,
    staking=dtao.staking.evolve(
        total_value=minimum.total_of_values,
        swept_below=minimum.swept_below_value,
    ),
    children_cooldown=children.stored_cooldown,
    key_swap=key_swaps.in_dereg,
)
flow = dereg.evolve(
    block=FLOW,
    calls={
        "claim_root": claims.claim_root,
        "set_root_claim_type": claims.set_root_claim_type,
    },
    neurons=neurons.without_senate,
    registration=dereg.registration.evolve(sets_weight_limit=False),
    dissolution=dissolution.in_flow,
    staking=dereg.staking.evolve(
        check_children=requests.check_request_among_relations,
        inflow=flows.grown_position,
        outflow=flows.shrunk_position,
    ),
    root_claims=True,
    key_swap=key_swaps.in_flow,
)
halving = flow.evolve(
    block=HALVING,
    calls={"set_root_claim_type": claims.set_root_claim_type_keeping_subnets},
    staking=flow.staking.evolve(
        inflow=flows.paid_into_pool,
        outflow=flows.paid_out_of_pool,
    ),
)

NETWORKS: Mapping[str, NetworkRules] = {
    "dtao": dtao,
    "dereg": dereg,
    "flow": flow,
    "halving": halving,
}
