"""Lint: one tree that is right, and every way of making it wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from taospec.rulebook import Rule
from taospec_vectors import lint as module
from taospec_vectors.fill import write_tree
from taospec_vectors.lint import lint
from taospec_vectors.load import load_all

DIV = """format: taospec-vectors/1
operation: numbers.div
forks: [dereg, flow]
cases:
- id: numbers.div.by-one
  rules: [NUM-3]
  why: shifts by the wrong number of bits
  origin: human
  given: {format: I32F32, a: "7", b: "4294967296"}
  expect: {ok: {bits: "7"}}
- id: numbers.div.by-zero
  rules: [NUM-3]
  why: answers something to a division by zero
  origin: human
  given: {format: I32F32, a: "7", b: "0"}
  expect: {reject: {code: DivisionByZero}}
"""


def a_rule(rule_id: str, **fields: Any) -> Rule:
    return Rule(
        **{
            "id": rule_id,
            "title": "Title",
            "chapter": "numbers",
            "prose": "",
            "line": 1,
            "forks": ("dereg", "flow"),
            "source": ("a.rs @ v1",),
            "operations": ("numbers.div",),
            **fields,
        }
    )


BOOK = {
    "NUM-3": a_rule("NUM-3"),
    "NUM-4": a_rule("NUM-4", operations=()),
    "NUM-5": a_rule("NUM-5", forks=("dtao",)),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A right tree, and a rulebook that fits it."""
    monkeypatch.setattr(module, "rulebook", lambda: BOOK)
    source = tmp_path / "source" / "numbers" / "div.yaml"
    source.parent.mkdir(parents=True)
    source.write_text(DIV)
    write_tree(load_all(tmp_path / "source"), tmp_path / "vectors")
    return tmp_path / "vectors"


@pytest.fixture
def change(root: Path) -> Callable[[str, str], list[str]]:
    """Replace a text in the file, write the tree anew, and lint it."""

    def apply(old: str, new: str) -> list[str]:
        assert old in DIV
        (root / "numbers" / "div.yaml").write_text(DIV.replace(old, new))
        files = load_all(root)
        write_tree(files, root)
        return [str(finding) for finding in lint(root)]

    return apply


def test_a_right_tree(root: Path) -> None:
    assert lint(root) == ()


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "shifts by the wrong number of bits",
            "wrong bits",
            "numbers.div.by-one: why is one sentence of at most 160 characters",
        ),
        (
            "shifts by the wrong number of bits",
            "shifts " * 30,
            "numbers.div.by-one: why is one sentence of at most 160 characters",
        ),
        (
            "shifts by the wrong number of bits",
            "shifts by the wrong number.",
            "numbers.div.by-one: why is one line without a full stop",
        ),
        (
            "shifts by the wrong number of bits",
            '"shifts by\\nthe wrong number"',
            "numbers.div.by-one: why is one line without a full stop",
        ),
        (
            "  rules: [NUM-3]\n  why: shifts",
            "  rules: [NUM-3, NUM-99]\n  why: shifts",
            "numbers.div.by-one: NUM-99 is no rule of spec/",
        ),
        (
            "  rules: [NUM-3]\n  why: shifts",
            "  rules: [NUM-3, NUM-5]\n  why: shifts",
            "numbers.div.by-one: NUM-5 holds in none of the case's forks",
        ),
        (
            "  rules: [NUM-3]\n  why: shifts",
            "  rules: [NUM-4]\n  why: shifts",
            "numbers.div.by-one: none of its rules names the operation numbers.div",
        ),
        (
            '{format: I32F32, a: "7", b: "0"}',
            '{format: I32F32, a: "8", b: "0"}',
            "numbers.div.by-zero: no accepted case differs from it in one field only",
        ),
        (
            '  given: {format: I32F32, a: "7", b: "0"}',
            '  no_sibling: none can be\n  given: {format: I32F32, a: "7", b: "0"}',
            "numbers.div.by-zero: no_sibling is stated, and there is a sibling",
        ),
        (
            '  given: {format: I32F32, a: "7", b: "4294967296"}',
            '  no_sibling: none can be\n  given: {format: I32F32, a: "7", b: "4294967296"}',
            "numbers.div.by-one: no_sibling is for rejections only",
        ),
    ],
)
def test_a_finding(
    change: Callable[[str, str], list[str]], old: str, new: str, finding: str
) -> None:
    assert change(old, new) == [finding]


def test_a_stated_reason_replaces_the_sibling(change: Callable[[str, str], list[str]]) -> None:
    old = '{format: I32F32, a: "7", b: "0"}'
    new = '{format: I32F32, a: "8", b: "0"}\n  no_sibling: every dividend is refused'
    assert change(old, new) == []


def test_a_question_asked_twice(change: Callable[[str, str], list[str]]) -> None:
    last = DIV[DIV.index("- id: numbers.div.by-zero") :]
    twin = last.replace("by-zero", "by-zero-again")
    assert change(last, last + twin) == [
        "numbers.div.by-zero-again: asks the same as numbers.div.by-zero"
    ]


def test_bytes_and_stray_files(root: Path) -> None:
    path = root / "numbers" / "div.yaml"
    path.write_text(DIV.replace("\n- id", "\n\n- id"))
    (root / "numbers" / "data").mkdir()
    (root / "numbers" / "data" / "old.json").write_text("{}")
    assert [str(finding) for finding in lint(root)] == [
        "numbers/div.yaml: not in canonical form; taospec vectors fmt writes it",
        "numbers/data/old.json: no vector refers to this file",
    ]


@pytest.mark.parametrize(
    ("old", "new", "findings"),
    [
        (
            "numbers.div.by-one\t",
            "numbers.div.by-two\t",
            [
                "numbers.div.by-one: not in the inventory",
                "numbers.div.by-two: in the inventory, but in no file",
            ],
        ),
        (
            "\tdereg,flow\nnumbers.div.by-zero",
            "\tdtao,dereg,flow\nnumbers.div.by-zero",
            ["numbers.div.by-one: the inventory remembers another content"],
        ),
    ],
)
def test_an_inventory_of_another_tree(root: Path, old: str, new: str, findings: list[str]) -> None:
    path = root / "INVENTORY.tsv"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    assert [str(finding) for finding in lint(root)] == findings


def test_a_large_file_is_a_note(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGE_FILE", 100)
    (finding,) = lint(root)
    assert not finding.fails
    assert str(finding) == "numbers/div.yaml: note: 0 KiB, better split by topic"


def test_a_sibling_holds_in_a_common_fork(root: Path) -> None:
    """Given the accepted case in another fork than the rejected one, then it is no sibling."""
    start = DIV.index("- id: numbers.div.by-zero")
    zero = DIV[: DIV.index("- id")] + DIV[start:]
    (root / "numbers" / "div.yaml").write_text(DIV[:start].replace("[dereg, flow]", "[dereg]"))
    (root / "numbers" / "div-zero.yaml").write_text(zero.replace("[dereg, flow]", "[flow]"))
    write_tree(load_all(root), root)
    assert [str(finding) for finding in lint(root)] == [
        "numbers.div.by-zero: no accepted case differs from it in one field only"
    ]


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        (
            "numbers.div.by-one\tgone",
            "numbers.div.by-one: is retired, and an id is never used again",
        ),
        (
            "numbers.div.b\tx\nnumbers.div.a\tx",
            "TOMBSTONES.tsv: its lines are not in the order of the ids",
        ),
        ("no id\tx", "TOMBSTONES.tsv: 'no id' is no id of a case"),
        ("numbers.div.a\t\x1b", "TOMBSTONES.tsv: the reason of 'numbers.div.a' is no line of text"),
    ],
)
def test_the_tombstones_are_held_too(root: Path, lines: str, finding: str) -> None:
    (root / "TOMBSTONES.tsv").write_text(f"id\treason\n{lines}\n", encoding="utf-8")
    assert finding in map(str, lint(root))
