"""The prose of `spec/` as HTML: tables, formulas, links to rules, operations and constants."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from mdit_py_plugins.dollarmath import dollarmath_plugin

from taospec_reports.mathml import mathml
from taospec_reports.plain_math import readable

RULE_ID = re.compile(r"\b[A-Z]{3}-[1-9][0-9]*\b")

# Name of a rule, operation, constant, chapter → address of its page, None where it has none.
Find = Callable[[str], str | None]


class Prose:
    """A renderer of Markdown that links what the report has a page for.

    Args:
        find: resolves a name to an address relative to the page being written.
        shift: how many levels headings move down, so that a page has one outline.
    """

    def __init__(self, find: Find, shift: int = 0) -> None:
        self._find = find
        self._shift = shift
        self._parser = MarkdownIt("commonmark", {"html": False}).enable("table")
        self._parser.use(dollarmath_plugin, double_inline=True, renderer=_formula)

    def __call__(self, text: str) -> Markup:
        """The whole text as blocks."""
        return self._render(self._parser.parse(text))

    def inline(self, text: str) -> Markup:
        """One line without a paragraph around it."""
        return self._render(self._parser.parseInline(text))

    def _render(self, tokens: Sequence[Token]) -> Markup:
        for place, token in enumerate(tokens):
            if token.type == "heading_open" and token.tag == "h2":
                token.attrs["id"] = section_id(tokens[place + 1].content)
            if token.type in {"heading_open", "heading_close"}:
                token.tag = f"h{min(6, int(token.tag[1]) + self._shift)}"
            elif token.type == "inline":
                token.children = list(self._linked(token.children or []))
        html = self._parser.renderer.render(tokens, self._parser.options, {})
        html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>')
        html = html.replace("</table>", "</table></div>").replace("<pre>", '<pre tabindex="0">')
        # Raw HTML is off and the renderer escapes text; the prose is our own.
        return Markup(html)  # noqa: S704 - output of the renderer, see above

    def _linked(self, children: Sequence[Token]) -> Iterator[Token]:
        inside = 0
        dead: list[bool] = []
        for token in children:
            if token.type == "link_open":
                inside += 1
                dead.append(not self._resolve(token))
                if dead[-1]:
                    continue
            elif token.type == "link_close":
                inside -= 1
                if dead.pop():
                    continue
            elif not inside and token.type == "code_inline":
                yield from self._wrapped(token, self._find(token.content))
                continue
            elif not inside and token.type == "text":
                yield from self._split(token)
                continue
            yield token

    def _resolve(self, link: Token) -> bool:
        """Point a link at the report's page; False where the report has none."""
        target = str(link.attrs.get("href", ""))
        if target.startswith(("https://", "http://")):
            link.attrs["rel"] = "external noreferrer"
            return True
        file, _, anchor = target.partition("#")
        rule_id = RULE_ID.match(anchor.upper())
        address = self._find(rule_id[0]) if rule_id else None
        address = address or self._find(file.removeprefix("./").removesuffix(".md"))
        if address is None:
            return False
        link.attrs["href"] = address
        return True

    def _split(self, token: Token) -> Iterator[Token]:
        at = 0
        for match in RULE_ID.finditer(token.content):
            if address := self._find(match[0]):
                yield _text(token.content[at : match.start()])
                yield from self._wrapped(_text(match[0]), address)
                at = match.end()
        yield _text(token.content[at:])

    @staticmethod
    def _wrapped(token: Token, address: str | None) -> Iterator[Token]:
        if address is None:
            yield token
            return
        yield Token("link_open", "a", 1, attrs={"href": address})
        yield token
        yield Token("link_close", "a", -1)


def section_id(title: str) -> str:
    """The address of a section within its page."""
    return "section-" + re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def plain(text: str) -> str:
    """The words of a Markdown text in one line, its formulas in characters."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parts = [
        child.content
        for token in parser.parse(readable(text))
        for child in token.children or [token]
        if child.type in {"text", "code_inline", "softbreak", "fence", "code_block"}
    ]
    return " ".join(" ".join(parts).split())


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _formula(content: str, options: dict[str, Any]) -> str:
    return mathml(content, block=bool(options.get("display_mode")))
