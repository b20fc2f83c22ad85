"""A failure as the console shows it, from the line of a log."""

from __future__ import annotations

from typing import Any, TypeGuard, cast

from taospec_conformance.asking import outcomes
from taospec_conformance.judging.compare import Difference, Divergence, Kind
from taospec_conformance.judging.verdict import CaseResult, Verdict
from taospec_conformance.telling.failure import failure
from taospec_reports import logs
from taospec_reports.inventory import Inventory
from taospec_vectors.format import Case


def text(result: logs.Result, inventory: Inventory, log: str) -> str | None:
    """At most forty lines, or None where the log speaks of something that we do not have.

    Args:
        result: a line of the log.
        inventory: for what the line does not repeat of its case.
        log: name of the log, for the replay command.
    """
    case = _case(result, inventory)
    outcome = _outcome(result)
    if case is None or outcome is None:
        return None
    verdict = Verdict(result.verdict)
    return failure(
        CaseResult(case, result.fork, outcome, verdict, _divergence(result), result.seconds), log
    )


def _case(result: logs.Result, inventory: Inventory) -> Case | None:
    if result.operation not in inventory.operations:
        return None
    known = inventory.cases.get(result.case)
    given = result.given if result.given is not None else known.given if known else None
    expect = result.expected if result.expected is not None else known.expect if known else None
    if not result.rules or not isinstance(given, dict) or not _is_expectation(expect):
        return None
    return Case(
        id=result.case,
        operation=result.operation,
        forks=(result.fork,),
        rules=result.rules,
        why=known.why if known else "not among the vectors of this report",
        origin=known.origin if known else "human",
        given=given,
        expect=expect,
    )


def _is_expectation(expect: Any) -> TypeGuard[dict[str, Any]]:
    """Whether a logged expectation is one, and not what a log puts in the place of a large one."""
    if not isinstance(expect, dict):
        return False
    reject = expect.get("reject")
    return "ok" in expect or (isinstance(reject, dict) and isinstance(reject.get("code"), str))


def _outcome(result: logs.Result) -> outcomes.Outcome | None:
    data: dict[str, Any] = {"kind": result.outcome.kind, **result.outcome.said}
    try:
        return outcomes.from_json({**data, "stderr": result.outcome.stderr})
    except KeyError:
        return None


def _divergence(result: logs.Result) -> Divergence | None:
    found = result.divergence
    if found is None:
        return None
    kind = cast("Kind", found.kind)
    first = Difference(found.path, kind, found.expected, found.got, found.unit, found.note)
    return Divergence(first, found.others, found.next, tuple(found.by_quantity.items()))
