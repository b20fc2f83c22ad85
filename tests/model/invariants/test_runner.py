"""Choosing, logging and judging many proofs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from taospec.invariants import catalogue, runner
from taospec.invariants.engine import Proof, Settlement, Verdict, prove
from taospec.naming import UnknownNameError


def _proof(name: str, verdict: Verdict) -> Proof:
    return Proof(catalogue()[name], Settlement(verdict, paths=1, spent=10), None, 500)


KEPT = _proof("emission-never-grows", "proved")
BROKEN = _proof("emission-never-grows", "refuted")
LOST = _proof("emission-never-grows", "unknown")
EMPTY = _proof("emission-never-grows", "vacuous")
BELIEF = _proof("exp-monotone", "refuted")
SURPRISE = _proof("exp-monotone", "proved")


def test_what_a_proof_relies_on_is_settled_with_it() -> None:
    chosen = [item.name for item in runner.chosen(["emission-closed-form"])]
    assert chosen == ["emission-closed-form", "log2-digit-step", "log2-fraction-below-one"]


def test_without_a_name_all_are_chosen() -> None:
    assert runner.chosen([]) == tuple(catalogue().values())


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        runner.chosen(["emission-never-grows", "nonsense"])


@pytest.mark.parametrize(
    ("proofs", "code"),
    [
        ([KEPT, BELIEF], 0),
        ([KEPT, BROKEN], 1),
        ([KEPT, SURPRISE], 1),
        ([KEPT, LOST], 4),
        ([KEPT, EMPTY], 4),
        ([LOST, BROKEN], 1),
        ([], 0),
    ],
)
def test_exit_codes(proofs: list[Proof], code: int) -> None:
    assert runner.exit_code(proofs) == code


def test_the_log_has_a_header_a_line_for_each_proof_and_a_footer() -> None:
    settlement = prove(catalogue()["emission-stops-at-last-threshold"])
    header, line, *_, footer = runner.lines([settlement, LOST, EMPTY])
    assert header == {"format": "taospec-proofs/1", "solver": "z3 5.4.1"}
    assert footer == {"footer": True, "proved": 1, "refuted": 0, "unknown": 1, "vacuous": 1}
    measured: dict[str, Any] = {name: line.pop(name) for name in ("seconds", "rlimit", "paths")}
    assert all(value > 0 for value in measured.values())
    assert line == {
        "invariant": "emission-stops-at-last-threshold",
        "rules": ["SUP-3"],
        "forks": [],
        "statement": "A block never lifts the issuance above the last threshold.",
        "bounds": "all issuances below the last threshold",
        "verdict": "proved",
        "expected": "proved",
        "problem": None,
        "rlimit_budget": 20_000_000,
        "abstractions": [],
        "witness": {"issuance": "20999999960884452"},
        "counterexample": None,
        "counterexamples": [],
        "false_sibling": {
            "name": "emission_stops_below_last_threshold",
            "counterexample": {"issuance": "20999999980442225"},
        },
    }


def test_a_proof_is_the_same_every_time() -> None:
    """Given the same invariant twice, everything but the clock is equal, the work included."""
    first, second = (prove(catalogue()["emission-stops-at-last-threshold"]) for _ in range(2))
    assert replace(first, milliseconds=0) == replace(second, milliseconds=0)


def test_booleans_and_names_stay_and_integers_become_strings() -> None:
    assert runner.wire({"a": 1, "b": True, "c": "flow", "d": -(2**64)}) == {
        "a": "1",
        "b": True,
        "c": "flow",
        "d": str(-(2**64)),
    }


def test_recording_keeps_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a new finding, its entry is replaced, other entries stay, and unknown names go."""
    file = tmp_path / "counterexamples.json"
    old = {"exp-monotone": [{"below": "3"}], "gone": [{}], "stake-equals-pools": [{"x": "1"}]}
    file.write_text(json.dumps(old), encoding="utf-8")
    monkeypatch.setattr(runner, "FILE", file)
    settlement = Settlement("refuted", 1, 1, counterexamples=({"kind": "I32F32", "below": 1},))
    runner.write_counterexamples([replace(BELIEF, own=settlement), SURPRISE])
    assert json.loads(file.read_text(encoding="utf-8")) == {
        "exp-monotone": [{"kind": "I32F32", "below": "1"}],
        "stake-equals-pools": [{"x": "1"}],
    }
