"""The glossary: the chain's own words, as `spec/glossary.md` explains them."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.resources import spec_path
from taospec_reports import links
from taospec_reports.pages import Page


def pages() -> Iterator[Page]:
    """The glossary, its first line being the title."""
    title, _, text = spec_path("glossary.md").read_text(encoding="utf-8").partition("\n")
    yield Page(links.GLOSSARY, title.removeprefix("# "), "glossary.html", {"text": text})
