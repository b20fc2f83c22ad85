"""What builders of mutants' survivors share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from taospec.examples.storage import Row
from taospec.timeline import ForkRange
from taospec_vectors.cases._survivors import Survivor
from taospec_vectors.cases.network._economy import question


def of_call(
    slug: str,
    rules: tuple[str, ...],
    why: str,
    rows: Sequence[Row],
    op: dict[str, Any],
    *,
    forks: ForkRange,
    no_sibling: str | None = None,
) -> Survivor:
    """A call on a network, as a case."""
    return Survivor(
        operation="network.apply",
        slug=slug,
        rules=rules,
        why=why,
        given=question(rows, op),
        forks=forks,
        no_sibling=no_sibling,
    )
