"""Addresses of pages and of sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_logs import ADAPTER, header, write

from taospec_conformance.telling.log import read
from taospec_reports import links
from taospec_reports.inventory import Inventory


@given(st.text(), st.text())
def test_file_names_are_harmless_and_tell_texts_apart(one: str, other: str) -> None:
    names = links.file_name(one), links.file_name(other)
    for name in names:
        assert name
        assert not name.startswith(".")
        assert len(name) <= 100
        assert all(char.isascii() and (char.isalnum() or char in "._-") for char in name)
    assert (names[0] == names[1]) == (one == other)


@pytest.mark.parametrize("text", ["../../etc/passwd", "a/b", "..", "A", "a" * 500, ""])
def test_what_could_climb_or_clash_is_marked(text: str) -> None:
    assert "/" not in links.file_name(text)
    assert links.file_name(text) != text


def test_a_usual_id_stays_readable() -> None:
    assert links.file_name("supply.block_emission.at-t1") == "supply.block_emission.at-t1"


def test_runs_of_one_adapter_are_told_apart(tmp_path: Path) -> None:
    names = ["Plain", "plain", "../x", "漢字", "?"]
    runs = [
        read(write(tmp_path / f"{index}.jsonl", header(adapter={**ADAPTER, "name": name})))
        for index, name in enumerate(names)
    ]
    assert links.slugs(runs) == ["plain", "plain-2", "x", "adapter", "adapter-2"]


@pytest.mark.parametrize(
    ("target", "here", "address"),
    [
        ("index.html", "rules/SUP-3.html", "../index.html"),
        ("rules/SUP-3.html", "rules/SUP-2.html", "SUP-3.html"),
        ("constants.html#A", "failures/a/b.html", "../../constants.html#A"),
        ("claims.html", "index.html", "claims.html"),
    ],
)
def test_relative(target: str, here: str, address: str) -> None:
    assert links.relative(target, here) == address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (
            "pallets/subtensor/src/lib.rs @ v2.0.11",
            "https://github.com/opentensor/subtensor/blob/v2.0.11/pallets/subtensor/src/lib.rs",
        ),
        (
            "substrate-fixed/src/arith.rs @ v0.6.0",
            "https://github.com/encointer/substrate-fixed/blob/v0.6.0/src/arith.rs",
        ),
        (
            "runtime/src/lib.rs @ 14bc6f9f",
            "https://github.com/opentensor/subtensor/blob/14bc6f9f/runtime/src/lib.rs",
        ),
        ("runtime/src/lib.rs and another @ v2.0.11", None),
        ("a published snapshot", None),
    ],
)
def test_source(text: str, address: str | None) -> None:
    assert links.source(text) == address


def test_every_upstream_path_of_the_specification_is_linked(inventory: Inventory) -> None:
    constants = [table.entry(name) for table in inventory.constants.values() for name in table]
    stated = {item for entry in constants for item in entry.source}
    stated |= {item for rule in inventory.rules.values() for item in rule.source}
    assert [item for item in sorted(stated) if " @ " in item and not links.source(item)] == []
    assert len(stated) > 20


@pytest.mark.parametrize(
    ("first", "what", "number", "address"),
    [
        ("rules/SUP-3.html", "vectors", 1, "rules/SUP-3.html"),
        ("rules/SUP-3.html", "vectors", 2, "rules/SUP-3-vectors-2.html"),
        ("proofs.html", "proofs", 2, "proofs-2.html"),
    ],
)
def test_sheets(first: str, what: str, number: int, address: str) -> None:
    assert links.sheet(first, what, number) == address
