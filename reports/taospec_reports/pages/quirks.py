"""Known upstream bugs that are part of a fork's truth, on a page of their own."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_reports import links
from taospec_reports.material import Material
from taospec_reports.pages import Page


def pages(material: Material) -> Iterator[Page]:
    """The quirks."""
    rules = [rule for rule in material.inventory.rules.values() if rule.quirk]
    yield Page(links.QUIRKS, "Quirks", "quirks.html", {"rules": rules})
