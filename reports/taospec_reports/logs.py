"""Reading the two logs a report is made of: a run's results and the proofs.

Both are JSON, one object a line, with a header and a footer. A log without its footer is one whose
writer was stopped: it is read, and every page made from it says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from taospec.errors import TaospecError
from taospec_conformance.asking import protocol
from taospec_reports.untrusted import clean

RESULTS_FORMAT = "taospec-results/1"
PROOFS_FORMAT = "taospec-proofs/1"

Verdict = Literal["pass", "fail", "known", "unexpected-pass", "unsupported"]


class LogError(TaospecError):
    """A log that is not what it says; the message names file and line."""


class _Line(BaseModel):
    # A later version may say more; what is said here must fit.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Adapter(_Line):
    """Who answered, in its own words."""

    name: str
    version: str | None = None
    language: str | None = None
    homepage: str | None = None
    issues: str | None = None


class Header(_Line):
    """First line of a result log."""

    format: Literal["taospec-results/1"]
    taospec: str
    adapter: Adapter
    target: str
    numeric: str | None
    forks: tuple[str, ...]
    operations: tuple[str, ...]
    bundle_sha256: str | None = None
    started: str | None = None
    selection: dict[str, Any] = Field(default_factory=dict)


class Divergence(_Line):
    """The first quantity that differs, how many more do, and in which fields."""

    path: str
    kind: str = "value"
    expected: Any = None
    got: Any = None
    unit: str | None = None
    difference: str | None = None
    note: str = ""
    others: int = 0
    next: tuple[str, ...] = ()
    by_quantity: dict[str, int] = Field(default_factory=dict)


class Worst(_Line):
    """The largest error of a floating-point adapter in one case."""

    path: str
    relative: str
    absolute: str


class Outcome(BaseModel):
    """What came back; fields beside `kind` depend on it."""

    model_config = ConfigDict(frozen=True, extra="allow")
    kind: str

    @property
    def said(self) -> dict[str, Any]:
        """Everything but the kind and the standard error output."""
        return {key: value for key, value in (self.model_extra or {}).items() if key != "stderr"}

    @property
    def stderr(self) -> str:
        """The last lines the adapter wrote beside its answers."""
        return str((self.model_extra or {}).get("stderr") or "")


class Result(_Line):
    """One case in one fork."""

    case: str
    fork: str
    operation: str
    rules: tuple[str, ...]
    outcome: Outcome
    verdict: Verdict
    divergence: Divergence | None = None
    seconds: float = 0.0
    given: Any = None
    expected: Any = None
    grade: str | None = None
    worst: Worst | None = None
    reason: str | None = None
    issue: str | None = None


class Stale(_Line):
    """An entry of the expectations file that no case matches."""

    match: str
    outcome: str


class Footer(_Line):
    """Last line of a result log."""

    footer: Literal[True]
    counts: dict[str, int]
    exit_code: int
    seconds: float = 0.0
    broken: Outcome | None = None
    stale: tuple[Stale, ...] = ()


@dataclass(frozen=True)
class Run:
    """One adapter, one selection of vectors, one log."""

    path: Path
    header: Header
    results: tuple[Result, ...]
    footer: Footer | None

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """Verdict → number of cases, counted here rather than believed."""
        return Counter(result.verdict for result in self.results)

    @property
    def complete(self) -> bool:
        """Whether the run got as far as its footer."""
        return self.footer is not None

    @property
    def contradicts_itself(self) -> bool:
        """Whether the footer counts other than the lines do."""
        if self.footer is None:
            return False
        said = {key.replace("_", "-"): n for key, n in self.footer.counts.items() if n}
        return said != dict(self.counts)


class FalseSibling(_Line):
    """The deliberately wrong neighbour of an invariant, and what convicted it."""

    name: str
    counterexample: dict[str, Any] | None = None


class Proof(_Line):
    """One invariant settled by the solver."""

    invariant: str
    rules: tuple[str, ...]
    verdict: Literal["proved", "refuted", "unknown", "vacuous"]
    expected: Literal["proved", "refuted"]
    paths: int
    seconds: float
    rlimit: int
    statement: str
    bounds: str
    forks: tuple[str, ...] = ()
    abstractions: tuple[str, ...] = ()
    problem: str | None = None
    rlimit_budget: int | None = None
    witness: dict[str, Any] | None = None
    false_sibling: FalseSibling | None = None
    counterexample: dict[str, Any] | None = None
    counterexamples: tuple[dict[str, Any], ...] = ()

    @property
    def found(self) -> tuple[dict[str, Any], ...]:
        """Every counterexample of the log."""
        return self.counterexamples or ((self.counterexample,) if self.counterexample else ())

    @property
    def as_expected(self) -> bool:
        """Whether the solver found what the invariant declares."""
        return self.verdict == self.expected


class _ProofHeader(_Line):
    format: Literal["taospec-proofs/1"]
    solver: str


@dataclass(frozen=True)
class ProofLog:
    """The proofs of one session with the solver."""

    path: Path
    solver: str
    proofs: tuple[Proof, ...]
    complete: bool


Line = TypeVar("Line", bound=BaseModel)


def format_of(path: Path) -> str:
    """What the header of a log says it is.

    Raises:
        LogError: unreadable, or its first line is not a header.
    """
    _, data = next(_lines(path), (1, {}))
    said = data.get("format")
    if said not in (RESULTS_FORMAT, PROOFS_FORMAT):
        raise _broken(
            path, 1, f"not a log: its format is neither {RESULTS_FORMAT} nor {PROOFS_FORMAT}"
        )
    return str(said)


def read_results(path: Path) -> Run:
    """The run that a result log tells of.

    Raises:
        LogError: unreadable, not this format, a line that does not fit, or a case told twice.
    """
    lines = _lines(path)
    header = _header(path, lines, Header, RESULTS_FORMAT)
    results: dict[tuple[str, str], Result] = {}
    footer: Footer | None = None
    for number, data in lines:
        if footer is not None:
            raise _broken(path, number, "a line after the footer")
        if data.get("footer") is True:
            footer = _fit(path, number, data, Footer)
            continue
        result = _fit(path, number, data, Result)
        key = (result.case, result.fork)
        if key in results:
            raise _broken(path, number, f"{result.case} in fork {result.fork} is told twice")
        results[key] = result
    return Run(path, header, tuple(results.values()), footer)


def read_proofs(path: Path) -> ProofLog:
    """The proofs that a log tells of.

    Raises:
        LogError: unreadable, not this format, a line that does not fit, or an invariant told twice.
    """
    lines = _lines(path)
    header = _header(path, lines, _ProofHeader, PROOFS_FORMAT)
    proofs: dict[str, Proof] = {}
    complete = False
    for number, data in lines:
        if complete:
            raise _broken(path, number, "a line after the footer")
        if data.get("footer") is True:
            complete = True
            continue
        proof = _fit(path, number, data, Proof)
        if proof.invariant in proofs:
            raise _broken(path, number, f"{proof.invariant} is told twice")
        proofs[proof.invariant] = proof
    return ProofLog(path, header.solver, tuple(proofs.values()), complete)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    try:
        rows = path.read_bytes().split(b"\n")
    except OSError as error:
        message = f"{path}: {error.strerror or error}"
        raise LogError(message) from None
    # What follows the last line break is half a line at most: its writer was stopped there.
    for number, row in enumerate(rows[:-1], start=1):
        try:
            data = protocol.decode(row)
        except protocol.MessageError as error:
            raise _broken(path, number, str(error)) from None
        if not isinstance(data, dict):
            raise _broken(path, number, "not a JSON object")
        yield number, clean(data)


def _header(
    path: Path, lines: Iterator[tuple[int, dict[str, Any]]], kind: type[Line], expected: str
) -> Line:
    number, data = next(lines, (1, {}))
    if data.get("format") != expected:
        raise _broken(path, number, f"not the header of a {expected} log")
    return _fit(path, number, data, kind)


def _fit(path: Path, number: int, data: dict[str, Any], kind: type[Line]) -> Line:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise _broken(path, number, f"{where}: {first['msg']}") from None


def _broken(path: Path, number: int, problem: str) -> LogError:
    return LogError(f"{path}:{number}: {problem}")
