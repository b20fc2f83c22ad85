"""The gate, with real processes that fill well or badly."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from taospec.errors import TaospecError
from taospec_vectors.determinism import verify

WRITES = """
import pathlib, sys
folder = pathlib.Path(sys.argv[1], "supply")
folder.mkdir(parents=True)
(folder / "a.yaml").write_text({content})
"""
STABLE = "'1 2 3 4 5 6 7 8'"
UNSTABLE = "' '.join({'1', '2', '3', '4', '5', '6', '7', '8'})"


def filler(tmp_path: Path, program: str) -> list[str]:
    path = tmp_path / "filler.py"
    path.write_text(program)
    return [sys.executable, str(path)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "vectors"
    (folder / "supply").mkdir(parents=True)
    (folder / "supply" / "a.yaml").write_text("1 2 3 4 5 6 7 8")
    return folder


def test_two_equal_fills_that_are_the_tree(root: Path, tmp_path: Path) -> None:
    assert verify(root, filler(tmp_path, WRITES.format(content=STABLE))) == ()


def test_a_fill_that_walks_over_a_set(root: Path, tmp_path: Path) -> None:
    problems = verify(root, filler(tmp_path, WRITES.replace("{content}", UNSTABLE)))
    assert problems[0] == "supply/a.yaml: depends on the hash seed"


@pytest.mark.parametrize(
    ("name", "text"),
    [("supply/a.yaml", "1 2 3 4 5 6 7 9"), ("supply/b.yaml", "x"), ("supply/data/b.json", "{}")],
)
def test_a_tree_with_one_byte_or_file_more(
    root: Path, tmp_path: Path, name: str, text: str
) -> None:
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text(text)
    problems = verify(root, filler(tmp_path, WRITES.format(content=STABLE)))
    assert problems == (f"{name}: is not what fill writes",)


def test_a_tree_that_lacks_a_file(root: Path, tmp_path: Path) -> None:
    (root / "supply" / "a.yaml").unlink()
    problems = verify(root, filler(tmp_path, WRITES.format(content=STABLE)))
    assert problems == ("supply/a.yaml: is not what fill writes",)


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("raise SystemExit('a.yaml: case x: no')", "a.yaml: case x: no"),
        ("raise SystemExit(3)", "fill ended with 3"),
    ],
)
def test_a_fill_that_fails(root: Path, tmp_path: Path, program: str, message: str) -> None:
    with pytest.raises(TaospecError) as caught:
        verify(root, filler(tmp_path, program))
    assert str(caught.value) == message
