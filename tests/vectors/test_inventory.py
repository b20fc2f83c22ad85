"""The committed memory: inventory, tombstones, and how trees are compared."""

from __future__ import annotations

from pathlib import Path

import pytest

from taospec_vectors.errors import VectorError
from taospec_vectors.format import Case, canonical, content_hash
from taospec_vectors.inventory import (
    Changes,
    Entry,
    compare,
    inventory_text,
    read_inventory,
    read_tombstones,
    retire,
)

ENTRIES = {"a.b.one": Entry("aa", ("dereg", "flow")), "a.b.two": Entry("bb", ("flow",))}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "INVENTORY.tsv").write_text(inventory_text(ENTRIES))
    return tmp_path


def test_the_inventory_reads_back(root: Path) -> None:
    text = "id\tsha256\tforks\na.b.one\taa\tdereg,flow\na.b.two\tbb\tflow\n"
    assert (root / "INVENTORY.tsv").read_text() == text
    assert read_inventory(root) == ENTRIES
    assert read_inventory(root / "elsewhere") == {}


def test_the_canonical_form_is_the_same_for_the_same_data() -> None:
    assert canonical({"b": ["é", None, True], "a": {"d": 1, "c": "2"}}) == (
        '{"a":{"c":"2","d":1},"b":["é",null,true]}'
    )


def test_the_hash_covers_what_is_asserted_and_nothing_else() -> None:
    case = Case("o.v.a", "o.v", ("flow",), ("SUP-1",), "why", "human", {"a": "1"}, {"ok": {}})
    same = Case("o.v.b", "o.v", ("dtao",), ("SUP-2",), "else", "chain", {"a": "1"}, {"ok": {}}, "s")
    other = Case("o.v.a", "o.v", ("flow",), ("SUP-1",), "why", "human", {"a": 1}, {"ok": {}})
    # What sha256sum says of {"expect":{"ok":{}},"given":{"a":"1"},"operation":"o.v"}
    expected = "43ada40e4f670cb1efe53035b17d12b2e7a5ed235d3fbffe302c7def27075fa6"
    assert content_hash(case) == content_hash(same)
    assert content_hash(case) != content_hash(other)
    assert content_hash(case) == expected


def test_what_changed() -> None:
    new = {
        "a.b.one": Entry("aa", ("dtao", "dereg", "flow")),
        "a.b.two": Entry("cc", ("flow",)),
        "a.b.new": Entry("dd", ("flow",)),
    }
    assert compare(ENTRIES, new) == Changes(("a.b.new",), (), ("a.b.two",))
    assert compare(new, ENTRIES) == Changes((), ("a.b.new",), ("a.b.one", "a.b.two"))
    assert not compare(ENTRIES, ENTRIES)


def test_retiring(root: Path) -> None:
    retire(root, "a.b.two", "asks the same as one ")
    retire(root, "a.b.one", "nobody needs it")
    text = "id\treason\na.b.one\tnobody needs it\na.b.two\tasks the same as one\n"
    assert (root / "TOMBSTONES.tsv").read_text() == text
    assert read_tombstones(root) == {
        "a.b.one": "nobody needs it",
        "a.b.two": "asks the same as one",
    }


@pytest.mark.parametrize(
    ("case_id", "reason", "message"),
    [
        ("a.b.three", "x", "INVENTORY.tsv: case a.b.three: no such case"),
        ("a.b.one", " ", "TOMBSTONES.tsv: case a.b.one: the reason must be one line of text"),
        ("a.b.one", "x\ty", "TOMBSTONES.tsv: case a.b.one: the reason must be one line of text"),
        ("a.b.two", "x", "TOMBSTONES.tsv: case a.b.two: already retired: old"),
    ],
)
def test_what_cannot_be_retired(root: Path, case_id: str, reason: str, message: str) -> None:
    (root / "TOMBSTONES.tsv").write_text("id\treason\na.b.two\told\n")
    with pytest.raises(VectorError) as caught:
        retire(root, case_id, reason)
    assert str(caught.value) == f"{root}/{message}"
    assert (root / "TOMBSTONES.tsv").read_text() == "id\treason\na.b.two\told\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", ":1: the first line must be id TAB sha256 TAB forks"),
        ("id\thash\n", ":1: the first line must be id TAB sha256 TAB forks"),
        ("id\tsha256\tforks\na\tb\n", ":2: expected 3 fields"),
        ("id\tsha256\tforks\na\tb\t\n", ":2: expected 3 fields"),
        ("id\tsha256\tforks\na\tb\tc\na\tb\tc\n", ":3: 'a' is there twice"),
    ],
)
def test_a_broken_inventory(root: Path, text: str, message: str) -> None:
    path = root / "INVENTORY.tsv"
    path.write_text(text)
    with pytest.raises(VectorError) as caught:
        read_inventory(root)
    assert str(caught.value) == f"{path}{message}"
