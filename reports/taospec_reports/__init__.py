"""How specification, proofs and results are read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from taospec.extras import require


def build(out: Path, results: Sequence[Path], proofs: Path | None = None) -> Path:
    """Write the report of some runs and one log of proofs; see `taospec_reports.site.build`.

    Raises:
        MissingExtraError: what pages need is not installed.
    """
    require("report")
    from taospec_reports import site  # templates and plots are a cost that most verbs do without

    return site.build(out, results, proofs)
