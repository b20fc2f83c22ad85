"""The proofs: what the solver settled, for which bounds, and how one knows it was not empty."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_reports import links
from taospec_reports.material import Material
from taospec_reports.pages import Page
from taospec_reports.pages.listing import further
from taospec_reports.paging import sheets
from taospec_reports.templating import Renderer


def pages(material: Material, renderer: Renderer) -> Iterator[Page]:
    """Every proof of the log, surprises first."""
    proofs = sorted(material.proofs, key=lambda proof: proof.as_expected)
    parts = sheets(renderer.rows("proof", links.PROOFS, [{"proof": proof} for proof in proofs]))
    page = Page(links.PROOFS, "Proofs", "proofs.html", {"proofs": proofs, "sheet": parts[0]})
    yield page
    yield from further(page, "proofs", "rule_cards", parts)
