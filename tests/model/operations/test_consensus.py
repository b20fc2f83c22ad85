"""The operations of the chapter, asked and answered in wire form."""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest
from asking import ask, refusal, state
from random_epochs import random_epoch
from support import executed, trace

from taospec.consensus.epoch.trace import EpochTrace
from taospec.errors import MalformedInputError, UnknownOperationError
from taospec.operations.catalogue import execute, find
from taospec.shapes import shape_of
from taospec.timeline import since, until

ONE = 2**32
CLOCK: dict[str, Any] = {"netuid": 1, "tempo": 360, "reveal_period": "1"}
COMMITTER: dict[str, Any] = {
    "exists": True,
    "commit_reveal": True,
    "registered": True,
    "last_update": "0",
    "rate_limit": "100",
}


@pytest.mark.parametrize("fork", ["flow", "dtao"])
def test_every_executed_epoch_is_answered_exactly(fork: str) -> None:
    recorded = executed(fork)
    wrong = [
        number
        for number, line in enumerate(recorded, start=1)
        if execute(fork, "consensus.epoch", line["given"]) != line["expect"]
    ]
    assert wrong == []
    assert len(recorded) == {"flow": 380, "dtao": 104}[fork]


def test_a_trace_is_given_when_asked_for_and_changes_nothing_else() -> None:
    given = random_epoch(Random(7), 9)  # noqa: S311 - reproducible cases, no secrets
    plain = ask("epoch", **given)
    traced = ask("epoch", **given, trace=True)
    assert "trace" not in plain
    quantities = traced.pop("trace")
    assert traced == plain
    assert list(quantities) == list(shape_of(EpochTrace).names)


def test_the_quantities_of_a_trace_are_those_of_the_epoch() -> None:
    given = random_epoch(Random(3), 8)  # noqa: S311 - reproducible cases, no secrets
    quantities = ask("epoch", **given, trace=True)["trace"]
    expected = trace(given)
    assert [int(bits) for bits in quantities["stake"]] == expected.stake.tolist()
    rows = {uid: dict(row) for uid, row in quantities["weights"]}
    for uid, values, present in zip(
        expected.weights.holders.tolist(),
        expected.weights.values,
        expected.weights.present,
        strict=True,
    ):
        entries = {j: str(values[j]) for j in range(8) if present[j]}
        assert rows.get(uid, {}) == entries


def test_a_message_round_trips_through_json() -> None:
    operation = find("consensus.epoch")
    given = random_epoch(Random(1), 6)  # noqa: S311 - reproducible cases, no secrets
    assert operation.input.from_wire(given).to_wire() == given | {"trace": False}
    answer = json.loads(json.dumps(ask("epoch", **given, trace=True)))
    assert operation.output.from_wire(answer).to_wire() == answer


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"stake": ["1"]}, "stake has 1 elements, not 2"),
        ({"block_at_registration": []}, "block_at_registration has 0 elements, not 2"),
        ({"weights": [[0, [[1, 5], [1, 6]]]]}, "row 0 names a uid twice"),
        ({"bonds": [[0, [[1, 5]]], [0, [[0, 6]]]]}, "a uid holds two rows"),
        ({"n": 4097}, "n: Input should be less than or equal to 4096"),
    ],
)
def test_an_epoch_that_no_chain_has_is_malformed(changed: dict[str, Any], problem: str) -> None:
    with pytest.raises(MalformedInputError, match=problem):
        execute("dereg", "consensus.epoch", state([1, 2]) | changed)


def test_malformed_state_is_a_rejection_only_where_the_block_stops() -> None:
    given = state([1, 2], last_update=["5"])
    assert refusal("epoch", "dtao", **given) == "MalformedState"
    assert ask("epoch", "dereg", **given)["active"] == [True, True]


def test_what_a_fork_does_not_have_cannot_be_asked() -> None:
    with pytest.raises(UnknownOperationError, match="dtao has no operation"):
        execute("dtao", "consensus.mechanism_split", {"emission": "1", "count": 1, "split": None})
    with pytest.raises(UnknownOperationError, match="dereg has no operation"):
        execute("dereg", "consensus.legacy_alpha", {})


# Steps


def test_stake_weights_show_what_is_inherited() -> None:
    half = str(2**63 - 1)
    parent = {"alpha": "1000", "root": "0", "children": [half], "parents": []}
    child = {
        "alpha": "7",
        "root": "0",
        "children": [],
        "parents": [{"proportion": half, "alpha": "1000", "root": "3"}],
    }
    answer = ask("stake_weights", tao_weight=str(2**64 - 1), hotkeys=[parent, child])
    assert [(hotkey["alpha"], hotkey["root"]) for hotkey in answer["hotkeys"]] == [
        ("500", "0"),
        ("506", "1"),
    ]
    assert answer["hotkeys"][1]["stake_weight"] == str(507 << 64)


@pytest.mark.parametrize(
    ("fork", "permits"), [("dtao", [True, True, True]), ("flow", [True, False, False])]
)
def test_permits_follow_the_fork(fork: str, permits: list[bool]) -> None:
    stake = [str(amount << 64) for amount in (1000, 999, 0)]
    answer = ask("permits", fork, stake=stake, stake_threshold="1000", max_allowed_validators=4)
    assert answer["validator_permits"] == permits


@pytest.mark.parametrize(
    ("stake", "weights", "kappa", "consensus"),
    [
        ([], [], 32767, 0),
        ([1, 1], [9, 5], 32767, 9),
        ([1, 1], [9, 5], 32768, 5),
        ([1, 0, 1], [9, 7, 5], 65535, 5),
        ([0, 0], [9, 5], 32767, 0),
    ],
)
def test_majority(stake: list[int], weights: list[int], kappa: int, consensus: int) -> None:
    answer = ask(
        "majority",
        kappa=kappa,
        stake=[str(amount * ONE // 2) for amount in stake],
        weights=list(map(str, weights)),
    )
    assert answer == {"consensus": str(consensus)}


def test_votes_have_a_weight_for_each_stake() -> None:
    with pytest.raises(MalformedInputError, match="weights has 1 elements, not 2"):
        ask("majority", kappa=1, stake=["1", "2"], weights=["3"])
    with pytest.raises(MalformedInputError, match="4294967297 is outside"):
        ask("majority", kappa=1, stake=[str(ONE + 1)], weights=["3"])


@pytest.mark.parametrize("yuma3", [False, True])
@pytest.mark.parametrize("liquid_alpha", [False, True])
@pytest.mark.parametrize("penalty", [0, 40_000, 65_535])
@pytest.mark.parametrize("fork", ["dtao", "dereg"])
def test_bonds_are_those_of_the_epoch(
    fork: str, penalty: int, *, liquid_alpha: bool, yuma3: bool
) -> None:
    """Given the quantities that an epoch has when bonds are due, the step has its bonds."""
    settings: dict[str, Any] = {
        "bonds_penalty": penalty,
        "liquid_alpha": liquid_alpha,
        "yuma3": yuma3,
    }
    weights = {0: [[3, 9], [2, 1]], 1: [[2, 5], [3, 0]], 2: [[3, 7]]}
    bonds = {0: [[2, 100], [3, 65_535]], 1: [[3, 9]], 3: [[2, 50]]}
    given = state([5, 3, 2, 1], weights, bonds, **settings)
    whole = ask("epoch", fork, **given | {"trace": True})
    then = whole["trace"]
    order = {uid: [column for column, _ in row] for uid, row in given["weights"]}
    rows = [[uid, [[j, dict(row)[j]] for j in order[uid]]] for uid, row in then["weights"]]
    names = shape_of(find("consensus.bonds").input).names
    step = ask(
        "bonds",
        fork,
        **{name: given[name] for name in names if name in given}
        | {name: then[name] for name in ("consensus", "incentive", "active_stake")}
        | {"weights": rows, "bonds": then["old_bonds"]},
    )
    assert [step[name] for name in ("weights_for_bonds", "bonds", "dividends")] == [
        then[name] for name in ("weights_for_bonds", "bonds", "dividends")
    ]
    permitted = [uid for uid, permit in enumerate(whole["validator_permits"]) if permit]
    assert [row for row in step["stored_bonds"] if row[0] in permitted] == whole["bonds"]


def test_alpha_of_a_single_bond() -> None:
    move: dict[str, Any] = {
        "alpha_low": 45_875,
        "alpha_high": 58_982,
        "alpha_sigmoid_steepness": 1000,
    }
    answer = ask("alpha", consensus="0", weight=str(ONE // 4), bond="0", **move)
    assert answer == {"alpha": "3071671555"}
    range_ = {"alpha_low": 45_875, "alpha_high": 58_982}
    assert ask("legacy_alpha", "dtao", consensus=["0"], **range_) == {"alpha": None}


def test_scaling_of_whole_and_of_fixed_point_numbers() -> None:
    weights = [1, 2, 3]
    assert ask("max_upscale", weights=weights) == {"weights": [21_845, 43_690, 65_535]}
    bits = [str(value * ONE) for value in weights]
    assert ask("max_upscale_fixed", values=bits) == {"weights": [21_845, 43_690, 65_535]}


# Mechanisms


def test_merging_one_mechanism_changes_nothing() -> None:
    given = state([5, 3, 0], {0: [[2, 1]], 1: [[1, 2], [2, 9]]})
    result = ask("epoch", **given)
    record = {name: result[name] for name in result if name not in ("incentive", "bonds")}
    emission = given["emission"]
    shares = ask("mechanism_split", emission=emission, count=1, split=None)["shares"]
    assert shares == [emission]
    merged = ask("mechanism_merge", emission=emission, shares=shares, results=[record])
    assert merged == record


def test_a_part_larger_than_the_whole_saturates() -> None:
    """Given shares that no split gives, the weighted sum stays in 16 bits."""
    result: dict[str, Any] = {
        name: [1] for name in shape_of(find("consensus.mechanism_merge").output).names
    }
    result |= {"active": [True], "validator_permits": [False]}
    result |= {name: ["7"] for name in ("emission", "server_emission", "validator_emission")}
    merged = ask("mechanism_merge", emission="1", shares=[str(2**64 - 1)], results=[result])
    assert merged["consensus"] == [65_535]
    assert merged["emission"] == [str(2**64 - 1)]


def test_mechanisms_have_one_result_each_of_one_size() -> None:
    with pytest.raises(MalformedInputError, match="results has 0 elements, not 1"):
        ask("mechanism_merge", emission="1", shares=["1"], results=[])


# Schedule and submission


def test_schedule() -> None:
    assert ask("epoch_due", netuid=1, tempo=360, block="358") == {"due": True, "epoch": "0"}
    assert ask("epoch_due", netuid=1, tempo=0, block="358") == {"due": False, "epoch": "360"}
    window = ask("reveal_window", **CLOCK, block="720", commit_block="100")
    assert window == {
        "first_block": "359",
        "last_block": "719",
        "expired": True,
        "revealable": False,
    }
    oldest = ask("oldest_commit", **CLOCK, block="720", commit_blocks=["400", "358", "365"])
    assert oldest == {"block": "365"}
    assert ask("oldest_commit", **CLOCK, block="720", commit_blocks=[]) == {"block": None}


SUBMISSION: dict[str, Any] = {
    "netuid": 1,
    "exists": True,
    "n": 3,
    "uid": 0,
    "stake_weight": str(10 << 64),
    "stake_threshold": "10",
    "network_version_key": "0",
    "commit_reveal": False,
    "revealed": False,
    "block": "1000",
    "last_update": "900",
    "rate_limit": "100",
    "permit": True,
    "min_allowed_weights": 1,
    "max_weight_limit": 65_535,
    "uids": [2, 1],
    "values": [2, 1],
    "version_key": "0",
}


def test_weights_are_stored_scaled_in_the_order_given() -> None:
    stored = ask("set_weights", **SUBMISSION)
    assert stored == {"row": [[2, 65_535], [1, 32_768]], "last_update": "1000"}


def test_a_reveal_does_not_set_the_last_update() -> None:
    hidden = SUBMISSION | {"commit_reveal": True}
    assert refusal("set_weights", **hidden) == "CommitRevealEnabled"
    stored = ask("set_weights", **hidden | {"revealed": True})
    assert stored["last_update"] == "900"


def test_set_weights_differs_by_fork() -> None:
    absent = SUBMISSION | {"exists": False}
    assert refusal("set_weights", "dtao", **absent) == "SubNetworkDoesNotExist"
    assert refusal("set_weights", "dereg", **absent) == "MechanismDoesNotExist"
    limited = SUBMISSION | {"max_weight_limit": 1000}
    for fork in until("flow"):
        assert refusal("set_weights", fork, **limited) == "MaxWeightExceeded"
    for fork in since("flow"):
        assert ask("set_weights", fork, **limited)["row"] == [[2, 65_535], [1, 32_768]]


def test_commit_and_reveal() -> None:
    committed = ask("commit", **CLOCK, **COMMITTER, block="10", queue=[], hash="0xaa")
    commit = {"hash": "0xaa", "block": "10", "first_reveal": "359", "last_reveal": "719"}
    assert committed == {"queue": [commit], "last_update": "10"}
    reveal = {"commit_reveal": True, "queue": [commit], **CLOCK}
    assert refusal("reveal", **reveal, block="358", hash="0xaa") == "RevealTooEarly"
    assert ask("reveal", **reveal, block="359", hash="0xaa") == {"queue": []}
    assert ask("batch_reveal", **reveal, block="359", hashes=["0xaa"]) == {"queue": []}
    assert refusal("reveal", **reveal, block="720", hash="0xaa") == "ExpiredWeightCommit"
    empty = reveal | {"queue": None}
    assert refusal("reveal", **empty, block="359", hash="0xaa") == "NoWeightsCommitFound"


def test_only_later_forks_ask_whether_a_committer_has_a_subnet() -> None:
    stranger = COMMITTER | {"exists": False}
    given = {**CLOCK, **stranger, "block": "10", "queue": [], "hash": "0xaa"}
    assert refusal("commit", "dereg", **given) == "MechanismDoesNotExist"
    assert len(ask("commit", "dtao", **given)["queue"]) == 1


def test_timelocked_commits() -> None:
    weights = {"uids": [1], "values": [9], "version_key": "0"}
    given = {
        **CLOCK,
        **COMMITTER,
        "version": 3,
        "expected_version": 4,
        "queues": [],
        "hotkey": "alice",
        "round": "77",
        "sealed": weights,
    }
    assert refusal("commit_timelocked", **given, block="10") == "IncorrectCommitRevealVersion"
    early = ask("commit_timelocked", "dtao", **given, block="358")
    commit = {"hotkey": "alice", "block": "358", "round": "77", "sealed": weights}
    assert early == {"queues": [["1", [commit]]], "last_update": "358"}

    broken = commit | {"hotkey": "bob", "sealed": None}
    later = commit | {"hotkey": "carol", "round": "78"}
    reveal = {**CLOCK, "block": "720", "queues": [["1", [commit, broken, later]]]}
    assert ask("reveal_timelocked", **reveal, known_rounds=["77"]) == {
        "revealed": [{"hotkey": "alice", "weights": weights}],
        "queues": [["1", [later]]],
    }
    lost = ask("reveal_timelocked", "dtao", **reveal | {"block": "1080"}, known_rounds=[])
    assert lost == {"revealed": [], "queues": []}


def test_an_epoch_has_one_queue() -> None:
    twice = {**CLOCK, "block": "1", "queues": [["1", []], ["1", []]], "known_rounds": []}
    with pytest.raises(MalformedInputError, match="an epoch has two queues"):
        ask("reveal_timelocked", **twice)
