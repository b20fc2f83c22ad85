"""Proved invariants as properties of an adapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from taospec.invariants import catalogue, laws
from taospec.operations.catalogue import find
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import AdapterFaultError, Reject
from taospec_conformance.asking.selection import Selection
from taospec_conformance.asking.target import Target
from taospec_conformance.asking.transports.inprocess import InProcessConnection
from taospec_conformance.properties import hold
from taospec_conformance.reference import Reference
from taospec_conformance.telling.violation import PropertyResult, to_json, violation

EMISSION = Selection(operations=("supply.block_emission",), rules=("SUP-3",))


def held(text: str, selection: Selection = EMISSION, examples: int = 40) -> list[PropertyResult]:
    return list(hold(target.parse(text), Limits(), selection, examples))


def broken(results: list[PropertyResult]) -> set[str]:
    return {result.invariant.name for result in results if not result.holds}


def test_the_reference_keeps_every_invariant_it_is_asked_for() -> None:
    results = held("reference", Selection(), examples=3)
    assert len({result.invariant.name for result in results}) >= 10
    assert broken(results) == set()


@pytest.mark.parametrize(
    ("name", "violated"),
    [
        ("halves-at-a-rounded-threshold", "emission-closed-form"),
        ("forgets-the-cap", "emission-zero-from-last-threshold"),
        ("greater-for-greater-or-equal", "emission-closed-form"),
    ],
)
def test_the_wrong_violate_what_they_break(name: str, violated: str) -> None:
    assert violated in broken(held(f"zoo:{name}"))


@pytest.mark.parametrize(
    ("name", "violated"),
    [
        ("stores-ranks-as-they-are", "rank-equals-incentive"),
        pytest.param("rounds-proportions", "epoch-shares-at-most-one", marks=pytest.mark.slow),
        pytest.param(
            "lower-uid-keeps-the-permit", "permits-go-to-the-largest-n3", marks=pytest.mark.slow
        ),
    ],
)
def test_wrong_epochs_violate_what_they_break(name: str, violated: str) -> None:
    """Given a wrong epoch, what it answers to drawn inputs breaks a law, or ties break a proof."""
    rules = laws()[violated].rules if violated in laws() else catalogue()[violated].rules
    results = held(f"zoo:{name}", Selection(forks=("flow",), rules=rules), examples=180)
    assert violated in broken(results)


def test_a_broken_law_shows_the_input_in_the_conversation_only() -> None:
    selection = Selection(forks=("flow",), rules=("CON-67",))
    (item,) = held("zoo:stores-ranks-as-they-are", selection, examples=60)
    text = violation(item)
    assert text.startswith("FAIL property rank-equals-incentive [flow]")
    assert "     asked     consensus.epoch {n: " in text
    assert "     where" not in text
    given = find("consensus.epoch").input.from_wire(to_json(item)["values"]["given"])
    assert given.to_wire() == item.exchanges[0].given


def test_the_same_samples_are_tried_in_every_run() -> None:
    def asked() -> list[Mapping[str, Any]]:
        heard: list[Mapping[str, Any]] = []

        class Listening(Reference):
            def execute(self, fork: str, operation: str, given: Mapping[str, Any]) -> Any:
                heard.append(given)
                return super().execute(fork, operation, given)

        spy = Target("spy", lambda limits: InProcessConnection(Listening, limits))
        assert broken(list(hold(spy, Limits(), EMISSION, 20))) == set()
        return heard

    first = asked()
    assert len(first) > 50
    assert asked() == first


def test_a_violation_shows_values_and_conversation() -> None:
    results = held("zoo:forgets-the-cap")
    result = next(
        result
        for result in results
        if result.invariant.name == "emission-zero-from-last-threshold" and not result.holds
    )
    text = violation(result)
    assert text.startswith("FAIL property emission-zero-from-last-threshold [")
    assert "     says      The emission is zero from 20,999,999.980442226 TAO on" in text
    assert "     got       {emission: 1 rao}" in text
    assert text.endswith("     wrong     the statement is false")
    row = to_json(result)
    assert row["holds"] is False
    assert int(row["values"]["issuance"]) >= 20_999_999_980_442_226


def test_an_invariant_needs_all_its_operations_and_the_selection() -> None:
    none = Selection(operations=("numbers.sqrt",), rules=("SUP-3",))
    assert held("reference", none) == []
    assert held("reference", Selection(forks=("dtao",), chapters=("numbers",))) == []


def test_what_is_no_answer_violates_the_invariant(program: Callable[[str], str]) -> None:
    text = program("converse(lambda m: reply(m, {'ok': {'emission': 5}}))")
    results = held(text, examples=3)
    assert results
    assert all(not result.holds for result in results)
    assert results[0].reason.startswith("not an answer of the operation: emission: ")


def test_a_rejection_or_a_crash_violates_the_invariant(program: Callable[[str], str]) -> None:
    text = program("converse(lambda m: reply(m, {'reject': {'code': 'Overflow'}}))")
    results = held(text, examples=3)
    assert {item.reason for item in results} == {"the statement is false"}
    assert {exchange.outcome for item in results for exchange in item.exchanges} == {
        Reject("Overflow")
    }
    text = program("converse(lambda m: os._exit(3))")
    reasons = {item.reason for item in held(text, examples=3)}
    assert "crash: exited with code 3" in reasons


def test_an_adapter_that_does_not_come_up(program: Callable[[str], str]) -> None:
    with pytest.raises(AdapterFaultError, match="exited with code 2"):
        held(program("os._exit(2)"))


class Undecided(Reference):
    """Answers the same question differently every time."""

    def __init__(self) -> None:
        self._count = 0

    def execute(self, _fork: str, _operation: str, _given: Mapping[str, Any]) -> Any:
        """An amount that changes with the calls."""
        self._count += 1
        return {"ok": {"emission": str(self._count % 7)}}


def test_an_adapter_that_changes_its_mind_violates_what_it_is_held_to() -> None:
    """Given answers that depend on the weather, every statement still gets its verdict."""
    text = target.Target("x", lambda limits: InProcessConnection(Undecided, limits))
    results = list(hold(text, Limits(), EMISSION, 40))
    assert results
    assert broken(results)
    for result in results:
        assert result.holds or result.reason
        assert violation(result) if not result.holds else True
