"""One block per distinct failure, with the forks in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from taospec_conformance.asking.outcomes import Crash, Ok, Outcome, Timeout
from taospec_conformance.judging.verdict import CaseResult, Judge
from taospec_conformance.telling.blocks import Block, Blocks
from taospec_conformance.telling.failure import failure
from taospec_vectors.format import Case

WRONG = Ok({"emission": "1"})
OTHER = Ok({"emission": "2"})
RIGHT = Ok({"emission": "500000000"})


def gathered(*results: CaseResult) -> list[Block]:
    blocks = Blocks()
    return [*(block for result in results for block in blocks.add(result)), *blocks.rest()]


def judged(case: Case, fork: str, outcome: Outcome) -> CaseResult:
    return Judge().judge(case, fork, outcome)


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ((WRONG, WRONG, WRONG), [["dtao", "dereg", "flow"]]),
        ((WRONG, RIGHT, WRONG), [["dtao", "flow"]]),
        ((WRONG, OTHER, WRONG), [["dtao", "flow"], ["dereg"]]),
        ((Crash("gone", "a"), Crash("gone", "b"), Timeout("gone")), [["dtao", "dereg"], ["flow"]]),
        ((RIGHT, RIGHT, RIGHT), []),
    ],
)
def test_forks_that_fail_alike_share_a_block(
    at_threshold: Case, outcomes: tuple[Outcome, ...], expected: list[list[str]]
) -> None:
    results = [
        judged(at_threshold, fork, outcome)
        for fork, outcome in zip(("dtao", "dereg", "flow"), outcomes, strict=True)
    ]
    assert [block.forks for block in gathered(*results)] == expected


def test_cases_have_blocks_of_their_own(
    at_threshold: Case, make_emission_case: Callable[..., Any]
) -> None:
    other = make_emission_case("another", 1, {"ok": {"emission": "1000000000"}})
    results = [judged(case, "dereg", WRONG) for case in (at_threshold, other)]
    assert [block.result.case for block in gathered(*results)] == [at_threshold, other]


def test_a_block_names_its_forks(at_threshold: Case) -> None:
    text = failure(judged(at_threshold, "dtao", WRONG), target="x", forks=["dtao", "flow"])
    assert text.startswith(f"FAIL {at_threshold.id} [dtao flow]")
    assert text.endswith("--fork dtao")
