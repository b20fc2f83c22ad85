"""A fork that changes one rule: what its author touches, and what follows by itself.

The whole project is copied and a toy fork is added to the copy, by hand as an author would. In it
the fees of a closed position are lost again, as they were before the newest fork.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from taospec.resources import root
from taospec.timeline import specified, timeline

NEWEST = specified()[-1]
_ROOMS = ("spec", "model", "vectors", "conformance", "reports")
_VERB = "from taospec_reports.cli.main import main; main()"
_PAGE = """
from taospec_reports.pages.forks import pages
(page,) = pages()
(toy,) = [change for change in page.data["changes"] if change.entry.name == "toy"]
print(toy.against, toy.rules, *(item.path for item in toy.replaced))
"""


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} no longer has {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _add_toy(copy: Path) -> None:
    """Its line of the timeline, its constants, its change, its prose and its cases."""
    newest = timeline()[NEWEST]
    entry = (
        f"- name: toy\n  tag: v9\n  spec_version: {newest.spec_version + 1}\n"
        f"  date: {newest.date}\n  confidence: A\n  status: specified\n  summary: A toy.\n"
    )
    names = list(timeline())
    for planned in names[names.index(NEWEST) + 1 :][:1]:
        entry = f"{entry}- name: {planned}\n"
        _replace(copy / "spec" / "forks.yaml", f"- name: {planned}\n", entry)
    constants = copy / "spec" / "constants" / "toy.yaml"
    constants.write_text(f"extends: {NEWEST}\nconstants: {{}}\n", encoding="utf-8")
    _append(
        copy / "model" / "taospec" / "forks" / "history.py",
        f'toy = {NEWEST}.evolve(\n    "toy",\n    supply=change(\n        ledger=change(\n'
        "            close_liquidity=ledger.close_liquidity_without_fees,  # SUP-30\n"
        "        ),\n    ),\n)\n",
    )
    _replace(
        copy / "spec" / "supply.md",
        "### SUP-30 User liquidity is in none of the totals\n\n",
        "### SUP-30 User liquidity is in none of the totals\n\nIn `toy` they are lost again.\n\n",
    )
    cases = copy / "vectors" / "taospec_vectors" / "cases" / "supply" / "ledger" / "liquidity.py"
    _replace(
        cases, 'since("dereg", until="halving")', 'since("dereg", until="halving") | only("toy")'
    )
    _replace(cases, 'since("halving")', 'since("halving", until="toy")')
    _replace(
        cases, "from taospec.timeline import since", "from taospec.timeline import only, since"
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("checkout")
    for room in _ROOMS:
        leave = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(root() / room, place / room, ignore=leave)
    _add_toy(place)
    _run(place, "-c", _VERB, "vectors", "fill", "supply")
    return place


def _run(copy: Path, *arguments: str) -> str:
    paths = os.pathsep.join(str(copy / room) for room in _ROOMS[1:])
    run = subprocess.run(
        [sys.executable, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-2_000:] + run.stderr[-2_000:]
    return run.stdout


@pytest.mark.slow
def test_nothing_is_missing_or_contradicts_itself(copy: Path) -> None:
    assert "nothing contradicts it" in _run(copy, "-c", _VERB, "rules", "--check")


@pytest.mark.slow
def test_the_changelog_shows_what_it_changed(copy: Path) -> None:
    text = _run(copy, "-c", _VERB, "forks", "toy")
    assert f"against {NEWEST}: 1 slots differ\n  supply.ledger.close_liquidity  " in text
    shown = _run(copy, "-c", _PAGE).split()
    assert (shown[0], shown[2:]) == (NEWEST, ["supply.ledger.close_liquidity"])


@pytest.mark.slow
def test_vectors_hold_in_it_and_the_model_keeps_them(copy: Path) -> None:
    folder = copy / "vectors" / "supply"
    lost = (folder / "ledger-close-liquidity.yaml").read_text(encoding="utf-8")
    assert lost.splitlines()[2].endswith(", toy]")
    returned = (folder / "ledger-close-liquidity-with-fees.yaml").read_text(encoding="utf-8")
    assert returned.splitlines()[2] == f"forks: [{NEWEST}]"
    arguments = ("conform", "reference", "--fork", "toy", "--rule", "SUP-30")
    assert ": conforms (exit code 0)" in _run(copy, "-c", _VERB, *arguments)
