"""`taospec compare`: what a change broke and what it mended."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from taospec.resources import vectors_path
from taospec.timeline import specified
from taospec_reports.cli.verbs import run
from taospec_vectors import bundle
from taospec_vectors.load import load_file

LATE = "zoo:greater-for-greater-or-equal"
CASE = "supply.block_emission.threshold-1-reached"
FORKS = specified()
# Thirty cases of the file fail in every fork, and sixty do not.
FAIL, PASS = 30 * len(FORKS), 60 * len(FORKS)
Cli = Callable[..., tuple[int, str, str]]
Log = Callable[..., Path]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Arguments → exit code, standard output and standard error."""

    def start(*arguments: str | Path) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return start


@pytest.fixture
def log(cli: Cli, tmp_path: Path) -> Log:
    """Name, target and further arguments of a run over one file → its log."""
    small = tmp_path / "bundle.json"
    bundle.write([load_file(vectors_path("supply/block_emission.yaml"))], small)

    def write(name: str, target: str, *arguments: str | Path) -> Path:
        path = tmp_path / name
        cli("conform", target, "--bundle", small, "--results", path, *arguments)
        return path

    return write


def test_what_broke_and_what_was_mended(cli: Cli, log: Log) -> None:
    right, wrong = log("a.jsonl", "reference"), log("b.jsonl", LATE)
    code, out, _ = cli("compare", right, wrong)
    assert code == 1
    assert f"broke: {CASE} [{' '.join(FORKS)}]   SUP-2 SUP-3 SUP-4\n" in out
    assert "    pass → fail: emission differs\n" in out
    assert "note: the target differs: reference → zoo:" in out
    assert out.endswith(f"{FAIL} broke, 0 mended, 0 fail otherwise, {PASS} as before\n")
    code, out, _ = cli("compare", wrong, right)
    assert code == 0
    assert f"mended: {CASE} [{' '.join(FORKS)}]" in out
    assert "    fail: emission differs → pass\n" in out
    assert f"0 broke, {FAIL} mended" in out


def test_the_same_run_twice(cli: Cli, log: Log) -> None:
    code, out, _ = cli("compare", log("a.jsonl", LATE), log("b.jsonl", LATE))
    alike = FAIL + PASS
    assert (code, out) == (0, f"0 broke, 0 mended, 0 fail otherwise, {alike} as before\n")


def test_what_only_one_run_asked_is_counted_apart(cli: Cli, log: Log) -> None:
    whole = log("a.jsonl", "reference", "--fork", "flow")
    part = log("b.jsonl", "reference", "--fork", "flow", "--id", "*-1-reached")
    code, out, _ = cli("compare", whole, part)
    assert code == 0
    assert "note: the selection differs\n" in out
    assert "only before: " in out
    assert f"{CASE}[flow]" not in out
    assert " and 84 more\n" in out
    assert out.endswith("0 broke, 0 mended, 0 fail otherwise, 1 as before\n")
    assert "only after: " in cli("compare", part, whole)[1]


def test_a_failure_of_another_kind_is_neither(cli: Cli, log: Log) -> None:
    # One fork, since an adapter that was started often enough is asked no more.
    one = "--fork", FORKS[0]
    before, after = log("a.jsonl", LATE, *one), log("b.jsonl", "zoo:exits-mid-case", *one)
    code, out, _ = cli("compare", before, after)
    assert code == 1
    _, _, told = out.partition(f"fails otherwise: {CASE} [{FORKS[0]}] ")
    assert told.splitlines()[1].startswith("    fail: emission differs → fail: crash: ")
    assert "not asked" not in told.splitlines()[1]


def test_a_run_that_did_not_end_is_noted(cli: Cli, log: Log) -> None:
    stopped = log("a.jsonl", LATE, "--stop-after", "1")
    assert (
        f"note: {stopped} is the log of a run that did not end\n"
        in cli("compare", stopped, stopped)[1]
    )


def test_as_data(cli: Cli, log: Log) -> None:
    code, out, _ = cli("compare", log("a.jsonl", "reference"), log("b.jsonl", LATE), "--json")
    data = json.loads(out)
    assert code == 1
    assert (len(data["broke"]), data["alike"], data["mended"]) == (30, PASS, [])
    assert data["broke"][0]["forks"] == list(FORKS)


def test_what_is_no_log(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    code, out, err = cli("compare", path, path)
    assert (code, out) == (2, "")
    assert "not the header of a taospec-results/1 log" in err
