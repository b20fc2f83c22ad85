"""The rulebook: the normative statements of `spec/`, as its prose states them.

A rule is a heading `### SUP-3 Title` of a chapter with prose and one fenced `rule` block of YAML.
The function that computes it carries the mark `@rule("SUP-3")` of `taospec.rules`, and
`taospec rules --check` compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from taospec.chapters import CHAPTERS
from taospec.errors import TaospecError, UnknownForkError
from taospec.resources import from_yaml, spec_path
from taospec.timeline import drafted, only, since

_HEADING = re.compile(r"^### (?P<id>[A-Z]{3}-[1-9][0-9]*) (?P<title>\S.*)$")
_BLOCK = re.compile(r"^```rule\n(?P<yaml>.*?)^```$", re.MULTILINE | re.DOTALL)
_FIELDS = {
    "since",
    "until",
    "only",
    "operations",
    "constants",
    "source",
    "invariants",
    "claims",
    "quirk",
    "no_function",
    "no_vector",
    "no_proof",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One normative statement.

    Attributes:
        id: `SUP-3`; never reused.
        title: the heading after the id.
        chapter: the name shared by spec, model, vectors and report.
        prose: Markdown between the heading and the next rule, without the `rule` block.
        line: line of the heading in the chapter's file.
        forks: the specified forks it holds in, oldest first: by `since` and `until`, which names
            the fork that ended it, or by `only`.
        operations: the operations of the catalogue that show it.
        constants: names it uses.
        source: upstream paths @ tag.
        invariants: invariants that settle something about it.
        claims: public statements it decides.
        quirk: for a known upstream bug, what a porter gets wrong, in one sentence.
        no_function, no_vector, no_proof: the reason why that link is missing on purpose.
    """

    id: str
    title: str
    chapter: str
    prose: str
    line: int
    forks: tuple[str, ...]
    source: tuple[str, ...]
    operations: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    invariants: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    quirk: str | None = None
    no_function: str | None = None
    no_vector: str | None = None
    no_proof: str | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the specification: the prose before its first rule, then the rules."""

    name: str
    title: str
    introduction: str
    rules: tuple[Rule, ...] = field(default=())


@cache
def chapters() -> Mapping[str, Chapter]:
    """The written chapters in their order.

    Raises:
        TaospecError: a chapter breaks the form; the message names file and line.
    """
    return {name: _read(name) for name in CHAPTERS if spec_path(f"{name}.md").is_file()}


@cache
def rulebook() -> Mapping[str, Rule]:
    """Rule id → rule, over all chapters.

    Raises:
        TaospecError: a chapter breaks the form, or an id occurs twice.
    """
    book: dict[str, Rule] = {}
    for chapter in chapters().values():
        for rule in chapter.rules:
            if rule.id in book:
                message = f"spec/{rule.chapter}.md:{rule.line}: {rule.id} is already a rule"
                raise TaospecError(message)
            book[rule.id] = rule
    return book


def _read(name: str) -> Chapter:
    text = spec_path(f"{name}.md").read_text(encoding="utf-8")
    return parse_chapter(name, text)


def parse_chapter(name: str, text: str) -> Chapter:
    """The chapter that a Markdown text states.

    Args:
        name: chapter name; its rules must carry the chapter's prefix.
        text: the whole file.

    Raises:
        TaospecError: form broken; the message names file and line.
    """
    lines = text.splitlines(keepends=True)
    if not lines or not lines[0].startswith("# "):
        message = f"spec/{name}.md:1: a chapter starts with '# Title'"
        raise TaospecError(message)
    starts = list(_headings(lines))
    first = starts[0][0] if starts else len(lines)
    ends = [line for line, _, _ in starts[1:]] + [len(lines)]
    rules = tuple(
        _rule(name, rule_id, title, start + 1, "".join(lines[start + 1 : end]))
        for (start, rule_id, title), end in zip(starts, ends, strict=True)
    )
    return Chapter(name, lines[0][2:].strip(), "".join(lines[1:first]).strip(), rules)


def _headings(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    fenced = False
    for number, line in enumerate(lines):
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced and (match := _HEADING.match(line.rstrip("\n"))):
            yield number, match["id"], match["title"]


def _rule(chapter: str, rule_id: str, title: str, line: int, body: str) -> Rule:
    where = f"spec/{chapter}.md:{line}: {rule_id}"
    if rule_id.partition("-")[0] != CHAPTERS[chapter].prefix:
        message = f"{where}: the prefix belongs to another chapter"
        raise TaospecError(message)
    blocks = list(_BLOCK.finditer(body))
    if len(blocks) != 1:
        message = f"{where}: a rule has exactly one fenced `rule` block, found {len(blocks)}"
        raise TaospecError(message)
    data = from_yaml(blocks[0]["yaml"]) or {}
    if unknown := sorted(set(data) - _FIELDS):
        message = f"{where}: unknown field {unknown[0]!r} in the rule block"
        raise TaospecError(message)
    if not data.get("source"):
        message = f"{where}: the rule block lacks 'source'"
        raise TaospecError(message)
    return Rule(
        id=rule_id,
        title=title,
        chapter=chapter,
        prose=_BLOCK.sub("", body).strip(),
        line=line,
        forks=_forks(where, data),
        source=_listed(data["source"]),
        operations=tuple(data.get("operations") or ()),
        constants=tuple(data.get("constants") or ()),
        invariants=tuple(data.get("invariants") or ()),
        claims=tuple(data.get("claims") or ()),
        quirk=data.get("quirk"),
        no_function=data.get("no_function"),
        no_vector=data.get("no_vector"),
        no_proof=data.get("no_proof"),
    )


def _listed(names: str | list[str]) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


def _forks(where: str, data: Mapping[str, Any]) -> tuple[str, ...]:
    first, end, names = (data.get(name) for name in ("since", "until", "only"))
    if (first is None) == (names is None) or (names and end):
        message = (
            f"{where}: the rule block says since a fork, with or without until, or only in some"
        )
        raise TaospecError(message)
    names = _listed(names) if names else ()
    chosen = only(*names) if names else since(str(first), until=end)
    try:
        forks = tuple(chosen)
    except UnknownForkError as error:
        message = f"{where}: {error}"
        raise TaospecError(message) from None
    if not forks and not set(names if names else [str(first)]) & set(drafted()):
        message = f"{where}: the rule holds in no specified fork"
        raise TaospecError(message)
    return forks
