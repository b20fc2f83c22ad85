"""Play a scenario of `data/scenarios.yaml`: epochs whose bonds and permits feed the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from taospec.consensus.upscale import max_upscale_u16
from taospec.operations.catalogue import execute

WHOLE = 1 << 64
_CHANGING = (
    "block",
    "stake",
    "last_update",
    "block_at_registration",
    "validator_permits",
    "weights",
    "bonds",
)

Fields = Mapping[str, Any]
Played = tuple[Fields, dict[str, Any], dict[str, Any]]


class Subnet:
    """The stored state of a subnet between epochs, in the wire form of `consensus.epoch`."""

    def __init__(self, defaults: Fields, scenario: Fields) -> None:
        """Neurons with the scenario's stakes, registered in one block, without permits."""
        given = {**defaults, **scenario["given"]}
        self.stake: list[int] = list(given.pop("stake"))
        self.n = n = len(self.stake)
        self.parameters = given
        self.registered = [scenario["registered"]] * n
        self.last_update = list(self.registered)
        self.permits = [False] * n
        self.weights: dict[int, list[list[int]]] = {}
        self.bonds: dict[int, list[list[int]]] = {}

    def prepare(self, step: Fields) -> None:
        """What happens before the epoch of a step."""
        for uid, block in step.get("replaced", {}).items():
            self.replace(uid, block)
        if (forgotten := step.get("forgotten")) is not None:
            for row in self.bonds.values():
                row[:] = [pair for pair in row if pair[0] != forgotten]
        self.permits = step.get("permits", self.permits)
        self.stake = list(step.get("stake", self.stake))
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
        amounts = ("stake_threshold", "bonds_moving_average", "emission")
        return {
            **self.parameters,
            **{name: str(self.parameters[name]) for name in amounts},
            "n": self.n,
            "block": str(block),
            "stake": [str(stake * WHOLE) for stake in self.stake],
            "commit_blocks": [],
            "last_update": [str(block) for block in self.last_update],
            "block_at_registration": [str(block) for block in self.registered],
            "validator_permits": list(self.permits),
            "weights": [
                [uid, [list(pair) for pair in row]] for uid, row in self._sorted("weights")
            ],
            "bonds": [[uid, [list(pair) for pair in row]] for uid, row in self._sorted("bonds")],
        }

    def store(self, answer: Fields) -> None:
        """What the epoch leaves for the next one."""
        self.permits = answer["validator_permits"]
        self.bonds = {uid: [list(pair) for pair in row] for uid, row in answer["bonds"]}

    def _sorted(self, name: str) -> Iterable[tuple[int, list[list[int]]]]:
        table: dict[int, list[list[int]]] = getattr(self, name)
        return sorted(table.items())


def answer(given: Fields) -> dict[str, Any]:
    """The model's answer to `consensus.epoch`, in a fork that has Yuma3."""
    answered: dict[str, Any] = execute("dereg", "consensus.epoch", given)["ok"]
    return answered


def play(
    defaults: Fields, scenario: Fields, ask: Callable[[Fields], dict[str, Any]] = answer
) -> Iterator[Played]:
    """Step, input and answer of every epoch of a scenario."""
    subnet = Subnet(defaults, scenario)
    for step in scenario["steps"]:
        subnet.prepare(step)
        given = subnet.given(step["block"])
        answered = ask(given)
        subnet.store(answered)
        yield step, given, answered


def as_epochs(played: Iterable[Played]) -> dict[str, Any]:
    """The input of `consensus.epochs` that asks for the same epochs.

    Epochs of which nothing is expected are not shown.
    """
    start: dict[str, Any] = {}
    state: dict[str, Any] = {}
    steps = []
    for step, given, answered in played:
        start = start or given
        state = state or given
        stated = {name: given[name] for name in _CHANGING if given[name] != state[name]}
        steps.append(stated | {"shown": "expect" in step})
        state = given | {name: answered[name] for name in ("validator_permits", "bonds")}
    return {"start": start, "steps": steps}


def contradiction(step: Fields, answered: Fields) -> str | None:
    """What an epoch's answer has otherwise than the chain's tests, None if nothing.

    Bonds that a step does not name may be anything, and a bond of 0 may be no entry.
    """
    expected = dict(step.get("expect", {}))
    held = {uid: dict(row) for uid, row in answered["bonds"]}
    for uid, bonds in expected.pop("bonds", {}).items():
        row = {about: held.get(uid, {}).get(about, 0) for about in bonds}
        if row != bonds:
            return f"bonds of uid {uid} are {row}, not {bonds}"
    for name, values in expected.items():
        numbers = [value if isinstance(value, bool) else int(value) for value in answered[name]]
        if numbers != values:
            return f"{name} is {numbers}, not {values}"
    return None
