"""The claims ledger: what people say, and what the model finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from taospec.evidence.claims import VERDICTS
from taospec_reports import links
from taospec_reports.material import Material
from taospec_reports.pages import Page
from taospec_reports.pages.listing import further, place
from taospec_reports.paging import sheets
from taospec_reports.templating import Renderer


def pages(material: Material, renderer: Renderer) -> Iterator[Page]:
    """The ledger."""
    claims = material.inventory.claims
    counts = Counter(settled.claim.verdict for settled in claims)
    parts = sheets(renderer.rows("claim", links.CLAIMS, [{"item": settled} for settled in claims]))
    names = [links.claim(settled.claim.id) for settled in claims]
    place(renderer, links.CLAIMS, "claims", parts, names)
    page = Page(
        links.CLAIMS,
        "Claims",
        "claims.html",
        {
            "claims": claims,
            "tally": [(verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict]],
            "sheet": parts[0],
        },
    )
    yield page
    yield from further(page, "claims", "rule_cards", parts)
