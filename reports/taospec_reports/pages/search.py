"""The search: a page whose script reads the index that lies beside it."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_reports import links
from taospec_reports.pages import Page
from taospec_reports.templating import static


def pages() -> Iterator[Page]:
    """The page."""
    yield Page(links.SEARCH, "Search", "search.html", script=static("search.js"))
