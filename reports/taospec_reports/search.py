"""The index of the search: what has a name in the report, where it stands, and what it says."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from taospec.resources import spec_path
from taospec_reports import links
from taospec_reports.inventory import Inventory
from taospec_reports.markdown import plain
from taospec_reports.material import Material


class Entry(NamedTuple):
    """One line of the index.

    Attributes:
        kind: what it is, for people.
        title: its name, or its id and title.
        address: page and section.
        text: what it says, without markup.
    """

    kind: str
    title: str
    address: str
    text: str


def index(material: Material, address: Callable[[str], str]) -> str:
    """The script that the search page reads, its entries in the order of their kinds.

    Args:
        material: what the report is about.
        address: where a section really stands.
    """
    lines = [
        json.dumps(entry._replace(address=address(entry.address)), ensure_ascii=False)
        for entry in _entries(material)
    ]
    return "window.taospecIndex = [\n" + ",\n".join(lines) + "\n];\n"


def _entries(material: Material) -> Iterator[Entry]:
    inventory = material.inventory
    yield from _specified(inventory)
    for proof in material.proofs:
        address = links.proof(proof.invariant)
        yield Entry("proof", proof.invariant, address, plain(proof.statement))
    yield from _terms()
    for code, meaning in inventory.rejections.items():
        yield Entry("rejection", code, f"{links.OPERATIONS}#{code}", plain(meaning))
    for column in material.columns:
        yield Entry("adapter", column.name, links.adapter(column.slug), column.run.header.target)
        for name in sorted(column.own_pages):
            yield Entry("failure", name, links.failure(column.slug, name), column.name)
    for case in inventory.cases.values():
        if case.rules[0] in inventory.rules:
            yield Entry("vector", case.id, links.rule(case.rules[0]), case.why)


def _specified(inventory: Inventory) -> Iterator[Entry]:
    """Rules, operations, constants, forks and claims."""
    for rule in inventory.rules.values():
        title = f"{rule.id} {plain(rule.title)}"
        yield Entry("rule", title, links.rule(rule.id), plain(rule.prose))
    for operation in inventory.operations.values():
        address = links.operation(operation.name)
        yield Entry("operation", operation.name, address, plain(operation.summary))
    for name in sorted({name for table in inventory.constants.values() for name in table}):
        entries = [table.entry(name) for table in inventory.constants.values() if name in table]
        yield Entry("constant", name, links.constant(name), plain(entries[-1].note or ""))
    for entry in inventory.timeline.values():
        yield Entry("fork", entry.name, links.fork(entry.name), plain(entry.summary))
    for settled in inventory.claims:
        address = links.claim(settled.claim.id)
        yield Entry("claim", settled.claim.claim, address, plain(settled.answer))


def _terms() -> Iterator[Entry]:
    """The words of the glossary, a row of its table each."""
    for line in spec_path("glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| **") and len(cells) == 3:
            yield Entry("term", plain(cells[0]), links.GLOSSARY, plain(cells[1]))
