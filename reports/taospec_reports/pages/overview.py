"""The overview: the matrix of rules by adapters, and where to go from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from taospec.evidence.claims import Settled
from taospec.rulebook import Rule
from taospec_reports import links
from taospec_reports.format import count
from taospec_reports.logs import Proof
from taospec_reports.material import Counts, Material
from taospec_reports.pages import Page

# Beyond this the rules of a chapter are listed on the chapter's page only, to keep the page light.
MOST_CELLS = 900
NOTHING = Counts({})
COMMANDS = """\
taospec smoke "stdio:node adapter.js"                          # does it answer at all?
taospec conform "stdio:node adapter.js" --results run.jsonl    # does it conform?
taospec prove --out proofs.jsonl
taospec report run.jsonl --proofs proofs.jsonl --out report
"""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule's line of the matrix."""

    rule: Rule
    cells: tuple[Counts, ...]
    vectors: int
    proofs: tuple[Proof, ...]
    claims: tuple[Settled, ...]


@dataclass(frozen=True, slots=True)
class ChapterRows:
    """A chapter's line of the matrix and the lines of its rules."""

    name: str
    title: str
    cells: tuple[Counts, ...]
    vectors: int
    proofs: tuple[Proof, ...]
    claims: tuple[Settled, ...]
    rules: tuple[RuleRow, ...]


def pages(material: Material) -> Iterator[Page]:
    """The overview."""
    rows = [chapter_rows(material, name) for name in material.inventory.chapters]
    collapsed = sum(len(row.rules) * (len(row.cells) + 3) for row in rows) > MOST_CELLS
    if collapsed:
        rows = [_without_rules(row) for row in rows]
    yield Page(
        links.INDEX,
        "Bittensor’s economic protocol, checked",
        "index.html",
        {"rows": rows, "collapsed": collapsed, "tally": _tally(material), "commands": COMMANDS},
    )


def chapter_rows(material: Material, name: str) -> ChapterRows:
    """The part of the matrix that a chapter fills."""
    inventory = material.inventory
    chapter = inventory.chapters[name]
    rules = tuple(rule_row(material, rule) for rule in chapter.rules)
    return ChapterRows(
        name,
        chapter.title,
        tuple(column.by_chapter.get(name, NOTHING) for column in material.columns),
        sum(case.chapter == name for case in inventory.cases.values()),
        tuple(_once(proof for row in rules for proof in row.proofs)),
        tuple(_once_claims(claim for row in rules for claim in row.claims)),
        rules,
    )


def rule_row(material: Material, rule: Rule) -> RuleRow:
    """A rule's line of the matrix."""
    inventory = material.inventory
    return RuleRow(
        rule,
        tuple(column.by_rule.get(rule.id, NOTHING) for column in material.columns),
        len(inventory.cases_by_rule.get(rule.id, ())),
        material.proofs_by_rule[rule.id],
        inventory.claims_by_rule[rule.id],
    )


def _without_rules(row: ChapterRows) -> ChapterRows:
    return ChapterRows(
        row.name, row.title, row.cells, row.vectors, row.proofs, row.claims, rules=()
    )


def _tally(material: Material) -> list[tuple[int, str]]:
    inventory = material.inventory
    settled = (len(material.proofs), "settled invariant")
    declared = (len(inventory.invariants), "invariant, none settled here")
    numbers = [
        (len(inventory.rules), "rule"),
        (len(inventory.specified), "fork specified"),
        (len(inventory.operations), "operation"),
        (len(inventory.cases), "vector"),
        settled if material.proofs else declared,
        (len(inventory.claims), "claim judged"),
        (len(material.columns), "adapter run"),
    ]
    plural = {
        "fork specified": "forks specified",
        "claim judged": "claims judged",
        "invariant, none settled here": "invariants, none settled here",
    }
    return [
        (number, count(number, what, plural.get(what)).partition(" ")[2])
        for number, what in numbers
    ]


def _once(proofs: Iterable[Proof]) -> list[Proof]:
    return list({proof.invariant: proof for proof in proofs}.values())


def _once_claims(claims: Iterable[Settled]) -> list[Settled]:
    return list({settled.claim.id: settled for settled in claims}.values())
