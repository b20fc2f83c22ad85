"""Play a scenario of `goldens/scenarios.yaml`: epochs whose bonds and permits feed the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from taospec.consensus.upscale import max_upscale_u16

WHOLE = 1 << 64
Answer = Callable[[Mapping[str, Any]], dict[str, Any]]


class Subnet:
    """The stored state of a subnet between epochs, in the wire form of `consensus.epoch`."""

    def __init__(self, defaults: Mapping[str, Any], scenario: Mapping[str, Any]) -> None:
        """Neurons with the scenario's stakes, registered in one block, without permits."""
        given = {**defaults, **scenario["given"]}
        self.stake: list[int] = given.pop("stake")
        self.n = n = len(self.stake)
        self.parameters = given
        self.registered = [scenario["registered"]] * n
        self.last_update = list(self.registered)
        self.permits = [False] * n
        self.weights: dict[int, list[list[int]]] = {}
        self.bonds: dict[int, list[list[int]]] = {}

    def prepare(self, step: Mapping[str, Any]) -> None:
        """What happens before the epoch of a step."""
        for uid, block in step.get("replaced", {}).items():
            self.replace(uid, block)
        if (forgotten := step.get("forgotten")) is not None:
            for row in self.bonds.values():
                row[:] = [pair for pair in row if pair[0] != forgotten]
        self.permits = step.get("permits", self.permits)
        for uid, row in step.get("weights", {}).items():
            values = max_upscale_u16([value for _, value in row])
            pairs = zip(row, values, strict=True)
            self.weights[uid] = [[target, value] for (target, _), value in pairs]
            self.last_update[uid] = step.get("weights_at", step["block"])

    def replace(self, uid: int, block: int) -> None:
        """A newcomer takes a uid: no rows of its own, weights of others about it are zeros."""
        self.registered[uid], self.stake[uid] = block, 0
        self.weights.pop(uid, None)
        self.bonds.pop(uid, None)
        for row in self.weights.values():
            row[:] = [[target, 0 if target == uid else value] for target, value in row]

    def given(self, block: int) -> dict[str, Any]:
        """The input of an epoch in this block."""
        return {
            **self.parameters,
            "n": self.n,
            "block": block,
            "stake": [stake * WHOLE for stake in self.stake],
            "commit_blocks": [],
            "last_update": list(self.last_update),
            "block_at_registration": list(self.registered),
            "validator_permits": list(self.permits),
            "weights": [[uid, [*row]] for uid, row in sorted(self.weights.items())],
            "bonds": [[uid, [*row]] for uid, row in sorted(self.bonds.items())],
        }

    def store(self, answer: Mapping[str, Any]) -> None:
        """What the epoch leaves for the next one."""
        self.permits = answer["validator_permits"]
        self.bonds = dict(answer["bonds"])


def play(
    defaults: Mapping[str, Any], scenario: Mapping[str, Any], ask: Answer
) -> Iterator[tuple[Mapping[str, Any], dict[str, Any], dict[str, Any]]]:
    """Step, input and answer of every epoch of a scenario."""
    subnet = Subnet(defaults, scenario)
    for step in scenario["steps"]:
        subnet.prepare(step)
        given = subnet.given(step["block"])
        answer = ask(given)
        subnet.store(answer)
        yield step, given, answer
