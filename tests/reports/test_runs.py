"""The epochs in a row that the report plays: plots and tables show what the model has."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress, pairwise
from typing import Any

import pytest

from taospec.timeline import default_fork
from taospec_reports import links, runs
from taospec_reports.epochs import Run, play, support
from taospec_reports.format import digits
from taospec_reports.inventory import Inventory
from taospec_reports.plots import Drawings
from taospec_reports.plots.drawing import Plot
from taospec_reports.runs import CLASSIC, LIQUID, YUMA3, Subnet

ONE = 2**32


@pytest.fixture(scope="module")
def played(drawings: Drawings) -> Subnet:
    assert drawings.played is not None
    return drawings.played


def plot(drawings: Drawings, name: str) -> Plot:
    (found,) = [drawing for drawing in drawings.everything if drawing.name == name]
    return found


def test_what_is_played_are_vectors(inventory: Inventory, drawings: Drawings) -> None:
    assert inventory.cases.keys() >= runs.PLAYED
    assert len(drawings.gallery) == len(runs.SCENARIOS) == 7


@pytest.mark.parametrize("name", sorted(runs.PLAYED))
def test_the_model_still_answers_what_the_vector_pins(inventory: Inventory, name: str) -> None:
    case = inventory.cases[name]
    run = play(case.given["start"], case.given["steps"])
    steps = case.given["steps"]
    assert len(run.answers) == len(steps)
    (pinned,) = [
        each
        for each in inventory.cases.values()
        if each.operation == case.operation
        and each.given == case.given
        and default_fork() in each.forks
    ]
    shown = [
        answer for answer, step in zip(run.answers, steps, strict=True) if step.get("shown", True)
    ]
    assert shown == pinned.expect["ok"]["epochs"]


def test_thirty_epochs_of_three_kinds(played: Subnet) -> None:
    assert list(played.runs) == [CLASSIC, YUMA3, LIQUID]
    assert {len(run.answers) for run in played.runs.values()} == {30}
    settings = [(run.start["yuma3"], run.start["liquid_alpha"]) for run in played.runs.values()]
    assert settings == [(False, False), (True, False), (True, True)]
    assert {len(run.start["bonds"]) for run in played.runs.values()} == {0}


def test_the_trace_is_of_an_epoch_that_was_played(played: Subnet) -> None:
    """Whatever the kind of bonds, incentive and consensus are those of every epoch."""
    for name in ("incentive", "consensus"):
        stored = [int(bits) * 65535 // ONE for bits in played.trace[name]]
        for run in played.runs.values():
            assert all(answer[name] == stored for answer in run.answers)


def test_incentive_beside_prerank(drawings: Drawings, played: Subnet) -> None:
    chart = plot(drawings, "subnet-incentive")
    trace = played.trace
    assert {row[0] for row in chart.rows} == {
        uid for uid, bits in enumerate(trace["preranks"]) if int(bits)
    }
    for uid, *row in chart.rows:
        assert row == [int(trace[name][uid]) for name in ("preranks", "consensus", "incentive")]
    assert [row[1] for row in chart.rows] == sorted((row[1] for row in chart.rows), reverse=True)
    paid = sum(row[3] > 0 for row in chart.rows)
    assert f"Of {len(chart.rows)} rated uids {paid} have incentive" in chart.caption
    assert sum(map(int, trace["consensus"])) > ONE


def test_the_vote_ends_at_the_consensus(drawings: Drawings, played: Subnet) -> None:
    """The largest weight that is said to reach κ is what the epoch has for consensus."""
    chart = plot(drawings, "subnet-vote")
    uid = int(chart.title.rpartition(" ")[2])
    assert max(row[0] for row in chart.rows if row[2] == "yes") == int(
        played.trace["consensus"][uid]
    )
    assert [row[1] for row in chart.rows] == sorted((row[1] for row in chart.rows), reverse=True)


def test_support_counts_those_who_gave_nothing() -> None:
    trace: Mapping[str, Any] = {
        "active_stake": [str(ONE // 2), str(ONE // 4), "0", str(ONE // 4)],
        "weights": [[0, [[5, "100"]]], [1, [[5, "300"], [6, "1"]]], [2, [[5, "900"]]]],
    }
    assert support(trace, 5) == [(0, ONE), (100, ONE // 4 * 3), (300, ONE // 4)]
    assert support(trace, 6) == [(0, ONE), (1, ONE // 4)]
    assert support(trace, 7) == [(0, ONE)]


def test_dividends_are_the_answers(drawings: Drawings, played: Subnet) -> None:
    chart = plot(drawings, "subnet-dividends")
    uids = [int(name.split()[1].rstrip(",")) for name in chart.columns[1::2]]
    sides = (f"uid {uid}, {kind}" for uid in uids for kind in ("classic", "Yuma3"))
    assert chart.columns == ("epoch", *sides)
    assert (len(uids), uids[0]) == (2, 2)
    for row, classic, yuma3 in zip(
        chart.rows, *(played.runs[name].answers for name in (CLASSIC, YUMA3)), strict=True
    ):
        expected = [side["dividends"][uid] for uid in uids for side in (classic, yuma3)]
        assert list(row[1:]) == expected
    for run in played.runs.values():
        second, last = run.answers[1]["dividends"], run.answers[-1]["dividends"]
        assert max(abs(one - other) for one, other in zip(second, last, strict=True)) <= 3


def test_bonds_come_to_rest_in_three_ways(drawings: Drawings, played: Subnet) -> None:
    """Classic at once; Yuma3 by a tenth an epoch; liquid alpha by more than half an epoch."""
    chart = plot(drawings, "subnet-bonds")
    classic, yuma3, liquid = zip(*(row[1:] for row in chart.rows), strict=True)
    assert set(classic) == {0}
    assert "classic: not at all" in chart.svg
    assert all(0.87 < later / earlier < 0.91 for earlier, later in pairwise(yuma3))
    moving = [step for step in liquid if step]
    assert all(later < earlier / 2 for earlier, later in pairwise(moving))
    assert liquid[len(moving) :] == (0,) * (len(liquid) - len(moving))
    assert list(chart.rows[0][1:]) == [run.moved()[0] for run in played.runs.values()]


def test_how_far_bonds_moved_counts_those_that_came_and_went() -> None:
    answers: tuple[dict[str, Any], ...] = (
        {"bonds": [[0, [[1, 10], [2, 20]]]]},
        {"bonds": [[0, [[1, 4]]], [3, [[1, 5]]]]},
        {"bonds": []},
    )
    run = Run({}, answers)
    assert run.moved() == [6 + 20 + 5, 4 + 5]
    assert run.entries() == [(0, 1), (0, 2), (3, 1)]


def test_panels_show_every_bond_of_every_epoch(inventory: Inventory, drawings: Drawings) -> None:
    for name, found in zip(runs.SCENARIOS, drawings.gallery, strict=True):
        case = inventory.cases[name]
        assert found.name == f"scenario-{case.slug}"
        assert case.why in found.caption
        assert len(found.rows) == len(case.given["steps"])
        entries = [(int(uid), int(about)) for uid, _, about in map(str.split, found.columns[1:])]
        shown = compress(found.rows, (step.get("shown", True) for step in case.given["steps"]))
        for row, answer in zip(shown, case.expect["ok"]["epochs"], strict=True):
            held = {(uid, about): bond for uid, bonds in answer["bonds"] for about, bond in bonds}
            assert list(row[1:]) == [held.get(entry, 0) for entry in entries]
            assert held.keys() <= set(entries)


def test_what_is_said_of_the_scenarios_is_so(inventory: Inventory) -> None:
    """The epoch in which each validator first gives all it has to uid 4, and the stakes."""

    def moves(slug: str) -> dict[int, int]:
        steps = inventory.cases[f"consensus.epochs.{slug}"].given["steps"]
        first: dict[int, int] = {}
        for epoch, step in enumerate(steps, 1):
            for uid, row in step.get("weights", []):
                if dict(row).get(4):
                    first.setdefault(uid, epoch)
        return first

    assert moves("majority-moves-first") == {0: 3, 1: 4, 2: 5}
    assert moves("majority-moves-second") == {1: 3, 0: 4, 2: 5}
    assert moves("majority-moves-last") == {1: 3, 2: 4, 0: 5}
    assert moves("one-epoch-switch") == moves("one-epoch-switch-at-fixed-rate") == {2: 4}
    assert moves("stable-miner") == {1: 3, 0: 4, 2: 5}
    stakes = {
        slug: [int(bits) >> 64 for bits in inventory.cases[name].given["start"]["stake"]]
        for name in runs.SCENARIOS
        for slug in [name.removeprefix("consensus.epochs.")]
    }
    for slug in ("majority-moves-first", "majority-moves-second", "bonds-reset", "stable-miner"):
        assert stakes[slug][:3] == [8, 1, 1]
    assert stakes["one-epoch-switch"][:3] == [33, 33, 34]


def test_without_the_vectors_there_is_no_page(inventory: Inventory) -> None:
    few = {name: case for name, case in inventory.cases.items() if name not in runs.PLAYED}
    assert runs.subnet(few) is None
    assert list(runs.scenarios(few)) == []
    assert not runs.has_subnet(few)


def test_the_page_counts_what_there_is(report: Any) -> None:
    page = report.pages[links.RUNS]
    assert "A real subnet through 30 epochs" in page
    for number in ("256", "20", "1687", "11", "66", "30"):
        assert f"<dd>{digits(number)}</dd>" in page
    assert page.count("<figure>") == 11
