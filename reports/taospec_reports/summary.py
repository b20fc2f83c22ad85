"""The report in one JSON file, for scripts."""

from __future__ import annotations

import json
from collections import Counter
from importlib.metadata import version
from typing import Any

from taospec_reports.material import Column, Counts, Material

FORMAT = "taospec-report/1"


def summary(material: Material) -> str:
    """Counts of everything that the pages show."""
    inventory = material.inventory
    log = material.proof_log
    data = {
        "format": FORMAT,
        "taospec": version("taospec"),
        "inventory": {
            "rules": len(inventory.rules),
            "forks": list(inventory.specified),
            "operations": len(inventory.operations),
            "vectors": len(inventory.cases),
        },
        "claims": {settled.claim.id: settled.claim.verdict for settled in inventory.claims},
        "proofs": None
        if log is None
        else {
            "complete": log.complete,
            "solver": log.solver,
            "counts": dict(sorted(Counter(proof.verdict for proof in log.proofs).items())),
            "not_as_expected": [proof.invariant for proof in log.proofs if not proof.as_expected],
        },
        "adapters": [_adapter(column) for column in material.columns],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _adapter(column: Column) -> dict[str, Any]:
    header = column.run.header
    return {
        "slug": column.slug,
        "name": header.adapter.name,
        "version": header.adapter.version,
        "standing": column.standing,
        "complete": column.run.complete,
        "counts": _counts(column.total),
        "rules": {rule_id: _counts(counts) for rule_id, counts in sorted(column.by_rule.items())},
    }


def _counts(counts: Counts) -> dict[str, int]:
    return dict(counts.shown)
