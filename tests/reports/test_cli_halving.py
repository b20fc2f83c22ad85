"""`taospec halving`: the question most people come with."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from taospec.evidence.supply import observed
from taospec.timeline import not_specified_after, specified
from taospec_reports.cli.verbs import cli


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["halving", *arguments])


def test_the_first_halving_without_recycling() -> None:
    """Given the chain one day of full emission before the threshold, it halves a day later."""
    run = _run("-i", "10492800", "--block", "1000", "--date", "2025-12-14T13:31:00")
    assert run.exit_code == 0
    first = run.output.splitlines()[1].split()
    assert first == ["1", "10,500,000", "0.5", "7,200", "8,201", "2025-12-15", "13:31"]


def test_recycling_moves_the_date_and_can_stop_the_schedule() -> None:
    run = _run(
        "-i", "11597865.382588988", "-r", "486", "--block", "9240878", "--date", "2026-10-10"
    )
    rows = run.output.splitlines()
    assert rows[1].split()[:5] == ["2", "15,750,000", "0.25", "9,600,312", "18,841,191"]
    assert rows[4].split() == ["5", "20,343,750", "0.03125", "never"]
    assert rows[5] == ""
    assert "stops growing" in " ".join(run.output.split())


def test_it_says_under_which_forks() -> None:
    text = " ".join(_run("-i", "1").output.split())
    assert f"Rules of {specified()[-1]} (" in text
    for later in not_specified_after(specified()[-1]):
        assert later in text


def test_at_the_end_there_is_nothing_to_wait_for() -> None:
    assert _run("-i", "20999999.980442226").output == (
        "The last threshold is behind: blocks mint nothing any more.\n"
    )


def test_json_has_the_whole_projection() -> None:
    rows = json.loads(_run("-i", "0", "--date", "2021-01-03", "--format", "json").output)
    assert len(rows) == 30
    assert rows[0]["blocks"] == 10_500_000
    assert rows[-1]["emission"] == 0


def test_markdown_is_a_table() -> None:
    lines = _run("-i", "10499999.9", "--date", "2025-12-15", "--format", "markdown").output.split(
        "\n"
    )
    assert lines[0].startswith("| era | begins at |")
    assert lines[2].startswith("| 1 | 10,500,000 | 0.5 | 1 | 2025-12-15 ")


def test_without_a_block_no_height_is_invented() -> None:
    stated = ("-i", "10499999.9", "--date", "2025-12-15")
    assert "first block" not in _run(*stated).output
    assert "first block" in _run(*stated, "--block", "7103974").output
    rows = json.loads(_run(*stated, "--format", "json").output)
    assert {row["first_block"] for row in rows} == {row["crossed_in"] for row in rows} == {None}
    assert rows[0]["blocks"] == 1


def test_without_anything_it_counts_from_the_first_halving_and_says_so() -> None:
    """Given nothing, the record that it starts from stands above the table, with its date."""
    lines = _run().output.splitlines()
    text = " ".join(" ".join(lines[:3]).split())
    assert "10,500,000 TAO in block 7,103,975 of 2025-12-15 13:31 UTC" in text
    stated = ("-i", "10_500_000", "--block", "7103975", "--date", "2025-12-15T13:31:24")
    pace = f"{observed.measured_pace()}rao"
    assert _run(*stated, "-r", pace).output in _run().output
    assert "--block and --date say when" in _run("--block", "5").output


@pytest.mark.parametrize(
    ("text", "rao"),
    [("1", 10**9), ("0.000000001", 1), ("7rao", 7), ("10_500,000 TAO", 105 * 10**14)],
)
def test_amounts_are_exact(text: str, rao: int) -> None:
    rows = json.loads(_run("-i", text, "--date", "2025-01-01", "--format", "json").output)
    assert rows[0]["blocks"] == -(-(rows[0]["threshold"] - rao) // (10**9 >> (rows[0]["era"] - 1)))


@pytest.mark.parametrize("text", ["", "-1", "1e9", "1.2345678901", "1.5rao", "NaN", "18446744074"])
def test_what_is_no_amount_is_said_in_one_line(text: str) -> None:
    run = _run(f"--issuance={text}")
    assert run.exit_code == 2
    assert "Invalid value for '-i' / '--issuance'" in run.output
