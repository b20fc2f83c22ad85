"""Cases of `network.apply` that the chain itself answered: the rows of `data/steps.tsv`."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from taospec_vectors.cases.network._executed import executed
from taospec_vectors.format import DraftCase, DraftFile

_LIST = Path(__file__).with_name("data") / "steps.tsv"


# A rejected step that an accepted one differs from in one field only.
_HAS_A_SIBLING = {"decrease-take-delegate-take-too-low-dtao"}


def drafts() -> Iterator[DraftFile]:
    """One file for each fork and call."""
    files: dict[tuple[str, str], list[DraftCase]] = defaultdict(list)
    with _LIST.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            given, expect = executed(row["fork"], row["trace"], int(row["step"]))
            files[row["fork"], given["op"]["name"]].append(
                DraftCase(
                    row["slug"],
                    row["rules"].split(","),
                    row["why"],
                    given,
                    origin="chain",
                    source=f"trace {row['trace']} of {row['fork']}, step {row['step']}",
                    expect=expect,
                    no_sibling=_no_sibling(row["slug"], expect),
                )
            )
    for (fork, call), cases in files.items():
        topic = call.replace("_", "-")
        path = f"network/apply-{topic}-{fork}.yaml"
        yield DraftFile(path, "network.apply", [fork], cases)


def _no_sibling(slug: str, expect: Mapping[str, Any]) -> str | None:
    if "ok" in expect or slug in _HAS_A_SIBLING:
        return None
    return "an executed step; what the chain accepts of the call stands beside it"
