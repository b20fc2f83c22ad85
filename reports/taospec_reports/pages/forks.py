"""The fork changelog: the whole timeline, and what each specified fork changed."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.forks import called
from taospec.timeline import default_fork
from taospec_reports import links
from taospec_reports.changelog import changelog, gained_and_lost, meaning
from taospec_reports.pages import Page
from taospec_reports.pages.listing import further, place
from taospec_reports.paging import sheets
from taospec_reports.shown_changes import first_rule, shown
from taospec_reports.templating import Renderer


def pages(renderer: Renderer) -> Iterator[Page]:
    """The changelog, the sections of its forks on as many sheets as they need."""
    changes = list(changelog())
    told = {
        "meaning": meaning,
        "gained_and_lost": gained_and_lost,
        "shown": shown,
        "first_rule": first_rule,
        "called": called,
    }
    specified = [change for change in changes if change.entry.status == "specified"]
    rows = [{"change": change, "told": told} for change in specified]
    parts = sheets(renderer.rows("fork", links.FORKS, rows))
    names = [links.fork(change.entry.name) for change in specified]
    place(renderer, links.FORKS, "forks", parts, names)
    context = {"changes": changes, "default_fork": default_fork(), "sheet": parts[0]}
    page = Page(links.FORKS, "Forks", "forks.html", context)
    yield page
    yield from further(page, "forks", "rule_cards", parts)
