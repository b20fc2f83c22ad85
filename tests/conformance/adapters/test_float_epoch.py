"""How a dense model in floats is asked for an epoch, without any such model."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import pytest

from taospec.examples.consensus import epoch
from taospec.operations.catalogue import execute
from taospec.timeline import until
from taospec_conformance.adapters import float_epoch
from taospec_conformance.adapters.float_epoch import Parameters, Proportions
from taospec_conformance.judging.bands import Band, Grader
from taospec_conformance.judging.compare import divergence

RAO = 1 << 64
N = 5


def epoch_given(**changes: Any) -> dict[str, Any]:
    """Three validators with stake, two miners, and nothing that a dense model does not know."""
    usual: dict[str, Any] = {
        "tempo": 100,
        "max_allowed_validators": 3,
        "emission": 10**6,
        "last_update": [900] * N,
        "validator_permits": [True, True, True, False, False],
    }
    state = epoch(
        rao=(400, 350, 250, 0, 0),
        weights={0: [(3, 60), (4, 40)], 1: [(3, 50), (4, 50)], 2: [(3, 0), (4, 9)]},
        bonds={0: [(3, 65535)], 1: [(3, 32768), (4, 100)]},
        fork="dereg",
        **usual,
    )
    return state | changes


def test_what_a_dense_model_knows_can_be_asked() -> None:
    for fork in until("authorfee"):
        assert float_epoch.inexpressible(epoch_given(), fork) is None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"trace": True}, "quantities on the way"),
        ({"validator_permits": [True]}, "malformed"),
        ({"weights": [[5, [[3, 1]]]]}, "malformed"),
        ({"bonds": [[0, [[7, 1]]]]}, "malformed"),
        ({"stake": [str(-RAO), *["0"] * 4]}, "overflow"),
        ({"stake": [str((1 << 127) - 1), "1", *["0"] * 3]}, "overflow"),
        ({"weights": [[0, [[3, 0]]]]}, "without weights"),
        ({"stake_threshold": "251"}, "threshold"),
        ({"activity_cutoff": 99}, "activity"),
        ({"validator_permits": [True, True, False, False, False]}, "all stake votes"),
        ({"weights": [[3, [[4, 1]]]]}, "all stake votes"),
        ({"max_allowed_validators": 2}, "all stake may validate"),
        ({"weights": [[0, [[0, 1], [3, 1]]]]}, "self-weights"),
        ({"block_at_registration": ["0", "0", "0", "900", "0"]}, "older than a neuron"),
        (
            {
                "commit_reveal": True,
                "commit_blocks": [[0, "49"]],
                "block_at_registration": ["0", "0", "0", "50", "0"],
            },
            "older than a neuron",
        ),
        (
            {"last_update": ["950"] * N, "block_at_registration": ["0", "0", "0", "900", "0"]},
            "bonds in new neurons",
        ),
        ({"bonds": [[3, [[4, 1]]]]}, "lost its stake"),
    ],
)
def test_what_it_does_not_know_is_named(changes: dict[str, Any], reason: str) -> None:
    assert reason in str(float_epoch.inexpressible(epoch_given(**changes), "dereg"))


@pytest.mark.parametrize(
    "changes",
    [
        {"stake_threshold": "250"},
        {"activity_cutoff": 100},
        {"owner_uid": 0, "weights": [[0, [[0, 1], [3, 1]]]]},
        {"weights": [[0, [[0, 0], [3, 1]]], [3, [[4, 0]]]]},
        {"last_update": ["901"] * N, "block_at_registration": ["0", "0", "0", "899", "0"]},
    ],
)
def test_what_makes_no_difference_can_be_asked(changes: dict[str, Any]) -> None:
    bonds: dict[str, Any] = {} if "last_update" not in changes else {"bonds": []}
    assert float_epoch.inexpressible(epoch_given(**changes, **bonds), "dereg") is None


def test_rows_become_parts_of_their_sum_and_bonds_what_they_stand_for() -> None:
    given = epoch_given()
    assert float_epoch.weights(given)[:3] == [
        [0, 0, 0, 0.6, 0.4],
        [0, 0, 0, 0.5, 0.5],
        [0, 0, 0, 0, 1],
    ]
    columns = float_epoch.classic_bonds(given)
    assert columns is not None
    assert [row[3:] for row in columns[:2]] == [[65535 / 98303, 0], [32768 / 98303, 1]]
    proportions = float_epoch.yuma3_bonds(given)
    assert proportions is not None
    assert [row[3:] for row in proportions[:2]] == [[1, 0], [32768 / 65535, 100 / 65535]]
    assert [row[3:] for row in float_epoch.by_largest(columns)[:2]] == [
        [1, 0],
        [pytest.approx(32768 / 65535), 1],
    ]
    empty = epoch_given(bonds=[[0, []]])
    assert (float_epoch.classic_bonds(empty), float_epoch.yuma3_bonds(empty)) == (None, None)


def test_parameters_become_proportions() -> None:
    assert Parameters.of(epoch_given(kappa=65535, bonds_penalty=0)) == Parameters(
        kappa=1.0,
        bonds_penalty=0.0,
        bonds_moving_average=0.9,
        liquid_alpha=False,
        alpha_low=45875 / 65535,
        alpha_high=58982 / 65535,
        steepness=10.0,
    )


@pytest.mark.parametrize("yuma3", [False, True])
def test_exact_proportions_make_the_exact_answer_but_for_its_floors(yuma3: bool) -> None:
    """The model's own quantities, put in place of a float model's, differ by a unit at most."""
    given = epoch_given(yuma3=yuma3)
    exact = execute("dereg", "consensus.epoch", {**given, "trace": True})["ok"]
    trace = exact.pop("trace")
    bonds = [[0.0] * N for _ in range(N)]
    for uid, row in trace["bonds"]:
        for about, bits in row:
            bonds[uid][about] = int(bits) / 2**32
    proportions = Proportions(
        bonds=bonds if yuma3 else float_epoch.by_largest(bonds),
        **{
            name: [int(bits) / 2**32 for bits in trace[name]]
            for name in ("consensus", "incentive", "trust", "validator_trust", "dividends")
        },
    )
    answer = float_epoch.answer(given, "dereg", proportions)
    grader = Grader("consensus.epoch", (Band(absolute=Fraction(1)),))
    assert divergence(exact, answer, within=grader.within) is None
    assert grader.worst is not None


@pytest.mark.parametrize("places", [3, 4, 64])
def test_permits_are_those_of_the_chain_while_all_stake_may_validate(places: int) -> None:
    given = epoch_given(max_allowed_validators=places)
    for fork in ("dtao", "dereg"):
        exact = execute(fork, "consensus.epoch", given)["ok"]["validator_permits"]
        assert float_epoch.validator_permits(given, fork) == exact


def test_an_idle_epoch_pays_stake() -> None:
    idle = epoch_given(weights=[[0, [[3, 0]]]], bonds=[], validator_permits=[False] * N)
    assert float_epoch.is_idle(idle)
    assert not float_epoch.is_idle(epoch_given(weights=[]))
    assert not float_epoch.is_idle(epoch_given(bonds=[]))
    assert float_epoch.inexpressible_idle(idle, "dereg") is None
    assert float_epoch.inexpressible_idle({**idle, "stake_threshold": "251"}, "dereg") is not None
    exact = execute("dereg", "consensus.epoch", idle)["ok"]
    grader = Grader("consensus.epoch", (Band(absolute=Fraction(1)),))
    answer = float_epoch.idle_answer(idle, "dereg")
    assert divergence(exact, answer, within=grader.within) is None


def test_what_is_no_number_is_sent_as_a_word() -> None:
    nan = [math.nan] * N
    answer = float_epoch.answer(epoch_given(), "dtao", Proportions(nan, nan, nan, nan, nan, []))
    assert answer["consensus"] == ["nan"] * N
    assert answer["pruning_scores"] == ["nan"] * N
    assert (answer["bonds"], answer["validator_permits"]) == ([], [True] * 3 + [False] * 2)
