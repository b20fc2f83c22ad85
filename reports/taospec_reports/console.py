"""A failure as the console shows it, from the line of a log."""

from __future__ import annotations

from typing import Any, TypeGuard

from taospec_conformance.telling.failure import failure
from taospec_conformance.telling.lines import CaseLine
from taospec_conformance.telling.log import RunLog
from taospec_reports.inventory import Inventory
from taospec_vectors.format import Case


def text(line: CaseLine, inventory: Inventory, run: RunLog) -> str | None:
    """At most forty lines, or None where the log speaks of something that we do not have.

    Args:
        line: a line of the log.
        inventory: for what the line does not repeat of its case.
        run: the log, for the replay command.
    """
    case = _case(line, inventory)
    if case is None:
        return None
    return failure(line.result(case), target=run.header.target, log=run.path.name)


def _case(result: CaseLine, inventory: Inventory) -> Case | None:
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
