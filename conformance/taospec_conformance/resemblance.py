"""Whether failures look like those of an animal of the zoo, whose mistake is known.

The animals are asked some of the questions that failed, and some that did not. One that gives the
very same wrong answers, and is right where the adapter is, makes the same mistake. They are asked
when it matters, so nothing has to be kept that could be out of date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from taospec_conformance import zoo
from taospec_conformance.asking.outcomes import Ok, Outcome, Reject
from taospec_conformance.judging.compare import same
from taospec_conformance.judging.verdict import CaseResult, Verdict
from taospec_vectors.format import Case

# Questions that an animal is asked at most, of those that failed and of those that passed.
_FAILED, _PASSED = 24, 12
# After so many without one answer in common an animal is another one.
_FIRST = 6
# What must be alike: three in four of the wrong answers, and nearly all of the right ones.
_ALIKE, _RIGHT = 0.75, 0.9
# Large states take long to ask dozens of animals about, and say no more than small ones.
_MOST_FIELDS = 5_000
Question = tuple[Case, str]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """An animal that answers as the adapter does.

    Attributes:
        animal: its name.
        breaks: the rule that it breaks.
        whose: who makes this mistake.
        alike: failures that it answers with the same wrong answer.
        compared: failures that it was asked about.
    """

    animal: str
    breaks: str
    whose: str
    alike: int
    compared: int


@dataclass(slots=True)
class Gathered:
    """What a run has shown of an adapter, as far as the zoo can be compared with it."""

    _failed: list[tuple[Question, Outcome]] = field(default_factory=list)
    _passed: list[Question] = field(default_factory=list)

    def add(self, result: CaseResult) -> None:
        """Take a result."""
        question = (result.case, result.fork)
        if result.verdict is Verdict.PASS:
            self._passed.append(question)
        elif result.verdict is Verdict.FAIL and isinstance(result.outcome, Ok | Reject):
            self._failed.append((question, result.outcome))

    def resembles(self) -> Resemblance | None:
        """The animal that is most like the adapter, if one is."""
        operations = {case.operation for (case, _), _ in self._failed}
        failed = _spread([each for each in self._failed if _is_small(each[0][0])], _FAILED)
        if not failed:
            return None
        own = [(case, fork) for case, fork in self._passed if case.operation in operations]
        passed = _spread([each for each in own if _is_small(each[0])], _PASSED)
        alike = (_compared(animal, failed, passed) for animal in _candidates(operations))
        likely = [one for one in alike if one is not None]
        return max(likely, key=lambda one: one.alike, default=None)


def _candidates(operations: set[str]) -> Iterator[type[zoo.Wrong]]:
    """The animals that are wrong at least where the adapter is."""
    for animal in zoo.animals().values():
        if issubclass(animal, zoo.Wrong) and operations <= set(animal.operations):
            yield animal


def _compared(
    kind: type[zoo.Wrong],
    failed: Sequence[tuple[Question, Outcome]],
    passed: Sequence[Question],
) -> Resemblance | None:
    animal, alike = kind(), 0
    for number, ((case, fork), outcome) in enumerate(failed):
        if number == _FIRST and not alike:
            return None
        alike += _same(_answer(animal, case, fork), outcome)
    right = sum(same(_expected(case), _answer(animal, case, fork)) for case, fork in passed)
    if alike < _ALIKE * len(failed) or right < _RIGHT * len(passed):
        return None
    return Resemblance(kind.name, kind.breaks, kind.whose, alike, len(failed))


def _answer(animal: zoo.Wrong, case: Case, fork: str) -> Any:
    """What an animal says, as far as it is compared; None if it cannot say anything."""
    try:
        answer = animal.execute(fork, case.operation, case.given)
    except Exception:  # a wrong implementation may break on what the right one takes
        return None
    return {"reject": answer["reject"]["code"]} if "reject" in answer else answer


def _same(answer: Any, outcome: Outcome) -> bool:
    if isinstance(outcome, Ok):
        return same(answer, {"ok": outcome.answer})
    return isinstance(outcome, Reject) and same(answer, {"reject": outcome.code})


def _expected(case: Case) -> Any:
    return {"reject": case.expect["reject"]["code"]} if case.rejects else case.expect


def _spread(every: list[Any], most: int) -> list[Any]:
    """So many of them at most, from all places."""
    step = max(1, -(-len(every) // most))
    return every[::step]


def _is_small(case: Case) -> bool:
    left: list[Any] = [case.given]
    fields = 0
    while left and fields < _MOST_FIELDS:
        value = left.pop()
        inner = value.values() if isinstance(value, dict) else value
        parts = [part for part in inner if isinstance(part, dict | list)]
        fields += len(value)
        left += parts
    return fields < _MOST_FIELDS
