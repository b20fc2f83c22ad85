"""What the networks of the forks do, as compositions: what each one changed, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.network.block import DEREG, DTAO, FLOW, HALVING
from taospec.network.calls import register, takes
from taospec.network.effects import clocks, neurons
from taospec.network.rules import NetworkRules
from taospec.registration import rules as registration
from taospec.registration.rules import RegistrationRules

dtao = NetworkRules(
    calls={
        "increase_take": takes.increase_take,
        "decrease_take": takes.decrease_take,
        "burned_register": register.burned_register,
        "root_register": register.root_register,
    },
    block=DTAO,
    clock=clocks.one_map_each,
    neurons=neurons.one_mechanism,
    registration=RegistrationRules(
        missing="SubNetworkDoesNotExist",
        unaffordable_lock="NotEnoughBalanceToStake",
        bought=registration.bought_or_nothing,
    ),
)
dereg = dtao.evolve(
    block=DEREG,
    clock=clocks.one_map_for_all,
    neurons=neurons.several_mechanisms,
    registration=dtao.registration.evolve(
        missing="SubnetNotExists",
        unaffordable_lock="CannotAffordLockCost",
        bought=registration.bought_or_rejected,
    ),
)
flow = dereg.evolve(
    block=FLOW,
    neurons=neurons.without_senate,
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
