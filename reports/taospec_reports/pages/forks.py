"""The fork changelog: the whole timeline, and what each specified fork changed."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.forks import called
from taospec.timeline import default_fork
from taospec_reports import links
from taospec_reports.changelog import changelog, gained_and_lost, meaning
from taospec_reports.pages import Page
from taospec_reports.shown_changes import address, shown


def pages() -> Iterator[Page]:
    """The changelog."""
    context = {
        "changes": list(changelog()),
        "meaning": meaning,
        "gained_and_lost": gained_and_lost,
        "shown": shown,
        "address": address,
        "called": called,
        "default_fork": default_fork(),
    }
    yield Page(links.FORKS, "Forks", "forks.html", context)
