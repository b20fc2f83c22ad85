"""What the networks of the forks do, as compositions: what each one changed, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from taospec.network.calls import takes
from taospec.network.effects import clocks
from taospec.network.rules import NetworkRules

dtao = NetworkRules(
    calls={
        "increase_take": takes.increase_take,
        "decrease_take": takes.decrease_take,
    },
    block=None,
    clock=clocks.one_map_each,
)
dereg = dtao.evolve(
    clock=clocks.one_map_for_all,
)
flow = dereg.evolve()
halving = flow.evolve()

NETWORKS: Mapping[str, NetworkRules] = {
    "dtao": dtao,
    "dereg": dereg,
    "flow": flow,
    "halving": halving,
}
