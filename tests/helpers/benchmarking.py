"""What the benchmarks share: figures a reader can compare with the budget, and no verdict.

A machine's neighbours decide a single timing; so a benchmark prints, and does not fail.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Tell = Callable[[str], None]


def fastest(benchmark: Any) -> float:
    """Seconds of the fastest round, which is the one least disturbed by neighbours."""
    return float(benchmark.stats["min"])
