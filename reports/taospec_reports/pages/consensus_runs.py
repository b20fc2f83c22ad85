"""Epochs in a row: a real subnet, and scenarios that show one thing each."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_reports import links
from taospec_reports.material import Material
from taospec_reports.pages import Page
from taospec_reports.plots import Drawings
from taospec_reports.runs import OPERATION, Subnet


def pages(material: Material, drawings: Drawings) -> Iterator[Page]:
    """The page, if there is a chapter that it belongs to."""
    played = drawings.played
    if played is None:
        return
    chapter = material.inventory.chapters["consensus"]
    yield Page(
        links.RUNS,
        f"A real subnet through {_epochs(played)} epochs",
        "consensus-runs.html",
        {
            "cases": played.cases,
            "operation": OPERATION,
            "start": played.cases[0].given["start"],
            "facts": _facts(played),
            "subnet": drawings.subnet,
            "gallery": drawings.gallery,
        },
        ((chapter.title, links.chapter(chapter.name)),),
    )


def _epochs(played: Subnet) -> int:
    return max(len(run.answers) for run in played.runs.values())


def _facts(played: Subnet) -> list[tuple[str, int]]:
    """What there is, counted."""
    start, trace = played.cases[0].given["start"], played.trace
    voting = [uid for uid, bits in enumerate(trace["active_stake"]) if int(bits)]
    return [
        ("uids", start["n"]),
        ("rows of weights", len(start["weights"])),
        ("weights", sum(len(row) for _, row in start["weights"])),
        ("validators whose stake counts", len(voting)),
        ("uids that these rate", sum(int(bits) > 0 for bits in trace["preranks"])),
        ("uids with incentive", sum(int(bits) > 0 for bits in trace["incentive"])),
    ]
