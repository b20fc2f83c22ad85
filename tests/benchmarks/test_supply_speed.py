"""How fast supply is answered; the limits are the product's budget."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from taospec.operations import execute
from taospec.supply.emission import TOTAL_SUPPLY, block_emission, block_emissions
from taospec.supply.eras import schedule


def _best(run: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of the fastest of some rounds, which is the one least disturbed by neighbours."""
    durations = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        durations.append(time.perf_counter() - start)
    return min(durations)


def _report(what: str, per_second: float) -> None:
    print(f"\n{what}: {per_second:,.0f} a second")  # noqa: T201 - a benchmark is read on the terminal


def test_scalar_emission() -> None:
    issuances = range(0, TOTAL_SUPPLY, TOTAL_SUPPLY // 100_000)
    seconds = _best(lambda: [block_emission(item) for item in issuances])
    _report("scalar emission", len(issuances) / seconds)
    assert len(issuances) / seconds >= 300_000


def test_vectorised_emission() -> None:
    issuances = np.linspace(0, TOTAL_SUPPLY, 1_000_000, dtype=np.uint64)
    seconds = _best(lambda: block_emissions(issuances))
    _report("vectorised emission", len(issuances) / seconds)
    assert len(issuances) / seconds >= 1_000_000


def test_era_table() -> None:
    seconds = _best(lambda: list(schedule()))
    _report("era tables", 1 / seconds)
    assert seconds <= 0.010


def test_era_table_as_an_operation() -> None:
    execute("dereg", "supply.schedule", {})
    seconds = _best(lambda: execute("dereg", "supply.schedule", {}))
    _report("era tables in wire form", 1 / seconds)
    assert seconds <= 0.010
