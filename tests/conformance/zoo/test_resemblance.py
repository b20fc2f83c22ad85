"""Failures that look like those of an animal are told so, and the rule that it breaks is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from taospec_conformance import zoo
from taospec_conformance.asking import target
from taospec_conformance.asking.selection import Selection
from taospec_conformance.judging.suspects import Suspect
from taospec_conformance.resemblance import Gathered, Resemblance
from taospec_conformance.runner import Run
from taospec_conformance.telling import summary
from taospec_vectors.format import VectorFile

WRONG = {name: item for name, item in zoo.animals().items() if issubclass(item, zoo.Wrong)}
LATE = "greater-for-greater-or-equal"
EMISSION = Selection(operations=("supply.block_emission",), forks=("dereg",))
# Of the whole zoo, how often the rule that an animal breaks is the first suspect, or among the
# first three; and how often an animal is recognised. Measured: 62, 69 and 77 of 77.
FIRST, OF_THREE, RECOGNISED = 0.7, 0.88, 0.95


def ran(text: str, files: Sequence[VectorFile], selection: Selection) -> tuple[Run, summary.Tally]:
    run, tally = Run(target.parse(text), files, selection), summary.Tally()
    for result in run.results():
        tally.add(result)
    return run, tally


def place_of(rule: str, ranked: Sequence[Suspect]) -> int:
    places = (place for place, suspect in enumerate(ranked, 1) if rule in suspect.rules)
    return next(places, len(ranked) + 1)


def test_an_animal_looks_like_itself(all_files: Sequence[VectorFile]) -> None:
    run, tally = ran(f"zoo:{LATE}", all_files, EMISSION)
    likeness = tally.gathered.resembles()
    assert likeness == Resemblance(LATE, "SUP-3", WRONG[LATE].whose, 15, 15)
    text = summary.render(run, tally, "text")
    assert "  suspect 1: SUP-2, SUP-3, SUP-4: 30 of their " in text
    assert f"  your failures look like zoo:{LATE}: 15 of 15 wrong answers are the same" in text
    data = summary.as_json(run, tally)
    assert data["resembles"]["animal"] == LATE
    assert data["suspects"][0]["rules"] == ("SUP-2", "SUP-3", "SUP-4")


@pytest.mark.parametrize(
    "answer",
    [
        "{'ok': {'emission': '7'}}",  # wrong in another way
        "{'reject': {'code': 'Overflow'}}",
    ],
)
def test_another_mistake_looks_like_none(
    program: Callable[[str], str], all_files: Sequence[VectorFile], answer: str
) -> None:
    _, tally = ran(program(f"converse(lambda m: reply(m, {answer}))"), all_files, EMISSION)
    assert tally.failed
    assert tally.gathered.resembles() is None


def test_where_nothing_fails_nothing_is_suspected(all_files: Sequence[VectorFile]) -> None:
    run, tally = ran("reference", all_files, EMISSION)
    assert tally.gathered.resembles() is None
    text = summary.render(run, tally, "text")
    assert "suspect" not in text
    assert "look like" not in text


def test_what_is_no_answer_is_not_compared(all_files: Sequence[VectorFile]) -> None:
    _, tally = ran("zoo:exits-mid-case", all_files, EMISSION)
    assert tally.gathered.resembles() is None


def test_nothing_gathered_looks_like_nothing() -> None:
    assert Gathered().resembles() is None


@pytest.mark.slow
def test_how_often_the_right_rule_is_ranked_first(all_files: Sequence[VectorFile]) -> None:
    """Given every animal, asked the operations that it gets wrong, the right rule stands high."""
    places: list[int] = []
    recognised = 0
    for name, animal in WRONG.items():
        _, tally = ran(f"zoo:{name}", all_files, Selection(operations=animal.operations))
        places.append(place_of(animal.breaks, tally.suspicion.ranked()))
        likeness = tally.gathered.resembles()
        recognised += likeness is not None and likeness.breaks == animal.breaks
    measured = (places.count(1), sum(place <= 3 for place in places), recognised, len(places))
    assert measured[0] >= FIRST * len(places), measured
    assert measured[1] >= OF_THREE * len(places), measured
    assert measured[2] >= RECOGNISED * len(places), measured
