"""How fast supply is answered."""

from __future__ import annotations

from typing import Any

import numpy as np
from benchmarking import Tell, fastest

from taospec.operations.catalogue import execute
from taospec.supply.emission import TOTAL_SUPPLY, block_emission, block_emissions
from taospec.supply.eras import schedule


def test_scalar_emission(benchmark: Any, tell: Tell) -> None:
    issuances = range(0, TOTAL_SUPPLY, TOTAL_SUPPLY // 100_000)
    emissions = benchmark(lambda: [block_emission(issuance) for issuance in issuances])
    assert emissions[0] == 10**9
    rate = len(issuances) / fastest(benchmark)
    tell(f"scalar emission: {rate:,.0f} a second (budget 300,000)")


def test_vectorised_emission(benchmark: Any, tell: Tell) -> None:
    issuances = np.linspace(0, TOTAL_SUPPLY, 1_000_000, dtype=np.uint64)
    emissions = benchmark(block_emissions, issuances)
    assert emissions[0] == 10**9
    rate = len(issuances) / fastest(benchmark)
    tell(f"vectorised emission: {rate:,.0f} a second (budget 1,000,000)")


def test_era_table(benchmark: Any, tell: Tell) -> None:
    assert len(benchmark(lambda: list(schedule()))) == 31
    tell(f"era table: {1000 * fastest(benchmark):.2f} ms (budget 10)")


def test_era_table_as_an_operation(benchmark: Any, tell: Tell) -> None:
    assert len(benchmark(execute, "dereg", "supply.schedule", {})["ok"]["eras"]) == 31
    tell(f"era table in wire form: {1000 * fastest(benchmark):.2f} ms (budget 10)")
