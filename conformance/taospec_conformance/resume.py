"""A run that was stopped goes on: what its log has is taken over, what it lacks is asked."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_conformance.judging.verdict import CaseResult
from taospec_conformance.runner import Run
from taospec_conformance.telling.lines import Header
from taospec_conformance.telling.log import LogError, RunLog
from taospec_vectors.load import cases

# What must be as it was, and how a person calls it.
_THE_SAME = {
    "taospec": "another version of taospec",
    "bundle_sha256": "other vectors",
    "selection": "another selection",
    "adapter": "another adapter",
    "numeric": "an adapter of other numbers",
    "forks": "an adapter with other forks",
    "operations": "an adapter with other operations",
}


def take_over(earlier: RunLog, run: Run) -> Iterator[CaseResult]:
    """The results of a log, which the run will not ask for again.

    Args:
        earlier: the log of a run that was stopped.
        run: the one that goes on with it; its adapter has come up.

    Raises:
        LogError: the log is complete, or of another run than this one.
    """
    if earlier.complete:
        raise LogError(f"{earlier.path}: the run is complete, there is nothing to resume")
    now = Header.of(
        run.target.text, run.description, run.files, run.selection.to_json(), run.started
    )
    here, there = now.to_json(), earlier.header.to_json()
    for name, what in _THE_SAME.items():
        if here[name] != there[name]:
            raise LogError(f"{earlier.path}: is the log of a run with {what}")
    vectors = {case.id: case for case in cases(run.files)}
    for line in earlier.results:
        case = vectors.get(line.case)
        if case is None or line.fork not in case.forks or line.operation != case.operation:
            raise LogError(f"{earlier.path}: {line.case} in fork {line.fork} is no vector")
        result = line.result(case)
        run.take_over(result)
        yield result
