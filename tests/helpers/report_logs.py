"""Logs as the suite writes them, made by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from taospec.timeline import specified
from taospec_vectors.format import Case, VectorFile
from taospec_vectors.load import cases, load_all

EPOCH = "1764000000"
EVIL = "<script>alert(1)</script>\u202e\x1b[31m\x00"
ADAPTER = {
    "name": "plain",
    "version": "1.2",
    "language": "go",
    "homepage": "https://example.org/plain",
    "issues": None,
}
PROOFS = {"format": "taospec-proofs/1", "solver": "z3"}
PROOF = {
    "invariant": "emission-never-grows",
    "rules": ["SUP-3"],
    "verdict": "proved",
    "expected": "proved",
    "paths": 31,
    "seconds": 0.8,
    "rlimit": 12345,
    "witness": {"less": "1", "more": "2"},
    "false_sibling": {"name": "strictly", "counterexample": {"less": "1", "more": "1"}},
    "counterexample": None,
    "bounds": "all pairs of u64 issuances",
    "abstractions": ["log2 stands for any answer within its contract"],
    "statement": "More issuance never means more emission.",
}


def header(**changed: Any) -> dict[str, Any]:
    """First line of a result log."""
    return {
        "format": "taospec-results/1",
        "taospec": "0.1.0",
        "adapter": ADAPTER,
        "target": "stdio:./plain",
        "numeric": "exact",
        "forks": list(specified()),
        "operations": ["supply.block_emission"],
        "bundle_sha256": "ab" * 32,
        "started": "2026-11-24T08:00:00Z",
        "selection": {},
        **changed,
    }


def passed(case: Case, fork: str) -> dict[str, Any]:
    """The line of a case that passed."""
    reject = case.expect.get("reject")
    outcome = {"kind": "reject", **reject, "detail": ""} if reject else {"kind": "ok"}
    return {
        "case": case.id,
        "fork": fork,
        "operation": case.operation,
        "rules": list(case.rules),
        "outcome": outcome | ({} if reject else {"ok": case.expect["ok"]}),
        "verdict": "pass",
        "divergence": None,
        "seconds": 0.0003,
    }


def failed(case: Case, fork: str, **changed: Any) -> dict[str, Any]:
    """The line of a case that did not pass; a crash unless told otherwise."""
    return {
        **passed(case, fork),
        "outcome": {"kind": "crash", "detail": "exited with code 1", "stderr": "panic"},
        "verdict": "fail",
        "given": case.given,
        "expected": case.expect,
        **changed,
    }


def footer(lines: Sequence[Mapping[str, Any]], **changed: Any) -> dict[str, Any]:
    """Last line of a result log, with the counts of its cases."""
    counts: dict[str, int] = {}
    for line in lines:
        name = str(line["verdict"]).replace("-", "_")
        counts[name] = counts.get(name, 0) + 1
    deviates = bool(counts.get("fail") or counts.get("unexpected_pass"))
    return {"footer": True, "counts": counts, "exit_code": int(deviates), "seconds": 1.0, **changed}


def write(path: Path, *lines: Any) -> Path:
    """A log of these lines."""
    path.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def write_run(path: Path, lines: Sequence[Mapping[str, Any]], **changed: Any) -> Path:
    """A complete result log."""
    return write(path, header(**changed), *lines, footer(lines))


@cache
def files() -> tuple[VectorFile, ...]:
    """The vector files of the tree, read once."""
    return load_all()


@cache
def questions() -> tuple[tuple[Case, str], ...]:
    """Every case of the tree in every fork it holds in."""
    return tuple((case, fork) for case in cases(files()) for fork in case.forks)


def deviating(case: Case, fork: str, number: int) -> dict[str, Any]:
    """One of several ways to deviate, by number."""
    if number % 4 == 0:
        noise = f"panic: {EVIL}\n<img src=x onerror=alert(1)>"
        return failed(
            case, fork, outcome={"kind": "crash", "detail": f"killed {EVIL}", "stderr": noise}
        )
    if number % 4 == 1:
        return failed(
            case,
            fork,
            outcome={"kind": "reject", "code": f"Nope {EVIL}", "detail": "a=1"},
            divergence={
                "path": "",
                "kind": "outcome",
                "expected": "ok",
                "got": f"reject Nope {EVIL}",
                "unit": None,
                "difference": None,
                "note": "no code of spec/rejections.yaml",
                "others": 0,
            },
        )
    if number % 4 == 2:
        return failed(
            case, fork, verdict="known", reason=f"rounds up {EVIL}", issue="javascript:alert(2)"
        )
    return failed(case, fork, outcome={"kind": "timeout", "detail": "no answer", "stderr": ""})


@dataclass(frozen=True)
class Built:
    """A report and the logs it was built from."""

    folder: Path
    logs: tuple[Path, ...]
    proofs: Path
    pages: Mapping[str, str] = field(repr=False)


def pages_of(folder: Path) -> dict[str, str]:
    """Address → HTML of every page."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.html"))
    }
