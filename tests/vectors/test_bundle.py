"""The bundle: the same vectors in one JSON file, with a hash that anybody can check."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from taospec_vectors.bundle import digest, render, write
from taospec_vectors.errors import VectorError
from taospec_vectors.load import load_all, load_bundle

Write = Callable[..., Path]


@pytest.fixture
def root(write: Write, tree_text: str, tmp_path: Path) -> Path:
    write(tree_text.replace("  given:", "  source: error of 2⁻³² @ v1\n  given:", 1))
    return tmp_path / "vectors"


def test_the_bundle_holds_the_same_vectors(root: Path, tmp_path: Path) -> None:
    files = load_all(root)
    path = tmp_path / "build" / "vectors.json"
    sha256 = write(files, path)
    assert load_bundle(path) == files
    assert sha256 == digest(files) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert path.with_name("vectors.json.sha256").read_text() == f"{sha256}  vectors.json\n"


def test_its_form_is_plain_json_with_a_case_a_line(root: Path) -> None:
    content = render(load_all(root))
    data = json.loads(content)
    assert data["format"] == "taospec-bundle/1"
    (file,) = data["files"]
    assert (file["path"], file["forks"][0]) == ("supply/block_emission.yaml", "dtao")
    assert file["cases"][1] == {
        "id": "supply.block_emission.nothing-issued",
        "rules": ["SUP-3"],
        "why": "mints nothing before the first coin exists",
        "origin": "human",
        "plain": True,
        "given": {"total_issuance": "0"},
        "expect": {"ok": {"emission": "1000000000"}},
    }
    assert len(content.splitlines()) == 6


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("taospec-bundle/1", "taospec-bundle/2", "format: expected taospec-bundle/1"),
        ('"files":', '"more":1,"files":', "expected a format, a list of files and nothing else"),
        ('"path":"supply', '"path":"numbers', "operation: vectors of supply.block_emission belong"),
        ('{"path"', '{"forks":[],"path"', "duplicate key 'forks'"),
        ('"path":"supply/block_emission.yaml",', "", "files[0]: expected a file with its path"),
        (
            '"emission":"500000000"',
            '"emission":500000000',
            "case supply.block_emission.first-thres",
        ),
        (
            '"plain":true',
            '"plain":false',
            "case supply.block_emission.first-threshold-reached: plain:",
        ),
        (
            '"plain":true,',
            "",
            "case supply.block_emission.first-threshold-reached: plain: expected",
        ),
        ("[\n{", "[{", ""),
    ],
)
def test_a_bundle_that_is_refused(
    root: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = render(load_all(root)).decode()
    assert old in text
    path = tmp_path / "bundle.json"
    path.write_text(text.replace(old, new, 1))
    if not message:
        assert load_bundle(path) == load_all(root)
        return
    with pytest.raises(VectorError) as caught:
        load_bundle(path)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_an_id_twice_in_a_bundle(root: Path, tmp_path: Path) -> None:
    data = json.loads(render(load_all(root)))
    second = {**data["files"][0], "path": "supply/block_emission-2.yaml"}
    path = tmp_path / "bundle.json"
    path.write_text(json.dumps({**data, "files": [data["files"][0], second]}))
    with pytest.raises(VectorError, match=r"id: already in supply/block_emission\.yaml"):
        load_bundle(path)
