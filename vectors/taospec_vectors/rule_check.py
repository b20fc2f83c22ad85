"""What is missing or contradicts itself between prose, model, vectors, proofs and claims.

Every check reads two sides that were written separately and compares them, so that none of them
can drift alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from taospec.constants import constants
from taospec.errors import TaospecError
from taospec.files import write_whole
from taospec.invariants import catalogue as invariants
from taospec.operations.catalogue import catalogue as operations
from taospec.resources import spec_path
from taospec.rulebook import Chapter, Rule, chapters, rulebook
from taospec.timeline import specified
from taospec_vectors import prose_tables
from taospec_vectors.traceability import Links, Trace, claims, links, traces

REGISTER = "RULES.tsv"
_HEADER = "id\ttitle\twithdrawn"

# `TOTAL_SUPPLY = 21_000_000` in prose, in backticks.
_LITERAL = re.compile(r"`(?P<name>[A-Z][A-Z0-9_]+) = (?P<value>-?[0-9][0-9_]*)`")


def check() -> tuple[str, ...]:
    """Every problem of the project, one line each; none when all layers agree.

    Raises:
        TaospecError: a chapter, a vector file, the ledger or the register is malformed.
    """
    book, linked = rulebook(), links()
    traced = traces(linked)
    return (
        *against_register(book),
        *missing_links(traced),
        *unknown_rules(linked, book),
        *one_sided(traced),
        *unknown_names(book),
        *unexplained(book),
        *wrong_literals(chapters().values()),
        *stale_tables(),
    )


def stale_tables() -> Iterator[str]:
    """Generated tables of the prose that are not what rules and data say."""
    text = spec_path(prose_tables.CHAPTER).read_text(encoding="utf-8")
    for heading in prose_tables.stale(text):
        name = heading.strip("| ").split(" | ", 1)[0]
        yield f"spec/{prose_tables.CHAPTER}: the table '{name}' is stale: taospec rules --record"


def missing_links(traced: Iterable[Trace]) -> Iterator[str]:
    """Rules without function, vector or proof, unless the rule states why."""
    for trace in traced:
        rule = trace.rule
        for what, there, reason in (
            ("function", trace.functions, rule.no_function),
            ("vector", trace.vectors, rule.no_vector),
            ("proof", trace.invariants, rule.no_proof),
        ):
            if what == "vector" and not rule.forks:
                continue  # only drafts have the rule
            if not there and not reason:
                yield f"{_where(rule)}: no {what}, and no `no_{what}` says why"
            elif there and reason:
                yield f"{_where(rule)}: `no_{what}` is stated, but {there[0]} is one"


def unknown_rules(linked: Links, book: Mapping[str, Rule]) -> Iterator[str]:
    """Functions, vectors, invariants and claims that name a rule which `spec/` does not have."""
    for what, mentions in (
        ("function", linked.functions),
        ("vector", linked.vectors),
        ("invariant", linked.invariants),
        ("claim", linked.claims),
    ):
        for rule_id in sorted(mentions.keys() - book.keys(), key=_by_number):
            names = mentions[rule_id]
            more = f" and {len(names) - 1} more" if len(names) > 1 else ""
            yield f"{what} {names[0]}{more}: {rule_id} is no rule of spec/"


def one_sided(traced: Iterable[Trace]) -> Iterator[str]:
    """Invariants and claims that only one of the two sides names."""
    known = {"invariant": invariants().keys(), "claim": claims().keys()}
    for trace in traced:
        rule = trace.rule
        for what, stated, naming in (
            ("invariant", rule.invariants, trace.invariants),
            ("claim", rule.claims, trace.claims),
        ):
            for name in stated:
                if name not in known[what]:
                    yield f"{_where(rule)}: there is no {what} {name}"
                elif name not in naming:
                    yield f"{_where(rule)}: {what} {name} does not name the rule"
            for name in naming:
                if name not in stated:
                    yield f"{_where(rule)}: the rule block does not list {what} {name}"


def unknown_names(book: Mapping[str, Rule]) -> Iterator[str]:
    """Operations and constants in rule blocks that do not exist where the rule holds."""
    for rule in book.values():
        for name in rule.operations:
            if name not in operations():
                yield f"{_where(rule)}: there is no operation {name}"
            elif rule.forks and not any(operations()[name].exists_in(fork) for fork in rule.forks):
                yield f"{_where(rule)}: none of its forks has the operation {name}"
        for name in rule.constants:
            for fork in rule.forks:
                if name not in constants(fork):
                    yield f"{_where(rule)}: there is no constant {name} in {fork}"


def unexplained(book: Mapping[str, Rule]) -> Iterator[str]:
    """Operations and constants that no rule speaks of."""
    spoken_of = {name for rule in book.values() for name in (*rule.operations, *rule.constants)}
    for name in operations():
        if name not in spoken_of:
            yield f"operation {name}: no rule names it"
    named = dict.fromkeys(name for fork in specified() for name in constants(fork))
    for name in named:
        if name not in spoken_of:
            yield f"constant {name}: no rule names it"


def wrong_literals(written: Iterable[Chapter]) -> Iterator[str]:
    """Values of constants in prose that neither column of any fork has."""
    for chapter in written:
        yield from _literals(f"spec/{chapter.name}.md", chapter.introduction, specified())
        for rule in chapter.rules:
            yield from _literals(_where(rule), rule.prose, rule.forks)


def _literals(where: str, prose: str, forks: Iterable[str]) -> Iterator[str]:
    for match in _LITERAL.finditer(prose):
        name, value = match["name"], int(match["value"].replace("_", ""))
        entries = [constants(fork).entry(name) for fork in forks if name in constants(fork)]
        if not entries:
            yield f"{where}: there is no constant {name}"
        elif all(value not in (entry.default, entry.mainnet) for entry in entries):
            columns = sorted(
                {value for entry in entries for value in (entry.default, entry.mainnet)}
            )
            yield f"{where}: {match[0]}, but spec/constants has {' and '.join(map(str, columns))}"


def against_register(book: Mapping[str, Rule], register: Path | None = None) -> Iterator[str]:
    """Ids that vanished, changed their title, came back, or were never recorded.

    Args:
        book: the rules of `spec/`.
        register: the committed list, `spec/RULES.tsv` unless told.

    Raises:
        TaospecError: the register is malformed.
    """
    recorded = read_register(register)
    for rule_id, (title, withdrawn) in recorded.items():
        if rule_id not in book:
            if not withdrawn:
                yield f"spec/{REGISTER}: {rule_id} vanished; a rule that goes states why there"
        elif withdrawn:
            yield f"spec/{REGISTER}: {rule_id} was withdrawn ({withdrawn}) and is used again"
        elif book[rule_id].title != title:
            yield (
                f"{_where(book[rule_id])}: was recorded as {title!r}; an id is never reused. "
                f"If only the words changed, change them in spec/{REGISTER} too"
            )
    for rule in book.values():
        if rule.id not in recorded:
            yield f"{_where(rule)}: not in spec/{REGISTER}; taospec rules --record enters it"


def read_register(register: Path | None = None) -> dict[str, tuple[str, str]]:
    """Title and reason of withdrawal of every id that was ever used.

    Raises:
        TaospecError: a line is malformed or an id occurs twice.
    """
    path = register or spec_path(REGISTER)
    if not path.is_file():
        return {}
    header, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    if header != _HEADER:
        message = f"{path}:1: the first line must be {_HEADER!r}"
        raise TaospecError(message)
    literals: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines, 2):
        row = line.split("\t")
        if len(row) != len(_HEADER.split("\t")) or not row[0] or not row[1] or row[0] in literals:
            message = f"{path}:{number}: expected a new id, a title and a reason or none"
            raise TaospecError(message)
        literals[row[0]] = (row[1], row[2])
    return literals


def record(book: Mapping[str, Rule], register: Path | None = None) -> tuple[str, ...]:
    """Append the ids that the register lacks, in the order of the chapters.

    Returns:
        The ids that were appended.
    """
    path = register or spec_path(REGISTER)
    recorded = read_register(path)
    fresh = [rule for rule in book.values() if rule.id not in recorded]
    if fresh:
        start = path.read_text(encoding="utf-8") if path.is_file() else f"{_HEADER}\n"
        rows = "".join(f"{rule.id}\t{rule.title}\t\n" for rule in fresh)
        write_whole(path, start + rows)
    return tuple(rule.id for rule in fresh)


def _by_number(rule_id: str) -> tuple[str, int]:
    prefix, _, number = rule_id.partition("-")
    return prefix, int(number)


def _where(rule: Rule) -> str:
    return f"spec/{rule.chapter}.md:{rule.line}: {rule.id}"
