"""Epochs in a row, each with its answer, and what plots and tables ask about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from taospec.operations.catalogue import execute
from taospec.timeline import default_fork

Entry = tuple[int, int]
"""Validator and the uid that it holds a bond in."""


@dataclass(frozen=True, slots=True)
class Run:
    """Epochs in a row and what each answered.

    Attributes:
        start: the state that the first one read, in the wire form of `consensus.epoch`.
        answers: one answer of `consensus.epoch` for each epoch, in wire form.
    """

    start: Mapping[str, Any]
    answers: tuple[Mapping[str, Any], ...]

    def bonds(self) -> Iterator[dict[Entry, int]]:
        """The u16 bonds that each epoch leaves."""
        for answer in self.answers:
            yield {(uid, about): bond for uid, row in answer["bonds"] for about, bond in row}

    def entries(self) -> list[Entry]:
        """Everything that ever was a bond."""
        return sorted({entry for bonds in self.bonds() for entry in bonds})

    def moved(self) -> list[int]:
        """How far bonds moved in each epoch after the first: the sum over all of them, in u16."""
        held = list(self.bonds())
        return [
            sum(abs(new.get(entry, 0) - old.get(entry, 0)) for entry in old.keys() | new.keys())
            for old, new in pairwise(held)
        ]


def play(start: Mapping[str, Any], steps: Iterable[Mapping[str, Any]], **changed: Any) -> Run:
    """Every epoch of an input of `consensus.epochs`, in the default fork.

    Args:
        start: the state of the input.
        steps: its steps; all are shown, whatever they say.
        changed: fields of the state that are to be others.
    """
    state = {**start, **changed}
    given = {"start": state, "steps": [{**step, "shown": True} for step in steps]}
    return Run(state, tuple(execute(default_fork(), "consensus.epochs", given)["ok"]["epochs"]))


def support(trace: Mapping[str, Any], uid: int) -> list[tuple[int, int]]:
    """The votes on a uid: (weight, stake that gave at least as much), ascending, in raw bits.

    The stake is normalised over those who have any, as the majority counts it. Weights that nobody
    with stake gave are left out; whoever gave none gave 0.

    Args:
        trace: the quantities of an epoch in wire form.
        uid: who is judged.
    """
    stake = _voting(trace["active_stake"])
    given = {holder: int(dict(row).get(uid, 0)) for holder, row in trace["weights"]}
    weights = {given.get(holder, 0) for holder in stake}
    return [
        (weight, sum(part for holder, part in stake.items() if given.get(holder, 0) >= weight))
        for weight in sorted(weights)
    ]


def _voting(active_stake: Sequence[str]) -> dict[int, int]:
    import numpy as np

    from taospec.consensus.arrays import normalise

    held = {uid: int(bits) for uid, bits in enumerate(active_stake) if int(bits)}
    shares = normalise(np.array(list(held.values()), dtype=np.int64))
    return dict(zip(held, shares.tolist(), strict=True))
