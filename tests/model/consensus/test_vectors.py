"""The scalar version of the epoch on the vectors, which the model itself has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from each import each
from oracles import epoch as oracle

from taospec_vectors.format import Case
from taospec_vectors.load import cases

EPOCH = [case for case in cases(ids=["consensus.epoch.*"]) if not case.rejects]
EPOCHS = [case for case in cases(ids=["consensus.epochs.*"]) if not case.rejects]

Asked = tuple[Mapping[str, Any], Mapping[str, Any]]


def kinds(case: Case) -> list[str]:
    """A fork of each kind among those of a case: epochs are the same from dereg on."""
    return [fork for fork in case.forks if fork in ("dtao", "dereg")]


def followed(case: Case, fork: str) -> Iterator[Asked]:
    """Input and answer of each epoch of a row that is shown, as is the one before it."""
    state: dict[str, Any] = dict(case.given["start"])
    answers = iter(case.expect["ok"]["epochs"])
    known = True
    for step in case.given["steps"]:
        state |= {name: value for name, value in step.items() if name != "shown"}
        answer = next(answers) if step["shown"] else None
        if known and answer:
            yield dict(state), answer
        known = answer is not None
        if answer:
            state["bonds"] = stored(state, answer, fork)
            state["validator_permits"] = answer["validator_permits"]


def stored(state: Mapping[str, Any], answer: Mapping[str, Any], fork: str) -> list[Any]:
    """The bonds after an epoch: in dtao, rows of those who had and get no permit stay."""
    permits = state["validator_permits"], answer["validator_permits"]
    had_or_gets = {uid for held in permits for uid, permit in enumerate(held) if permit}
    stays = [pair for pair in state["bonds"] if pair[0] not in had_or_gets]
    return sorted(answer["bonds"] + (stays if fork == "dtao" else []))


@each("case", EPOCH, name=lambda case: case.slug)
def test_an_epoch(case: Case) -> None:
    expect = {name: value for name, value in case.expect["ok"].items() if name != "trace"}
    for fork in kinds(case):
        assert oracle.epoch(case.given, fork) == expect


@each("case", EPOCHS, name=lambda case: case.slug)
def test_epochs_in_a_row(case: Case) -> None:
    for fork in kinds(case):
        for given, answer in followed(case, fork):
            assert oracle.epoch(given, fork) == answer
