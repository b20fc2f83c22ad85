"""`taospec fork-of`: a block, a runtime or a day in the timeline, and how sure that is."""

from __future__ import annotations

import datetime as dt

import pytest

from taospec.fork_of import Place, of_block, of_day, of_runtime
from taospec.timeline import timeline
from taospec_reports.cli.verbs import run


def name(place: Place) -> str | None:
    return place.entry.name if place.entry else None


@pytest.mark.parametrize(
    ("spec_version", "fork", "certain"),
    [(349, "flow", True), (326, "dereg", True), (340, "dereg", False), (425, "conviction", True)],
)
def test_a_runtime(spec_version: int, fork: str, certain: bool) -> None:
    place = of_runtime(spec_version)
    assert (name(place), place.certain) == (fork, certain)


def test_a_runtime_before_the_first() -> None:
    assert name(of_runtime(100)) is None


@pytest.mark.parametrize(
    ("block", "fork", "certain"),
    [
        (6_813_653, "flow", True),
        (7_091_125, "flow", True),
        (7_103_975, "halving", False),  # the next fork has no first block on record
        (6_813_652, "dereg", False),
        (6_000_000, "swapv3", False),
        (9_000_000, "curated", False),
    ],
)
def test_a_block(block: int, fork: str, certain: bool) -> None:
    place = of_block(block)
    assert (name(place), place.certain) == (fork, certain)


@pytest.mark.parametrize(
    ("day", "fork", "certain"),
    [
        ("2025-10-20", "dereg", True),
        ("2025-10-09", "dereg", False),
        ("2020-01-01", None, True),
        ("2026-10-01", "basket", True),
    ],
)
def test_a_day(day: str, fork: str | None, certain: bool) -> None:
    place = of_day(dt.date.fromisoformat(day))
    assert (name(place), place.certain) == (fork, certain)


@pytest.mark.parametrize("text", ["v3.2.9-326", "V3.2.9-326", "dereg", "DEREG"])
def test_a_release_and_a_name(capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert run(["fork-of", text]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "dereg (v3.2.9-326): spec version 326, released on 2025-10-07"
    assert lines[-1] == "next: flow, released on 2025-11-04"


def test_every_known_first_block_is_its_fork() -> None:
    for fork in timeline().values():
        if fork.first_block is not None:
            assert name(of_block(fork.first_block)) == fork.name


def test_the_shell_is_told_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fork-of", "349"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "flow (v3.2.16-349): a release of the timeline"
    assert lines[-1] == "next: halving, released on 2025-12-12"
    assert run(["fork-of", "2026-07-10"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("conviction (14bc6f9f): released on 2026-06-30")
    assert run(["fork-of", "1"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("none: before the first release of the timeline\n")
    assert run(["fork-of", "block:349"]) == 0
    assert capsys.readouterr().out.startswith("probably finney")


def test_what_is_neither_is_a_mistake(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fork-of", "yesterday"]) == 2
    assert capsys.readouterr().err.startswith("taospec: 'yesterday' is no block, spec version, ")
    assert run(["fork-of", "v3.2.9-325"]) == 2
    assert capsys.readouterr().err.endswith("did you mean v3.2.9-326?\n")
