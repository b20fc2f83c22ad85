"""Reads a page strictly and keeps what tests ask about."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
# Elements that end a paragraph wherever a browser meets them.
BLOCKS = {"p", "div", "dl", "ul", "ol", "table", "pre", "section", "figure", "details", "h1", "h2"}
ADDRESSES = {"href", "src", "action", "srcset", "poster", "data", "xlink:href", "formaction"}


class Reader(HTMLParser):
    """Reads a page strictly and keeps what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.problems: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.addresses: list[tuple[str, str, str]] = []
        self.headings: list[int] = []
        self.counts: dict[str, int] = {}
        self.text: list[str] = []
        self.feed(html)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check and remember an element that begins."""
        self.counts[tag] = self.counts.get(tag, 0) + 1
        if tag in BLOCKS and "p" in self.open and "foreignobject" not in self.open:
            self.problems.append(f"<{tag}> inside <p>, line {self.getpos()[0]}")
        if tag not in VOID:
            self.open.append(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if len(attrs) > 1 and len(dict(attrs)) != len(attrs):
            self.problems.append(f"<{tag}> has an attribute twice")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        if tag == "img" and not dict(attrs).get("alt"):
            self.problems.append("<img> without alternative text")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """The same, for an element that ends at once."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Check that the innermost element ends."""
        if not self.open or self.open[-1] != tag:
            self.problems.append(f"</{tag}> closes {self.open[-1:]}, line {self.getpos()[0]}")
        else:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        """Keep what a reader sees."""
        self.text.append(data)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "id":
            self.ids.append(value)
        elif name in {"aria-labelledby", "for"}:
            self.references += value.split()
        elif name in ADDRESSES:
            self.addresses.append((tag, name, value))
        elif name.startswith("on"):
            self.problems.append(f"<{tag} {name}> would run a script")


def broken_links(folder: Path, readers: Mapping[str, Reader]) -> list[tuple[str, str]]:
    """(page, address) of every link within a report that leads nowhere."""
    broken = []
    for path, found in readers.items():
        for _, _, address in found.addresses:
            if address.startswith("https://"):
                continue
            file, _, anchor = address.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
            target = target if file else path
            there = (folder / target).is_file()
            if not there or (anchor and anchor not in readers[target].ids):
                broken.append((path, address))
    return broken
