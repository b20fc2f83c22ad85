"""Which rules an implementation probably breaks: those whose cases alone explain the failures.

A case cites every rule that it shows, so the rule that is cited most often among the failures is
mostly one that many cases cite. A rule explains the failures well if many of them cite it and few
of its own cases pass. Both count alike in the measure of Ochiai, the one that does best where
failing tests are traced to lines of code (Abreu, Zoeteweij, van Gemund 2007):

    failing(rule) / sqrt(failing · answers(rule))

Rules whose cases fail and pass alike cannot be told apart, and share a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from taospec_conformance.judging.verdict import CaseResult, Verdict


@dataclass(frozen=True, slots=True)
class Suspect:
    """Rules that explain the failures equally well.

    Attributes:
        rules: their ids.
        failing: answers of their cases that fail.
        answers: all of their cases, that fail or pass.
    """

    rules: tuple[str, ...]
    failing: int
    answers: int

    @property
    def weight(self) -> Fraction:
        """The square of the measure, but for the number of all failures."""
        return Fraction(self.failing**2, self.answers)


@dataclass(slots=True)
class Suspicion:
    """Counts the results of a run rule by rule.

    Attributes:
        failing: answers that fail, whatever they show.
    """

    failing: int = 0
    _failing: Counter[str] = field(default_factory=Counter)
    _answers: Counter[str] = field(default_factory=Counter)

    def add(self, result: CaseResult) -> None:
        """Take a result. What is known or not supported says nothing new."""
        if result.instead_of:
            self._count(result, result.instead_of, -1)
        self._count(result, result.verdict, 1)

    def _count(self, result: CaseResult, verdict: Verdict, by: int) -> None:
        if verdict not in (Verdict.PASS, Verdict.FAIL):
            return
        fails = verdict is Verdict.FAIL
        self.failing += by * fails
        for rule_id in result.case.rules:
            self._answers[rule_id] += by
            self._failing[rule_id] += by * fails

    def ranked(self) -> list[Suspect]:
        """The suspects, the first the one that explains most."""
        together: dict[tuple[int, int], list[str]] = {}
        for rule_id, failing in self._failing.items():
            if failing > 0:
                together.setdefault((failing, self._answers[rule_id]), []).append(rule_id)
        suspects = [Suspect(_ordered(rules), *counts) for counts, rules in together.items()]
        return sorted(suspects, key=lambda suspect: (-suspect.weight, suspect.rules))


def _ordered(rules: Iterable[str]) -> tuple[str, ...]:
    def order(rule_id: str) -> tuple[str, int]:
        prefix, _, number = rule_id.partition("-")
        return prefix, int(number) if number.isdigit() else 0

    return tuple(sorted(rules, key=order))
