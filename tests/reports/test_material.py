"""Counting: what the matrix says about a run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from corner import OPERATIONS
from report_logs import failed, footer, header, passed, questions, write, write_run

from taospec_conformance.telling.log import read
from taospec_reports import badges
from taospec_reports.inventory import Inventory
from taospec_reports.material import MOST_FAILURE_PAGES, Column, Counts, assemble

# The questions of the corner.
ALL = [(case, fork) for case, fork in questions() if case.operation in OPERATIONS]
HALF = [passed(case, fork) for case, fork in ALL[::2]]
WHOLE = [passed(case, fork) for case, fork in ALL]


def _column(
    inventory: Inventory, path: Path, lines: Sequence[dict[str, Any]], **end: Any
) -> Column:
    log = write(path / "run.jsonl", header(), *lines, footer(lines, **end))
    (column,) = assemble(inventory, [read(log)], None).columns
    return column


def test_what_was_not_run_is_counted(small_inventory: Inventory, tmp_path: Path) -> None:
    column = _column(small_inventory, tmp_path, HALF)
    assert column.total["pass"] == len(HALF)
    assert column.total["not-run"] == len(ALL) - len(HALF)
    assert column.total.total == len(ALL)
    assert sum(counts.total for counts in column.by_chapter.values()) == len(ALL)
    assert column.strangers == 0


def test_a_fork_that_the_adapter_never_claimed_is_unsupported_and_not_missing(
    small_inventory: Inventory, tmp_path: Path
) -> None:
    asked = [(case, fork) for case, fork in ALL if fork == "flow"]
    lines = [passed(case, fork) for case, fork in asked[1:]]
    log = write(tmp_path / "run.jsonl", header(forks=["flow"]), *lines, footer(lines))
    (column,) = assemble(small_inventory, [read(log)], None).columns
    assert dict(column.total.by_verdict) == {
        "pass": len(asked) - 1,
        "not-run": 1,
        "unsupported": len(ALL) - len(asked),
    }


def test_a_case_counts_for_each_of_its_rules(small_inventory: Inventory, tmp_path: Path) -> None:
    column = _column(small_inventory, tmp_path, WHOLE)
    for rule_id, counts in column.by_rule.items():
        asked = [case for case, _ in ALL if rule_id in case.rules]
        assert dict(counts.by_verdict) == {"pass": len(asked)}


def test_a_case_that_the_vectors_do_not_have(small_inventory: Inventory, tmp_path: Path) -> None:
    stranger = {**WHOLE[0], "case": "supply.block_emission.of-another-version"}
    column = _column(small_inventory, tmp_path, [*WHOLE, stranger])
    assert column.strangers == 1
    assert column.total.total == len(ALL) + 1


@pytest.mark.parametrize(
    ("lines", "end", "standing", "message"),
    [
        (WHOLE, {}, "conforms", f"{len(ALL):,} of {len(ALL):,} pass"),
        (HALF, {}, "partly", f"{len(HALF):,} of {len(ALL):,} pass"),
        ([failed(*ALL[0]), *WHOLE[1:]], {}, "deviates", f"1 of {len(ALL):,} deviate"),
        (
            [failed(*ALL[0], verdict="known"), *WHOLE[1:]],
            {},
            "conforms",
            f"{len(ALL) - 1:,} of {len(ALL):,} pass, 1 known deviations",
        ),
        (WHOLE, {"exit_code": 1}, "deviates", f"0 of {len(ALL):,} deviate"),
        ([{**WHOLE[0], "verdict": "unexpected-pass"}], {}, "deviates", "1 of 1 deviate"),
        ([], {"exit_code": 5}, "nothing-ran", "not run"),
        ([], {"exit_code": 3, "broken": {"kind": "crash", "detail": "exited"}}, "broken", "broken"),
    ],
    ids=["whole", "half", "fail", "known", "stale", "unexpected", "nothing", "broken"],
)
def test_standing_and_badge(
    small_inventory: Inventory,
    tmp_path: Path,
    lines: list[dict[str, Any]],
    end: dict[str, Any],
    standing: str,
    message: str,
) -> None:
    column = _column(small_inventory, tmp_path, lines, **end)
    assert column.standing == standing
    assert badges.summary(column) == message
    assert message in badges.svg(column)


def test_an_incomplete_log_never_conforms(small_inventory: Inventory, tmp_path: Path) -> None:
    log = write(tmp_path / "run.jsonl", header(), *WHOLE)
    (column,) = assemble(small_inventory, [read(log)], None).columns
    assert column.standing == "incomplete"
    assert badges.summary(column) == "incomplete run"


def test_failures_join_the_forks_of_a_case(small_inventory: Inventory, tmp_path: Path) -> None:
    case = next(case for case, _ in ALL if len(case.forks) > 1)
    column = _column(small_inventory, tmp_path, [failed(case, fork) for fork in case.forks])
    (failure,) = column.failures
    assert [result.fork for result in failure.results] == list(case.forks)
    assert not failure.known
    assert column.failures_of(case.rules[0]) == [failure]
    assert column.failures_of("SUP-999") == []


def test_pages_of_failures_are_shared_among_the_rules(
    small_inventory: Inventory, tmp_path: Path
) -> None:
    case, fork = ALL[0]
    many = [
        {**failed(case, fork), "case": f"a.b.{index}", "rules": ["SUP-3"]}
        for index in range(2 * MOST_FAILURE_PAGES)
    ]
    few = [{**failed(case, fork), "case": f"c.d.{index}", "rules": ["NUM-1"]} for index in range(9)]
    own = _column(small_inventory, tmp_path, [*many, *few]).own_pages
    assert len(own) == MOST_FAILURE_PAGES
    assert {line["case"] for line in few} <= own


def test_the_worst_verdict_colours_a_cell() -> None:
    assert Counts({"pass": 9, "known": 1, "fail": 1}).colour == "fail"
    assert Counts({"pass": 9, "known": 1}).colour == "known"
    assert Counts({"pass": 9, "not-run": 1}).colour == "partly"
    assert Counts({"pass": 9}).colour == "pass"
    assert Counts({}).colour == "not-run"


def test_two_runs_of_one_adapter_are_named_by_their_logs(
    small_inventory: Inventory, tmp_path: Path
) -> None:
    runs = [read(write_run(tmp_path / f"{name}.jsonl", [])) for name in ("old", "new")]
    names = [column.name for column in assemble(small_inventory, runs, None).columns]
    assert names == ["plain 1.2 (old)", "plain 1.2 (new)"]


def test_a_log_of_other_vectors_is_told(small_inventory: Inventory, tmp_path: Path) -> None:
    """Given a log that names another digest than the inventory, its column says so."""
    for digest, other in ((small_inventory.vectors_sha256, False), ("ab" * 32, True)):
        log = write_run(tmp_path / "run.jsonl", [WHOLE[0]], bundle_sha256=digest)
        (column,) = assemble(small_inventory, [read(log)], None).columns
        assert column.other_vectors is other
