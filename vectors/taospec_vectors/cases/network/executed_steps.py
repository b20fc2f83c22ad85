"""Cases of `network.apply` that the chain itself answered: the rows of `data/steps.tsv`.

A case that was written once keeps the rows of its storage, as long as they are rows of the state
before the step and the model answers them as the chain answered the whole state. Which rows the
model happens to read changes with every rewriting of it, and what a vector asks must not.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from taospec.resources import vectors_path
from taospec_vectors.cases.network._executed import executed, traces
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.load import load_file

_LIST = Path(__file__).with_name("data") / "steps.tsv"


def drafts() -> Iterator[DraftFile]:
    """One file for each fork and call."""
    files: dict[tuple[str, str], list[DraftCase]] = defaultdict(list)
    with _LIST.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            fork, step = row["fork"], int(row["step"])
            call = traces(fork)[row["trace"]]["steps"][step]["op"]["name"]
            rows = _written(_path(call, fork)).get(row["slug"])
            given, expect = executed(fork, row["trace"], step, rows)
            files[fork, call].append(
                DraftCase(
                    row["slug"],
                    row["rules"].split(","),
                    row["why"],
                    given,
                    origin="chain",
                    source=f"trace {row['trace']} of {row['fork']}, step {row['step']}",
                    expect=expect,
                )
            )
    for (fork, call), cases in files.items():
        accepted = [
            case.given
            for (other, _), others in files.items()
            if other == fork
            for case in others
            if _accepts(case)
        ]
        explained = [_explained(case, accepted) for case in cases]
        yield DraftFile(_path(call, fork), "network.apply", [fork], explained)


def _path(call: str, fork: str) -> str:
    return f"network/apply-{call.replace('_', '-')}-{fork}.yaml"


@cache
def _written(path: str) -> Mapping[str, list[Any]]:
    """The rows of the storage of each case of a file that is there, by the last part of its id."""
    if not vectors_path(path).is_file():
        return {}
    cases = load_file(vectors_path(path), vectors_path()).cases
    return {case.slug: case.given["storage"] for case in cases}


def _accepts(case: DraftCase) -> bool:
    return case.expect is not None and "ok" in case.expect


def _explained(case: DraftCase, accepted: Sequence[Any]) -> DraftCase:
    """A rejected step with why no accepted one differs from it in one field only, if none does."""
    given: Any = case.given
    if _accepts(case) or any(
        sum(given[name] != other[name] for name in given) == 1 for other in accepted
    ):
        return case
    reason = "an executed step; what the chain accepts of the call stands beside it"
    return replace(case, no_sibling=reason)
