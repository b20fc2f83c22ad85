"""Further sheets of a list that does not fit on the page it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from taospec_reports import links
from taospec_reports.pages import Page
from taospec_reports.paging import Sheet
from taospec_reports.templating import Renderer

if TYPE_CHECKING:
    from markupsafe import Markup


def further(page: Page, what: str, table: str, parts: Sequence[Sheet[Markup]]) -> Iterator[Page]:
    """A page for every sheet but the first.

    Args:
        page: the page that shows the first sheet.
        what: the list's name, part of the addresses.
        table: macro of `macros.html` that draws a sheet.
        parts: all sheets of the list.
    """
    for part in parts[1:]:
        yield Page(
            links.sheet(page.path, what, part.number),
            f"{page.title}: {what}, sheet {part.number} of {part.of}",
            "sheet.html",
            {"sheet": part, "first": page.path, "what": what, "table": table},
            (*page.trail, (page.title, page.path)),
        )


def place(
    renderer: Renderer, page: str, what: str, parts: Sequence[Sheet[Markup]], names: Sequence[str]
) -> None:
    """Tell the renderer on which sheet each section of a list stands.

    Args:
        renderer: who resolves links.
        page: address of the page with the first sheet.
        what: the list's name, part of the addresses.
        parts: all sheets of the list.
        names: addresses of the sections, one a row, as everybody asks for them.
    """
    for part in parts[1:]:
        for name in names[part.first - 1 : part.last]:
            renderer.moved(name, links.sheet(page, what, part.number))
