"""A simulation that runs: block after block, calls and records in their places."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any, NamedTuple

from taospec.forks import FORKS
from taospec.network.apply import apply
from taospec.network.block import advance
from taospec.network.chain import Chain
from taospec.network.passes.moment import Moment
from taospec.rejections import Rejection
from taospec.simulation.measures import MEASURES, Record, Seen
from taospec.simulation.scenario import Scenario
from taospec.simulation.start import started

_HASH = 32


class Called(NamedTuple):
    """A call that was made.

    Attributes:
        block: of the simulation.
        name: of the extrinsic.
        outcome: `ok`, or the code of the rejection.
    """

    block: int
    name: str
    outcome: str


class Simulation:
    """One run of a scenario.

    Attributes:
        scenario: what it runs.
        chain: the state.
        block: blocks made since the start.
        earned: rao that each role earned on each subnet since the start.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.chain: Chain = started(scenario.fork, scenario.seed, scenario.start, scenario.rows)
        self.block = 0
        self.earned: Counter[tuple[str, int]] = Counter()

    def records(self, moment: Moment | None = None) -> Iterator[Record]:
        """What the scenario records of the state as it is now."""
        seen = Seen(self.chain, moment, self.earned)
        for name in self.scenario.measures:
            for measure, netuid, value in MEASURES[name](seen):
                yield Record(self.block, measure, netuid, value)

    def step(self) -> tuple[list[Record], list[Called]]:
        """Make the next block and the calls in it; what is recorded after, and what was called."""
        self.block += 1
        chain = self.chain
        chain.parent_hash.value = self._hash()
        moment = advance(chain)
        for netuid, paid in moment.paid.items():
            for role, amount in paid._asdict().items():
                self.earned[role, netuid] += amount
        called = [self._call(call) for call in self._due()]
        chain.settle()
        recorded = self.block % self.scenario.every == 0
        return list(self.records(moment)) if recorded else [], called

    def _hash(self) -> bytes:
        """The hash of the block before: any will do, as long as it differs from the others."""
        place = f"{self.scenario.seed}/{self.block}".encode()
        return blake2b(place, digest_size=_HASH).digest()

    def _due(self) -> list[dict[str, Any]]:
        return [
            {"name": call.name, "origin": call.origin, "args": call.arguments}
            for call in self.scenario.calls
            if call.is_due(self.block)
        ]

    def _call(self, op: dict[str, Any]) -> Called:
        try:
            apply(self.chain, op)
        except Rejection as rejection:
            return Called(self.block, op["name"], rejection.code)
        return Called(self.block, op["name"], "ok")

    # Leaving off and going on

    def state(self) -> dict[str, Any]:
        """All that the next block depends on, as plain values."""
        tables = {name: dict(table.items()) for name, table in self.chain.tables.items()}
        return {"block": self.block, "earned": dict(self.earned), "tables": tables}

    @classmethod
    def resumed(cls, scenario: Scenario, state: dict[str, Any]) -> Simulation:
        """A simulation that goes on where another one of the same scenario was left off."""
        simulation = cls.__new__(cls)
        simulation.scenario = scenario
        simulation.block, simulation.earned = state["block"], Counter(state["earned"])
        simulation.chain = Chain(FORKS[scenario.fork])
        for name, values in state["tables"].items():
            simulation.chain.tables[name].commit(values)
        simulation.chain.settle()
        return simulation


@contextmanager
def many_blocks() -> Iterator[None]:
    """Let the collector of reference cycles rest while many blocks are made.

    The state of a network is millions of objects in no cycle, which it would walk again and again.
    """
    was_on = gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def run(scenario: Scenario, blocks: int) -> tuple[list[Record], list[Called]]:
    """A whole simulation at once: the records of the start and of every block, and all calls."""
    simulation = Simulation(scenario)
    records, calls = list(simulation.records()), []
    with many_blocks():
        for _ in range(blocks):
            new, called = simulation.step()
            records += new
            calls += called
    return records, calls
