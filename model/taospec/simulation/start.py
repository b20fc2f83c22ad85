"""The state that a simulation starts from: rows of storage, or a network that is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from taospec.errors import MalformedInputError
from taospec.examples.network import large_network
from taospec.forks import FORKS
from taospec.network import edge
from taospec.network.chain import Chain
from taospec.simulation.fields import Fields, number


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A network to make up; see `taospec.examples.network`.

    Attributes:
        subnets: how many there are beside root.
        uids: neurons of each.
        validators: how many of them have a permit, stake and weights.
        stakes: entries of stake.
    """

    subnets: int
    uids: int
    validators: int
    stakes: int


def read_start(fields: Fields) -> MadeUp | Sequence[Any]:
    """The start state that a scenario states.

    Raises:
        MalformedInputError: it states none, two, or one that makes no sense.
    """
    if ("network" in fields) == ("storage" in fields):
        problem = "expected either network, to make one up, or storage, its rows"
        raise MalformedInputError([(fields.where, problem)])
    if "storage" in fields:
        return fields.read("storage", read_rows)
    network = Fields(
        fields.get("network"), fields.path("network"), {"subnets", "uids", "validators", "stakes"}
    )
    made_up = MadeUp(
        network.read("subnets", number(1, 1024)),
        network.read("uids", number(1, 4096), 256),
        network.read("validators", number(1, 4096), 64),
        network.read("stakes", number(0, 10_000_000), 100_000),
    )
    if made_up.validators > made_up.uids:
        problem = f"{made_up.validators} validators of {made_up.uids} uids"
        raise MalformedInputError([(network.path("validators"), problem)])
    return made_up


def check_rows(fork: str, start: MadeUp | Sequence[Any], rows: Sequence[Any]) -> None:
    """Refuse rows that the storage of a fork does not have.

    Raises:
        MalformedInputError: a row does not fit; it names the row.
    """
    chain = Chain(FORKS[fork])
    if not isinstance(start, MadeUp):
        edge.read_rows(chain, start, where="start.storage")
    edge.read_rows(chain, rows, where="start.set", removing=True)


def started(fork: str, seed: int, start: MadeUp | Sequence[Any], rows: Sequence[Any]) -> Chain:
    """The chain of a start state.

    Raises:
        MalformedInputError: a row does not fit; it names the row.
    """
    if isinstance(start, MadeUp):
        chain = large_network(
            fork,
            subnets=start.subnets,
            uids=start.uids,
            validators=start.validators,
            stakes=start.stakes,
            seed=seed,
        )
    else:
        chain = Chain(FORKS[fork])
        edge.put(edge.read_rows(chain, start, where="start.storage"))
    edge.edit(chain, rows, where="start.set")
    chain.settle()
    return chain


def read_rows(value: Any) -> Sequence[Any]:
    """Reads rows of storage; what is in them is checked by `check_rows`."""
    if not isinstance(value, list):
        raise ValueError("expected a list of rows [entry, keys, value]")
    return value
