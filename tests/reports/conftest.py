"""One report for all tests, built from hand-made logs of every kind."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
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
    questions,
    write,
    write_run,
)

from taospec_reports import build, site
from taospec_reports.inventory import Inventory, gather


@pytest.fixture(scope="session")
def logs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path, Path]:
    """A run without a fault, one with every kind of deviation, a cut one, and proofs."""
    folder = tmp_path_factory.mktemp("logs")
    asked = list(questions())
    good = [passed(case, fork) for case, fork in asked]
    bad = [
        deviating(case, fork, number // 11) if number % 11 == 0 else passed(case, fork)
        for number, (case, fork) in enumerate(asked)
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
def report(logs: tuple[Path, Path, Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The report of all of them, its date fixed."""
    folder = tmp_path_factory.mktemp("report") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "SOURCE_DATE_EPOCH", EPOCH)
        build(folder, logs[:3], logs[3])
    return Built(folder, logs[:3], logs[3], pages_of(folder))


@pytest.fixture(scope="session")
def inventory() -> Inventory:
    """Everything the project states."""
    return gather()


@pytest.fixture
def small(inventory: Inventory, monkeypatch: pytest.MonkeyPatch) -> Inventory:
    """A corner of it, which reports are then built from, for tests of everything but content."""
    supply = inventory.chapters["supply"]
    rules = {name: inventory.rules[name] for name in ("SUP-2", "SUP-3")}
    names = ("supply.block_emission", "supply.era")
    corner = replace(
        inventory,
        chapters={"supply": replace(supply, rules=tuple(rules.values()))},
        rules=rules,
        operations={name: inventory.operations[name] for name in names},
        cases={case.id: case for case in inventory.cases.values() if case.operation in names},
        invariants={},
        claims=inventory.claims[:2],
    )
    monkeypatch.setattr(site, "gather", lambda: corner)
    return corner
