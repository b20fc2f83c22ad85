"""The committed vectors: they are what fill writes, and lint has nothing to say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from taospec.resources import vectors_path
from taospec_vectors.errors import VectorError
from taospec_vectors.fill import fill
from taospec_vectors.inventory import INVENTORY, TOMBSTONES, Changes, entries_of, read_inventory
from taospec_vectors.lint import lint
from taospec_vectors.load import load_all
from taospec_vectors.rule_check import check


@pytest.mark.slow  # `taospec vectors verify`, a gate of its own, does it under two hash seeds
def test_the_tree_is_what_fill_writes() -> None:
    assert fill(check=True) == (Changes((), (), ()), ())


@pytest.mark.slow  # as `taospec vectors lint`, another such gate, does
def test_lint_has_no_findings() -> None:
    assert [str(finding) for finding in lint() if finding.fails] == []


def test_every_rule_is_traced() -> None:
    assert check() == ()


def test_the_inventory_is_the_trees() -> None:
    assert read_inventory(vectors_path()) == entries_of(load_all())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A tree of one chapter to tamper with."""
    target = tmp_path / "vectors"
    shutil.copytree(vectors_path("numbers"), target / "numbers")
    lines = vectors_path(INVENTORY).read_text().splitlines(keepends=True)
    kept = [lines[0], *(line for line in lines if line.startswith("numbers."))]
    (target / INVENTORY).write_text("".join(kept))
    shutil.copy(vectors_path(TOMBSTONES), target)
    return target


def test_one_tampered_digit_is_noticed(copy: Path) -> None:
    path = copy / "numbers" / "exp.yaml"
    path.write_text(path.read_text().replace('"11674931200"', '"11674931201"'))
    changes, touched = fill(copy, chapters=["numbers"], check=True)
    assert (changes, [str(name) for name in touched]) == (Changes((), (), ()), ["numbers/exp.yaml"])
    problems = [str(finding) for finding in lint(copy)]
    assert "numbers.exp.of-one: the inventory remembers another content" in problems


def test_one_removed_case_is_noticed(copy: Path) -> None:
    path = copy / "numbers" / "exp.yaml"
    head, mark, _ = path.read_text().rpartition("- id: ")
    assert mark
    path.write_text(head)
    _, touched = fill(copy, chapters=["numbers"], check=True)
    assert [str(name) for name in touched] == ["numbers/exp.yaml"]


def test_one_removed_line_of_the_inventory_is_noticed(copy: Path) -> None:
    path = copy / INVENTORY
    path.write_text("".join(path.read_text().splitlines(keepends=True)[:-1]))
    changes, touched = fill(copy, chapters=["numbers"], check=True)
    assert len(changes.added) == 1
    assert [str(name) for name in touched] == [INVENTORY]


def test_an_inventory_that_remembers_more_is_noticed(copy: Path) -> None:
    path = copy / INVENTORY
    path.write_text(path.read_text() + "numbers.mul.lost\tabc\tdereg\n")
    with pytest.raises(VectorError, match=r"case numbers\.mul\.lost: vanished"):
        fill(copy, chapters=["numbers"], check=True)
