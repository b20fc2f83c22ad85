"""`taospec forks` as a person meets it, and the page that shows the same."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from page_reader import Reader

from taospec.forks import FORKS, changes
from taospec.timeline import default_fork, specified, timeline
from taospec_reports.cli.verbs import run

if TYPE_CHECKING:
    from report_logs import Built


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["forks", *arguments]) == 0
    return capsys.readouterr().out


def test_the_timeline_has_every_fork(capsys: pytest.CaptureFixture[str]) -> None:
    lines = output(capsys).splitlines()
    header, *rows = lines[: lines.index("")]
    assert header.split()[0] == "fork"
    assert [row.split()[0] for row in rows] == list(timeline())
    assert [row.split()[0] for row in rows if "specified, default" in row] == [default_fork()]
    for name, entry in timeline().items():
        assert f"{entry.status}: " in " ".join(lines), name


@pytest.mark.parametrize(("before", "after"), list(pairwise(FORKS)))
def test_a_fork_names_every_function_that_differs(
    before: str, after: str, capsys: pytest.CaptureFixture[str], report: Built
) -> None:
    text = output(capsys, after)
    replaced = list(changes(FORKS[before], FORKS[after]))
    assert f"\nagainst {before}: {len(replaced)} slots differ\n" in text
    (page,) = [
        Reader(html).text
        for path, html in report.pages.items()
        if path.startswith("forks") and f'<section class="card" id="{after}"' in html
    ]
    for change in replaced:
        assert f"  {change.path} " in text
        assert change.path in page
        for rule in change.rules:
            assert rule in text


def test_any_two_forks_can_be_compared(capsys: pytest.CaptureFixture[str]) -> None:
    text = output(capsys, "halving", "--against", "dtao")
    assert "\nagainst dtao: " in text
    assert "minting.capped_alpha → minting.excess_buys_above_tao_emission" in text


def test_the_oldest_has_nothing_to_be_compared_with(capsys: pytest.CaptureFixture[str]) -> None:
    assert "there is none to compare it with" in output(capsys, "dtao")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["derreg"], "did you mean dereg?"),
        (["dereg", "--against", "subsidy"], "planned, not specified yet"),
        (["--against", "dtao"], "--against needs the fork to compare"),
    ],
)
def test_mistakes_cost_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["forks", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_a_table_of_changes_is_no_wider_than_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Given a fork that replaces a whole table of calls, no row carries all of it."""
    for name in specified():
        assert run(["forks", name]) == 0
        assert max(map(len, capsys.readouterr().out.splitlines())) < 240
