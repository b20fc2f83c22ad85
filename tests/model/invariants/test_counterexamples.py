"""What the solver found once must hold without it."""

from __future__ import annotations

import json

from each import each

from taospec.invariants import catalogue
from taospec.invariants.counterexamples import FILE, Counterexample, counterexamples

EVERY = counterexamples()


@each("found", EVERY, name=lambda item: f"{item.invariant}-{item.case}")
def test_the_model_breaks_the_statement(found: Counterexample) -> None:
    assert found.is_valid()


def test_every_belief_and_every_false_sibling_is_on_record() -> None:
    recorded = {(item.invariant, item.case) for item in EVERY}
    wanted = set()
    for name, invariant in catalogue().items():
        cases = [""]
        if invariant.expected == "refuted" and invariant.each:
            choices = {item.name: item.choices for item in invariant.parameters}
            cases = list(choices[invariant.each])
        wanted |= {(name, case) for case in cases}
    assert recorded == wanted


def test_values_that_break_nothing_are_told_apart() -> None:
    """Given other values, the check that guards the record says so."""
    known = next(each for each in EVERY if each.invariant == "emission-closed-form")
    other = Counterexample(
        invariant=known.invariant,
        sibling=known.sibling,
        doc=known.doc,
        rules=known.rules,
        fork=known.fork,
        values={"issuance": 5},
        case="",
    )
    assert not other.is_valid()
    assert not Counterexample(
        **{name: getattr(known, name) for name in known.__slots__ if name != "values"},
        values={"issuance": 0},
    ).is_valid()


def test_questions_are_those_of_the_statement() -> None:
    found = next(known for known in EVERY if known.invariant == "recycling-only-delays")
    asked = [(question.operation, question.given.to_wire()) for question in found.questions()]
    assert asked == [
        ("supply.era", {"total_issuance": issuance})
        for issuance in ("20979492187499999", "20979492189453124", "20979492187500000")
    ]


def test_the_record_is_sorted_and_keeps_its_form() -> None:
    text = FILE.read_text(encoding="utf-8")
    data = json.loads(text)
    assert list(data) == sorted(data)
    assert text == json.dumps(data, indent=1) + "\n"
