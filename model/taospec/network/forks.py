"""What the networks of the forks do, as compositions: what each one changed, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.network.block import DEREG, DTAO, FLOW, HALVING
from taospec.network.calls import register, subnets, takes, weights
from taospec.network.effects import clocks, dissolution, neurons
from taospec.network.rules import NetworkRules
from taospec.registration import rules as registration
from taospec.registration.rules import RegistrationRules

dtao = NetworkRules(
    calls={
        "increase_take": takes.increase_take,
        "decrease_take": takes.decrease_take,
        "burned_register": register.burned_register,
        "root_register": register.root_register,
        "register_network": subnets.register_network_in_dtao,
        "dissolve_network": subnets.dissolve_network,
        "set_weights": weights.set_weights,
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
)
dereg = dtao.evolve(
    calls={
        "register_network": subnets.register_network,
        "dissolve_network": None,
        "root_dissolve_network": subnets.root_dissolve_network,
    },
    block=DEREG,
    clock=clocks.one_map_for_all,
    neurons=neurons.several_mechanisms,
    registration=dtao.registration.evolve(
        missing="SubnetNotExists",
        unaffordable_lock="CannotAffordLockCost",
        bought=registration.bought_or_rejected,
    ),
    dissolution=dissolution.in_dereg,
)
flow = dereg.evolve(
    block=FLOW,
    neurons=neurons.without_senate,
    registration=dereg.registration.evolve(sets_weight_limit=False),
    dissolution=dissolution.in_flow,
)
halving = flow.evolve(
    block=HALVING,
)

NETWORKS: Mapping[str, NetworkRules] = {
    "dtao": dtao,
    "dereg": dereg,
    "flow": flow,
    "halving": halving,
}
