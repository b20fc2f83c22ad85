"""One report for all tests, built from hand-made logs of every kind."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from corner import corner, thinned
from report_logs import (
    ADAPTER,
    EPOCH,
    EVIL,
    PROOF,
    Built,
    deviating,
    header,
    pages_of,
    passed,
    write,
    write_run,
)

from taospec_reports import build, plots, site
from taospec_reports.inventory import Inventory, gather
from taospec_reports.plots import Drawings


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(12, id="one case of many"),
        pytest.param(1, id="all cases", marks=pytest.mark.slow),
    ],
)
def told(request: pytest.FixtureRequest, inventory: Inventory) -> Inventory:
    """What the report tells: every rule, operation and fork; by default not each of the cases."""
    return thinned(inventory, request.param)


@pytest.fixture(scope="session")
def logs(
    told: Inventory, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path, Path, Path]:
    """A whole run without a fault, part of one with every kind of fault, a cut one, proofs."""
    folder = tmp_path_factory.mktemp("logs")
    asked = [(case, fork) for case in told.cases.values() for fork in case.forks]
    good = [passed(case, fork) for case, fork in asked]
    bad = [
        deviating(case, fork, number // 23) if number % 23 == 0 else passed(case, fork)
        for number, (case, fork) in enumerate(asked[::4])
    ]
    bad[1] = {**bad[1], "verdict": "unexpected-pass"}
    evil = {
        **ADAPTER,
        "name": EVIL,
        "homepage": "javascript:alert(1)",
        "issues": "data:text/html,x",
    }
    refuted = {
        **PROOF,
        "invariant": "division-truncates",
        "rules": ["NUM-3"],
        "verdict": "unknown",
        "witness": None,
        "false_sibling": None,
        "statement": f"Never {EVIL}",
    }
    cut = write(folder / "cut.jsonl", header(adapter={**ADAPTER, "name": "cut"}), *good[:40])
    with cut.open("a", encoding="utf-8") as file:
        file.write('{"case": "half a li')
    return (
        write_run(folder / "good.jsonl", good),
        write_run(folder / "evil.jsonl", bad, adapter=evil, target=f"stdio:{EVIL}"),
        cut,
        write(
            folder / "proofs.jsonl",
            {"format": "taospec-proofs/1", "solver": f"z3 {EVIL}"},
            PROOF,
            refuted,
            {"footer": True, "proved": 1, "refuted": 0, "unknown": 1},
        ),
    )


@pytest.fixture(scope="session")
def drawings(inventory: Inventory) -> Drawings:
    """Every plot, drawn once for all tests."""
    return plots.draw_all(inventory)


@pytest.fixture(scope="session")
def report(
    logs: tuple[Path, Path, Path, Path],
    told: Inventory,
    drawings: Drawings,
    tmp_path_factory: pytest.TempPathFactory,
) -> Built:
    """The report of all of them, its date fixed."""
    folder = tmp_path_factory.mktemp("report") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "SOURCE_DATE_EPOCH", EPOCH)
        patch.setattr(site, "gather", lambda: told)
        patch.setattr(plots, "draw_all", lambda _: drawings)
        build(folder, logs[:3], logs[3])
    return Built(folder, logs[:3], logs[3], pages_of(folder))


@pytest.fixture(scope="session")
def inventory() -> Inventory:
    """Everything the project states."""
    return gather()


@pytest.fixture(scope="session")
def small_inventory(inventory: Inventory) -> Inventory:
    """A corner of it."""
    return corner(inventory)


@pytest.fixture
def small(small_inventory: Inventory, monkeypatch: pytest.MonkeyPatch) -> Inventory:
    """The corner, which reports are then built from, for tests of everything but content."""
    monkeypatch.setattr(site, "gather", lambda: small_inventory)
    return small_inventory
