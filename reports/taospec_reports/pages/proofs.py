"""The proofs: what the solver settled, for which bounds, and how one knows it was not empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from taospec_reports import links
from taospec_reports.logs import Proof
from taospec_reports.material import Material
from taospec_reports.pages import Page
from taospec_reports.pages.listing import further, place
from taospec_reports.paging import sheets
from taospec_reports.source_code import listing
from taospec_reports.templating import Renderer


def pages(material: Material, renderer: Renderer) -> Iterator[Page]:
    """Every proof of the log, surprises first."""
    proofs = sorted(material.proofs, key=lambda proof: proof.as_expected)
    parts = sheets(
        renderer.rows("proof", links.PROOFS, [_row(material, proof) for proof in proofs])
    )
    names = [links.proof(proof.invariant) for proof in proofs]
    place(renderer, links.PROOFS, "proofs", parts, names)
    page = Page(links.PROOFS, "Proofs", "proofs.html", {"proofs": proofs, "sheet": parts[0]})
    yield page
    yield from further(page, "proofs", "rule_cards", parts)


def _row(material: Material, proof: Proof) -> Mapping[str, Any]:
    """A proof with the statements that were settled, where the inventory still has them."""
    declared = material.inventory.invariants.get(proof.invariant)
    sibling = declared.sibling if declared else None
    statements = [statement.statement for statement in (declared, sibling) if statement]
    return {"proof": proof, "listings": [listing(statement) for statement in statements]}
