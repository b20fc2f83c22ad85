"""The constants: code default beside mainnet, per fork."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_reports import constant_rows, links
from taospec_reports.material import Material
from taospec_reports.pages import Page


def pages(material: Material) -> Iterator[Page]:
    """The constants."""
    rows = list(constant_rows.all_rows(material.inventory))
    yield Page(links.CONSTANTS, "Constants", "constants.html", {"rows": rows})
