"""Reading the log of proofs, and telling it from a log of results.

Both are JSON, one object a line, with a header and a footer. A log without its footer is one whose
writer was stopped: it is read, and every page made from it says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from taospec_conformance.telling.lines import FORMAT as RESULTS_FORMAT
from taospec_conformance.telling.log import broken, fit, read_header, read_lines

PROOFS_FORMAT = "taospec-proofs/1"


class _Line(BaseModel):
    # A later version may say more; what is said here must fit.
    model_config = ConfigDict(frozen=True, extra="ignore")


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


def format_of(path: Path) -> str:
    """What the header of a log says it is.

    Raises:
        LogError: unreadable, or its first line is not a header.
    """
    _, data = next(read_lines(path), (1, {}))
    stated = data.get("format")
    if stated not in (RESULTS_FORMAT, PROOFS_FORMAT):
        raise broken(
            path, 1, f"not a log: its format is neither {RESULTS_FORMAT} nor {PROOFS_FORMAT}"
        )
    return str(stated)


def read_proofs(path: Path) -> ProofLog:
    """The proofs that a log tells of.

    Raises:
        LogError: unreadable, not this format, a line that does not fit, or an invariant told twice.
    """
    lines = read_lines(path)
    header = read_header(path, lines, _ProofHeader, PROOFS_FORMAT)
    proofs: dict[str, Proof] = {}
    complete = False
    for number, data in lines:
        if complete:
            raise broken(path, number, "a line after the footer")
        if data.get("footer") is True:
            complete = True
            continue
        proof = fit(path, number, data, Proof)
        if proof.invariant in proofs:
            raise broken(path, number, f"{proof.invariant} is told twice")
        proofs[proof.invariant] = proof
    return ProofLog(path, header.solver, tuple(proofs.values()), complete)
