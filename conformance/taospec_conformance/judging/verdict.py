"""The verdict: what came back against what is expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from taospec.operations.catalogue import catalogue
from taospec.rejections import codes
from taospec.shapes import Shape, shape_of
from taospec_conformance.asking.outcomes import Fault, Ok, Outcome, Reject, Unsupported
from taospec_conformance.judging.bands import Band, Grader, Worst
from taospec_conformance.judging.compare import Difference, Divergence, Within, divergence
from taospec_conformance.judging.expectations import Deviation, Expectations
from taospec_conformance.judging.traces import as_far_as_told
from taospec_vectors.format import Case

CONFORMS = 0
DEVIATES = 1
ADAPTER_BROKEN = 3
NOTHING_RAN = 5


class Verdict(StrEnum):
    """What a case says about an adapter."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    KNOWN = "known"
    UNEXPECTED_PASS = "unexpected-pass"  # noqa: S105 - a verdict, not a password
    UNSUPPORTED = "unsupported"

    @property
    def is_good(self) -> bool:
        """Whether a run with this verdict can still conform."""
        return self not in (Verdict.FAIL, Verdict.UNEXPECTED_PASS)


class Grade(StrEnum):
    """How well an adapter that computes in floating point does."""

    EXACT = "exact"
    WITHIN = "within"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case in one fork, asked and judged.

    Attributes:
        case: the vector.
        fork: the fork it was asked in.
        outcome: what came back.
        verdict: what that is worth.
        divergence: where an answer differs, None for a pass and for what is no answer.
        seconds: how long the adapter took.
        grade: for an adapter that is not exact, how close it came.
        worst: its largest error in this case.
        deviation: the entry of the expectations file that speaks for the case.
        begins: of an adapter that was asked for quantities on the way, where it first differs.
        instead_of: the verdict that was told of this case before something came to light.
    """

    case: Case
    fork: str
    outcome: Outcome
    verdict: Verdict
    divergence: Divergence | None = None
    seconds: float = 0.0
    grade: Grade | None = None
    worst: Worst | None = None
    deviation: Deviation | None = None
    begins: Divergence | None = None
    instead_of: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges outcomes of one adapter.

    Attributes:
        exact: whether the adapter claims to be exact; bands then do not apply.
        bands: its declared tolerance.
        expectations: its known deviations.
    """

    exact: bool = True
    bands: tuple[Band, ...] = ()
    expectations: Expectations = field(default_factory=Expectations)

    def judge(self, case: Case, fork: str, outcome: Outcome, seconds: float = 0.0) -> CaseResult:
        """The result of a case whose question was sent."""
        grader = None if self.exact else Grader(case.operation, self.bands)
        if isinstance(outcome, Ok) and (untold := _right_but_for_its_trace(case, outcome, grader)):
            return CaseResult(case, fork, untold, Verdict.UNSUPPORTED, seconds=seconds)
        divergence = compare(case, outcome, grader)
        passed = divergence is None and isinstance(outcome, Ok | Reject)
        right = passed or (divergence is not None and divergence.is_partial)
        deviation = self.expectations.entry(case.id, fork)
        return CaseResult(
            case,
            fork,
            outcome,
            _verdict(passed, outcome, deviation),
            divergence,
            seconds,
            _grade(right, grader) if grader and isinstance(outcome, Ok) else None,
            grader.worst if grader else None,
            deviation,
        )


def exit_code(
    counts: Mapping[Verdict, int],
    broken: Fault | None,
    stale: Sequence[Deviation],
    violated: bool = False,
) -> int:
    """What a run of these counts is worth: one of the codes above.

    Args:
        counts: cases by verdict.
        broken: why the adapter could not be asked, or not any more.
        stale: entries of the expectations file that speak for no case.
        violated: whether an invariant is violated.
    """
    if broken:
        return ADAPTER_BROKEN
    if stale or violated or any(count and not verdict.is_good for verdict, count in counts.items()):
        return DEVIATES
    questions = sum(
        count for verdict, count in counts.items() if verdict is not Verdict.UNSUPPORTED
    )
    return CONFORMS if questions else NOTHING_RAN


def not_declared(case: Case, fork: str) -> CaseResult:
    """The result of a case whose operation the adapter does not claim; it is not asked."""
    outcome = Unsupported("the adapter does not declare the operation")
    return CaseResult(case, fork, outcome, Verdict.UNSUPPORTED)


def compare(case: Case, outcome: Outcome, grader: Grader | None = None) -> Divergence | None:
    """How the outcome diverges from the expectation.

    None means that it does not, or that it is no answer and there is nothing to compare.
    """
    expect = case.expect
    match outcome:
        case Ok(answer) if "ok" in expect:
            record = shape_of(catalogue()[case.operation].output)
            within = grader.within if grader else None
            return _divergence(expect["ok"], answer, record, within)
        case Ok():
            return _outcome_difference(f"reject {expect['reject']['code']}", "ok")
        case Reject(code):
            return _rejection_difference(expect, code)
    return None


def _right_but_for_its_trace(case: Case, answer: Ok, grader: Grader | None) -> Unsupported | None:
    """What to say of an answer that is right, but tells less of the way to it than was asked."""
    if "ok" not in case.expect:
        return None
    due, came, untold = as_far_as_told(case.expect["ok"], answer.answer)
    if not untold:
        return None
    told = replace(case, expect={"ok": due})
    if compare(told, Ok(came), grader) is not None:
        return None
    return Unsupported(f"does not answer {', '.join(untold)}; all else is right")


def _divergence(
    due: Mapping[str, Any], answer: Mapping[str, Any], record: Shape, within: Within | None
) -> Divergence | None:
    try:
        return divergence(due, answer, record, within)
    except Exception:  # an answer that we cannot compare is none that passes, and ends no run
        note = "the answer cannot be compared"
        return Divergence(Difference("", "form", "an answer", "something else", note=note))


def _rejection_difference(expect: Mapping[str, Any], code: str) -> Divergence | None:
    note = "" if code in codes() else "no code of spec/rejections.yaml"
    if "reject" not in expect:
        return _outcome_difference("ok", f"reject {code}", note)
    due = expect["reject"]["code"]
    if code == due:
        return None
    return Divergence(Difference("reject.code", "value", due, code, note=note))


def _outcome_difference(expected: str, got: str, note: str = "") -> Divergence:
    return Divergence(Difference("", "outcome", expected, got, note=note))


def _verdict(passed: bool, outcome: Outcome, deviation: Deviation | None) -> Verdict:
    if passed:
        return Verdict.UNEXPECTED_PASS if deviation else Verdict.PASS
    return Verdict.KNOWN if deviation and deviation.describes(outcome) else Verdict.FAIL


def _grade(right: bool, grader: Grader) -> Grade:
    """How close the fields are that an answer has, even if some are not there."""
    if not right:
        return Grade.OUTSIDE
    return Grade.WITHIN if grader.worst else Grade.EXACT
