"""What the model costs before it computes anything: its import, and its records."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from benchmarking import fastest

from taospec.supply.ledger import Ledger

if TYPE_CHECKING:
    from benchmarking import Tell

WIRE = {
    "total_issuance": "10500000000000000",
    "balances": "4000000000000000",
    "total_stake": "6500000000000000",
    "subnet_tao": "6499000000000000",
}


@pytest.mark.parametrize(
    ("program", "budget"),
    [("import taospec; taospec.fork()", 250), ("import taospec; taospec.fork().supply", 1000)],
    ids=["constants", "rules"],
)
def test_import(benchmark: Any, tell: Tell, program: str, budget: int) -> None:
    """A fresh interpreter that asks for a fork and ends; one that only ends is told beside it."""

    def run(text: str) -> None:
        subprocess.run([sys.executable, "-I", "-c", text], check=True)

    benchmark.pedantic(run, (program,), rounds=10, warmup_rounds=1)
    tell(f"{program}: {1000 * fastest(benchmark):.0f} ms with the interpreter (budget {budget})")


def test_a_record(benchmark: Any, tell: Tell) -> None:
    """A record of four amounts, made by a rule."""
    values = {name: int(text) for name, text in WIRE.items()}
    benchmark(lambda: Ledger(**values))
    tell(f"a record of four amounts: {1e6 * fastest(benchmark):.2f} µs (budget 2)")


def test_a_record_from_the_wire(benchmark: Any, tell: Tell) -> None:
    """The same record, validated, and written again."""
    assert benchmark(lambda: Ledger.from_wire(WIRE).to_wire()) == WIRE
    tell(f"the same from the wire and back: {1e6 * fastest(benchmark):.1f} µs")
