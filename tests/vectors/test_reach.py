"""What is drawn is accepted often enough, and stands at the boundaries of each check."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from effort import examples
from hypothesis import HealthCheck, Phase, given, seed, settings

from taospec.forks import fork
from taospec.invariants import laws
from taospec.invariants.asking import AskModel
from taospec.invariants.declare import Discarded
from taospec.operations.catalogue import execute
from taospec_vectors.drafting import every_fork
from taospec_vectors.load import cases
from taospec_vectors.strategies.inputs import given_of
from taospec_vectors.strategies.reach import reach

# An economy is drawn for every fork alike, and since `dereg` its subnets have not started; the
# newest forks refuse no epoch, and trades of what is drawn of a network are rare.
_SELDOM = {
    "consensus.epoch",
    "consensus.epochs",
    "network.apply",
    "network.quote_buy",
    "network.quote_sell",
}
_REFUSING = sorted({case.operation for case in cases() if case.rejects} - _SELDOM)


@pytest.mark.parametrize("operation", _REFUSING)
def test_an_eighth_is_accepted(operation: str) -> None:
    """Given draws of an operation that refuses, then it answers an eighth and refuses some."""
    reached = reach(operation, every_fork(operation)[-1], examples(40, 120))
    assert reached.accepted * 8 >= reached.drawn
    assert reached.refused


@cache
def weights() -> tuple[tuple[dict[str, Any], str], ...]:
    """What became of 400 submissions: the code of the refusal, or nothing."""
    submissions = []

    @seed(0)
    @settings(max_examples=400, database=None, phases=[Phase.generate])
    @given(given_of("consensus.set_weights"))
    def submit(data: dict[str, Any]) -> None:
        answer = execute("dereg", "consensus.set_weights", data)
        submissions.append((data, answer.get("reject", {}).get("code", "")))

    submit()
    return tuple(submissions)


def _passed(data: dict[str, Any]) -> int:
    return int(data["block"]) - int(data["last_update"])


def _has_updated(data: dict[str, Any]) -> bool:
    return int(data["last_update"]) > 0


def _missing(data: dict[str, Any]) -> int:
    return int(data["min_allowed_weights"]) - len(data["values"])


@pytest.mark.parametrize(
    ("code", "stands"),
    [
        (
            "",
            lambda data: int(data["last_update"]) > 0 and _passed(data) == int(data["rate_limit"]),
        ),
        ("SettingWeightsTooFast", lambda data: _passed(data) == int(data["rate_limit"]) - 1),
        ("", lambda data: max(data["uids"], default=0) == data["n"] - 1),
        ("UidVecContainInvalidOne", lambda data: max(data["uids"]) == data["n"]),
        ("", lambda data: int(data["version_key"]) == int(data["network_version_key"]) > 0),
        ("IncorrectWeightVersionKey", lambda _: True),
        ("", lambda data: int(data["stake_weight"]) == int(data["stake_threshold"]) << 64 != 0),
        ("NotEnoughStakeToSetWeights", lambda _: True),
        ("", lambda data: _missing(data) == 0),
        (
            "WeightVecLengthIsLow",
            lambda data: data["min_allowed_weights"] - len(data["values"]) == 1,
        ),
        ("", lambda data: data["uids"] == [data["uid"]] and not data["permit"]),
        ("NeuronNoValidatorPermit", lambda data: data["uid"] in data["uids"]),
        ("MaxWeightExceeded", lambda _: True),
        ("WeightVecNotEqualSize", lambda _: True),
        ("CommitRevealEnabled", lambda _: True),
        ("DuplicateUids", lambda _: True),
    ],
)
def test_the_boundaries_of_weights(code: str, stands: Callable[[dict[str, Any]], bool]) -> None:
    """Given 400 submissions, then one stands at the limit of a check, on either side of it."""
    assert any(refusal == code and stands(data) for data, refusal in weights())


# Laws of whole histories have a state machine of their own, which draws one call after the other.
_OF_ONE_INPUT = [name for name, law in laws().items() if law.operation != "network.trace"]


@pytest.mark.parametrize("name", _OF_ONE_INPUT)
def test_a_law_is_tried(name: str) -> None:
    """Given 20 draws for a law, then a quarter of them lies within its assumptions."""
    law = laws()[name]
    newest = [own for own in every_fork(law.operation) if own in law.forks][-1]
    ask = AskModel(fork(newest))
    tried: list[bool | None] = []

    @settings(
        max_examples=20,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(given_of(law.operation))
    def count(data: dict[str, Any]) -> None:
        try:
            tried.append(law.holds(ask, {"given": data}))
        except Discarded:
            tried.append(None)

    count()
    assert False not in tried
    assert tried.count(True) * 4 >= len(tried)
