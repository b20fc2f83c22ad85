"""Cases of rules whose fork is a draft, asked of the model before any file has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from each import each

from taospec.forks import written
from taospec.operations.catalogue import find
from taospec.rejections import Rejection
from taospec.wire import Record
from taospec_vectors.cases.pools import weighted
from taospec_vectors.format import DraftCase

CASES = [(f"pools.{verb}", case) for verb, cases in weighted.by_operation() for case in cases]


def answer(operation: str, given: Mapping[str, Any], fork: str) -> dict[str, Any]:
    """What the model answers in a fork, even a draft, in wire form."""
    declared = find(operation)
    try:
        result = declared.run(written(fork), declared.input.from_wire(given))
    except Rejection as rejection:
        return {"reject": {"code": rejection.code}}
    return {"ok": result.to_wire()}


@each(("operation", "case"), CASES, name=lambda one: f"{one[0]}.{one[1].slug}")
def test_a_case_of_balancer(operation: str, case: DraftCase) -> None:
    assert not isinstance(case.given, Record)
    answered = answer(operation, case.given, "balancer")
    assert case.expect in (None, answered)
    # an answer is well-formed: what it says can be read
    if "ok" in answered:
        assert find(operation).output.from_wire(answered["ok"]).to_wire() == answered["ok"]
