"""A fork that changes one rule: what its author touches, and what follows by itself.

The whole project is copied and a toy fork is added to the copy, by hand as an author would. In it
the fees of a closed position are lost again, as they were before `halving`. It stands where such
positions still count.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from checkout import append, checkout, replace, run, taospec

from taospec.timeline import since, timeline, until

# The last fork that counts what users put into positions: what the toy changes.
BEFORE = list(until("netflow"))[-1]
_PAGE = """
from taospec_reports.changelog import changelog
(toy,) = [change for change in changelog() if change.entry.name == "toy"]
print(toy.against, toy.rules, *(item.path for item in toy.replaced))
"""


def _add_toy(copy: Path) -> None:
    """Its line of the timeline, its constants, its change, its prose and its cases."""
    before = timeline()[BEFORE]
    entry = (
        f"- name: toy\n  tag: v9\n  spec_version: {before.spec_version + 1}\n"
        f"  date: {before.date}\n  confidence: A\n  status: specified\n  summary: A toy.\n"
    )
    names = list(timeline())
    for planned in names[names.index(BEFORE) + 1 :][:1]:
        entry = f"{entry}- name: {planned}\n"
        replace(copy / "spec" / "forks.yaml", f"- name: {planned}\n", entry)
    constants = copy / "spec" / "constants" / "toy.yaml"
    constants.write_text(f"extends: {BEFORE}\nconstants: {{}}\n", encoding="utf-8")
    append(
        copy / "model" / "taospec" / "forks" / "history.py",
        f'toy = {BEFORE}.evolve(\n    "toy",\n    supply=change(\n        ledger=change(\n'
        "            close_liquidity=ledger.close_liquidity_without_fees,  # SUP-30\n"
        "        ),\n    ),\n)\n",
    )
    replace(
        copy / "spec" / "supply.md",
        "### SUP-30 User liquidity is in none of the totals\n\n",
        "### SUP-30 User liquidity is in none of the totals\n\nIn `toy` they are lost again.\n\n",
    )
    cases = copy / "vectors" / "taospec_vectors" / "cases" / "supply" / "ledger" / "liquidity.py"
    replace(
        cases, 'since("dereg", until="halving")', 'since("dereg", until="halving") | only("toy")'
    )
    replace(cases, 'since("halving")', 'since("halving", until="toy")')
    replace(cases, "from taospec.timeline import since", "from taospec.timeline import only, since")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = checkout(tmp_path_factory.mktemp("checkout"))
    _add_toy(place)
    taospec(place, "vectors", "fill", "supply")
    taospec(place, "rules", "--record")  # the tables that the prose has of all forks
    return place


@pytest.mark.slow
def test_nothing_is_missing_or_contradicts_itself(copy: Path) -> None:
    assert "nothing contradicts it" in taospec(copy, "rules", "--check")


@pytest.mark.slow
def test_the_changelog_shows_what_it_changed(copy: Path) -> None:
    text = taospec(copy, "forks", "toy")
    assert f"against {BEFORE}: 1 slots differ\n  supply.ledger.close_liquidity  " in text
    shown = run(copy, "-c", _PAGE).split()
    assert (shown[0], shown[2:]) == (BEFORE, ["supply.ledger.close_liquidity"])


@pytest.mark.slow
def test_vectors_hold_in_it_and_the_model_keeps_them(copy: Path) -> None:
    folder = copy / "vectors" / "supply"
    lost = (folder / "ledger-close-liquidity.yaml").read_text(encoding="utf-8")
    assert lost.splitlines()[2].endswith(", toy]")
    returned = (folder / "ledger-close-liquidity-with-fees.yaml").read_text(encoding="utf-8")
    assert returned.splitlines()[2] == f"forks: [{', '.join(since('halving', until='netflow'))}]"
    arguments = ("conform", "reference", "--fork", "toy", "--rule", "SUP-30")
    assert ": conforms (exit code 0)" in taospec(copy, *arguments)
