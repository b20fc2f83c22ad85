"""What a stranger may put into a tree of vectors is named in one line, and never traced back."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from taospec.resources import vectors_path
from taospec_reports.cli.verbs import run
from taospec_vectors.inventory import INVENTORY, TOMBSTONES

ERA = "supply/era.yaml"
Change = Callable[[Path], None]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree of one file, of which lint says only that the inventory lacks its cases."""
    root = tmp_path / "vectors"
    (root / "supply" / "data").mkdir(parents=True)
    (root / ERA).write_bytes(vectors_path(ERA).read_bytes())
    return root


def write(name: str, content: bytes) -> Change:
    def change(root: Path) -> None:
        (root / name).write_bytes(content)

    return change


def name(raw: bytes) -> Change:
    """A file whose name is no text."""

    def change(root: Path) -> None:
        place = os.fsencode(root / "supply") + b"/" + raw
        with open(place, "wb") as file:  # noqa: PTH123 - no Path has such a name
            file.write(b"{}")

    return change


def pipe(name: str) -> Change:
    """A pipe that nobody writes to."""

    def change(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        os.mkfifo(root / name)

    return change


def folder(name: str) -> Change:
    def change(root: Path) -> None:
        (root / name).mkdir()

    return change


def with_why(why: bytes) -> Change:
    """Another reason in the file, as it would be typed."""

    def change(root: Path) -> None:
        lines = (root / ERA).read_bytes().splitlines()
        at = next(number for number, line in enumerate(lines) if b"why:" in line)
        lines[at] = b"  why: " + why
        (root / ERA).write_bytes(b"\n".join(lines) + b"\n")

    return change


HALF = b"\xed\xa0\x80"  # how half a surrogate pair would look in UTF-8


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(with_why(b'"half \\ud800 a character"'), "era.yaml:7: not YAML: ", id="half"),
        pytest.param(with_why(b"half " + HALF), "era.yaml: not UTF-8 at byte", id="encoded half"),
        pytest.param(
            with_why(b'"turns \\u202e around"'), "expected characters that can be seen", id="bidi"
        ),
        pytest.param(write(ERA, b"\xef\xbb\xbfx"), "begins with a byte order mark", id="BOM"),
        pytest.param(write(ERA, b"\xff\xfeX\x00"), "not UTF-8 at byte 0", id="UTF-16"),
        pytest.param(
            write("supply/data/a.json", b'{"a": "\\ud800"}'),
            "supply/data/a.json: no vector refers to this file",
            id="data that nobody refers to",
        ),
        pytest.param(
            write(INVENTORY, b"\xef\xbb\xbfid"), "begins with a byte order mark", id="inventory"
        ),
        pytest.param(
            write(TOMBSTONES, b"id\treason\n" + HALF), "not UTF-8 at byte 10", id="tombstones"
        ),
        pytest.param(
            name(b"era-\xff.yaml"), r"era-\udcff.yaml: format: missing", id="a name of bytes"
        ),
        pytest.param(
            name(b"data/\xff.json"),
            r"supply/data/\udcff.json: has a name that not every system can hold",
            id="a name of bytes beside it",
        ),
        pytest.param(
            name("data/ü\x1b.json".encode()),
            r"supply/data/ü\x1b.json: has a name that not every system can hold",
            id="a name that moves a terminal",
        ),
        pytest.param(pipe(ERA), "era.yaml: is not a file", id="a pipe"),
        pytest.param(pipe(INVENTORY), "INVENTORY.tsv: is not a file", id="inventory as pipe"),
        pytest.param(pipe(TOMBSTONES), "TOMBSTONES.tsv: is not a file", id="tombstones as pipe"),
        pytest.param(pipe("supply/data/a.json"), "data/a.json: is not a file", id="data as pipe"),
        pytest.param(folder("supply/a.yaml"), "a.yaml: is not a file", id="a folder"),
        pytest.param(folder(TOMBSTONES), "TOMBSTONES.tsv: is not a file", id="tombstones, folder"),
    ],
)
def test_it_is_named(
    change: Change, told: str, tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(tree)
    with pytest.raises(SystemExit) as ended:
        sys.exit(run(["vectors", "lint", str(tree)]))
    output = capsys.readouterr().err
    assert ended.value.code in (1, 2), output
    assert told in output
    assert "Traceback" not in output
    assert output.replace("\n", "").isprintable()


@pytest.mark.parametrize("verb", ["list", "operations", "bundle"])
def test_every_reader_says_so(
    verb: str, tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a pipe in the tree of the installation, whoever reads it ends with one line."""
    pipe(ERA)(tree)
    monkeypatch.setattr("taospec_vectors.load.vectors_path", lambda name="": tree / name)
    assert run(["vectors", verb, *(["--out", str(tree / "b")] * (verb == "bundle"))]) == 2
    assert capsys.readouterr().err == f"taospec: {tree / ERA}: is not a file\n"
