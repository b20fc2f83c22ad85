"""The lines of a result log: one for the header, one for each case, one for the footer.

Each is what was written and what is read again. They hold the very records of a run, its outcomes,
divergences and verdicts; only here is said how those look in JSON.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from importlib.metadata import version
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from taospec_conformance.asking import outcomes, protocol
from taospec_conformance.asking.outcomes import Fault, Ok, Outcome
from taospec_conformance.asking.protocol import AdapterInfo, Description
from taospec_conformance.asking.text import printable
from taospec_conformance.judging.bands import Worst, number
from taospec_conformance.judging.compare import Difference, Divergence, Kind
from taospec_conformance.judging.expectations import Deviation
from taospec_conformance.judging.verdict import CaseResult, Grade, Verdict, exit_code
from taospec_conformance.telling import values, violation
from taospec_conformance.telling.violation import PropertyResult
from taospec_vectors import bundle
from taospec_vectors.format import Case, VectorFile

FORMAT = "taospec-results/1"
# A state of thousands of rows that did not pass is found in the vectors again; a log that repeats
# it for every failure is of no use to anyone.
MAX_VALUE = 64 * 1024
_STDERR = 8 * 1024


class _Line(BaseModel):
    # A later version may say more; what is said here must fit.
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="ignore")


class Header(_Line):
    """The first line: who was asked what.

    Attributes:
        format: what this file is.
        taospec: version of the suite.
        adapter: who answered, in its own words; only a name, the target, if it did not come up.
        target: the target string.
        numeric: how it computes; None if it did not come up.
        forks: the forks that it claims.
        operations: the operations that it claims.
        bundle_sha256: digest of the vectors.
        started: when the run began, in UTC.
        selection: the filters, as `Selection.to_json` states them.
    """

    format: Literal["taospec-results/1"]
    taospec: str
    adapter: AdapterInfo
    target: str
    numeric: str | None
    forks: tuple[str, ...]
    operations: tuple[str, ...]
    bundle_sha256: str | None = None
    started: str | None = None
    selection: dict[str, Any] = Field(default_factory=dict)

    @classmethod
    def of(
        cls,
        target: str,
        description: Description | None,
        files: Iterable[VectorFile],
        selection: Mapping[str, Any],
        started: dt.datetime,
    ) -> Self:
        """The header of a run that begins."""
        known = description
        return cls(
            format=FORMAT,
            taospec=version("taospec"),
            adapter=known.adapter if known else AdapterInfo(name=printable(target)),
            target=target,
            numeric=known.numeric if known else None,
            forks=known.forks if known else (),
            operations=known.operations if known else (),
            bundle_sha256=bundle.digest(files),
            started=started.strftime("%Y-%m-%dT%H:%M:%SZ"),
            selection=dict(selection),
        )

    def to_json(self) -> dict[str, Any]:
        """The line."""
        return self.model_dump(mode="json")


def _read_outcome(wire: Any) -> Outcome:
    return wire if isinstance(wire, Outcome) else outcomes.from_json(wire)


def _read_fault(wire: Any) -> Fault | None:
    if wire is None:
        return None
    outcome = _read_outcome(wire)
    if not isinstance(outcome, Fault):
        raise ValueError(f"{outcome.kind} is no way to break")
    return outcome


class _DivergenceWire(_Line):
    path: str
    kind: Kind = "value"
    expected: Any = None
    got: Any = None
    unit: str | None = None
    note: str = ""
    others: int = Field(default=0, ge=0)
    next: tuple[str, ...] = ()
    by_quantity: dict[str, int] = Field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def _read_divergence(wire: Any) -> Divergence | None:
    if wire is None or isinstance(wire, Divergence):
        return wire
    read = _DivergenceWire.model_validate(wire)
    first = Difference(read.path, read.kind, read.expected, read.got, read.unit, read.note)
    counts = tuple(read.by_quantity.items())
    return Divergence(first, read.others, read.next, counts, read.left_out)


class _WorstWire(_Line):
    path: str
    relative: str
    absolute: str


def _read_worst(wire: Any) -> Worst | None:
    if wire is None or isinstance(wire, Worst):
        return wire
    read = _WorstWire.model_validate(wire)
    return Worst(read.path, _magnitude(read.relative), _magnitude(read.absolute))


def _magnitude(text: str) -> Fraction:
    # A stranger's exponent must not become a power of ten that fills the memory.
    magnitude = number(text)
    if magnitude is None:
        raise ValueError("expected a number such as 1.3e-09")
    return magnitude


class CaseLine(_Line):
    """One case in one fork.

    Attributes:
        case: id of the vector.
        fork: the fork it was asked in.
        operation: what was asked.
        rules: the rules that the case shows.
        outcome: what came back; an answer that is too large says only how large.
        verdict: what that is worth.
        divergence: where an answer differs.
        seconds: how long the adapter took.
        grade: of an adapter that is not exact, how close it came.
        worst: its largest error in this case.
        reason: why it is known to deviate.
        issue: where that is followed up.
        given: of a case that did not pass, its input.
        expected: and its expectation.
    """

    case: str
    fork: str
    operation: str
    rules: tuple[str, ...]
    outcome: Annotated[Outcome, PlainValidator(_read_outcome)]
    verdict: Verdict
    divergence: Annotated[Divergence | None, PlainValidator(_read_divergence)] = None
    seconds: float = 0.0
    grade: Grade | None = None
    worst: Annotated[Worst | None, PlainValidator(_read_worst)] = None
    reason: str | None = None
    issue: str | None = None
    given: Any = None
    expected: Any = None

    @classmethod
    def of(cls, result: CaseResult) -> Self:
        """The line of a result, with what is too large cut down."""
        outcome = result.outcome
        if isinstance(outcome, Ok):
            outcome = Ok(_capped(outcome.answer))
        elif isinstance(outcome, Fault):
            outcome = type(outcome)(outcome.detail, outcome.stderr[-_STDERR:])
        passed = result.verdict is Verdict.PASS
        return cls(
            case=result.case.id,
            fork=result.fork,
            operation=result.case.operation,
            rules=result.case.rules,
            outcome=outcome,
            verdict=result.verdict,
            divergence=result.divergence,
            seconds=round(result.seconds, 6),
            grade=result.grade,
            worst=result.worst,
            reason=result.deviation and result.deviation.reason,
            issue=result.deviation and result.deviation.issue,
            given=None if passed else _capped(result.case.given),
            expected=None if passed else _capped(result.case.expect),
        )

    def result(self, case: Case) -> CaseResult:
        """The result again, as far as the line has it, of the vector that it is about."""
        return CaseResult(
            case,
            self.fork,
            self.outcome,
            self.verdict,
            self.divergence,
            self.seconds,
            self.grade,
            self.worst,
        )

    def to_json(self) -> dict[str, Any]:
        """The line."""
        line: dict[str, Any] = {
            "case": self.case,
            "fork": self.fork,
            "operation": self.operation,
            "rules": list(self.rules),
            "outcome": outcomes.to_json(self.outcome),
            "verdict": self.verdict.value,
            "divergence": _divergence(self.divergence),
            "seconds": self.seconds,
        }
        if self.grade:
            line["grade"] = self.grade.value
        if self.worst:
            line["worst"] = {
                "path": self.worst.path,
                "relative": values.scientific(self.worst.relative),
                "absolute": values.scientific(self.worst.absolute),
            }
        if self.reason is not None:
            line["reason"], line["issue"] = self.reason, self.issue
        if self.verdict is not Verdict.PASS:
            line["given"], line["expected"] = self.given, self.expected
        return line


class Stale(_Line):
    """An entry of the expectations file that no case matches."""

    match: str
    outcome: str


class Footer(_Line):
    """The last line: the counts, and what went wrong with the run as a whole.

    Attributes:
        footer: marks the line.
        counts: cases by verdict, written with an underscore.
        exit_code: what the run was worth.
        seconds: how long it took.
        broken: why the adapter could not be asked, or not any more.
        stale: entries of the expectations file that speak for no case.
        properties: invariants that the adapter was held to.
    """

    footer: Literal[True] = True
    counts: dict[str, int]
    exit_code: int
    seconds: float = 0.0
    broken: Annotated[Fault | None, PlainValidator(_read_fault)] = None
    stale: tuple[Stale, ...] = ()
    properties: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(
        cls,
        counts: Mapping[Verdict, int],
        broken: Fault | None,
        stale: Sequence[Deviation],
        seconds: float,
        properties: Sequence[PropertyResult] = (),
    ) -> Self:
        """The footer of a run that has ended."""
        violated = any(not tried.holds for tried in properties)
        return cls(
            counts={verdict.value.replace("-", "_"): counts.get(verdict, 0) for verdict in Verdict},
            exit_code=exit_code(counts, broken, stale, violated),
            seconds=round(seconds, 3),
            broken=broken,
            stale=tuple(Stale(match=entry.match, outcome=entry.outcome) for entry in stale),
            properties=tuple(_capped_each(violation.to_json(tried)) for tried in properties),
        )

    def to_json(self) -> dict[str, Any]:
        """The line."""
        line: dict[str, Any] = {
            "footer": True,
            "counts": self.counts,
            "exit_code": self.exit_code,
            "seconds": self.seconds,
        }
        if self.broken:
            line["broken"] = outcomes.to_json(self.broken)
        if self.stale:
            line["stale"] = [entry.model_dump() for entry in self.stale]
        if self.properties:
            line["properties"] = list(self.properties)
        return line


Line = Header | CaseLine | Footer


def _divergence(divergence: Divergence | None) -> dict[str, Any] | None:
    if divergence is None:
        return None
    first = divergence.first
    off_by = first.off_by
    return {
        "path": first.path,
        "kind": first.kind,
        "expected": _capped(first.expected),
        "got": _capped(first.got),
        "unit": first.unit,
        "difference": None if off_by is None else str(off_by),
        "note": first.note,
        "others": divergence.others,
        "next": list(divergence.next_paths),
        "by_quantity": dict(divergence.by_quantity),
        "left_out": list(divergence.left_out),
    }


def _capped(value: Any) -> Any:
    """The value, or how large it is where it is too large for a log."""
    size = len(protocol.encode(value))
    return value if size <= MAX_VALUE else {"elided": f"{size} bytes"}


def _capped_each(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _capped(value) for name, value in fields.items()}
