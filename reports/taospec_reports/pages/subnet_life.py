"""The life of a subnet: what it costs, what a place on it costs, what its end pays."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_reports import links
from taospec_reports.material import Material
from taospec_reports.pages import Page
from taospec_reports.plots.drawing import Plot

CHAPTER = "registration"


def pages(material: Material, plots: tuple[Plot, ...]) -> Iterator[Page]:
    """The page, if there is a chapter that it belongs to."""
    chapter = material.inventory.chapters.get(CHAPTER)
    if chapter is not None:
        yield Page(
            links.LIFE,
            "Life of a subnet",
            "subnet-life.html",
            {"plots": plots},
            ((chapter.title, links.chapter(CHAPTER)),),
        )
