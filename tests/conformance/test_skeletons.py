"""Each skeleton is a project that works as it is: sane, right in what it has, with sound tests."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from taospec_conformance import skeletons
from taospec_reports.cli.verbs import run as taospec

HAS = "supply.block_emission"
# The first word of the commands → how the toolchain is called.
TOOLS = {"python": ("python3", "Python"), "javascript": ("node", "Node.js")} | {
    "go": ("go", "Go"),
    "rust": ("cargo", "Rust"),
}
# Compilers take their time.
CHOICE = [
    pytest.param(name, marks=[pytest.mark.slow] if language.build else [])
    for name, language in skeletons.LANGUAGES.items()
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Language → the folder of its skeleton, built, and the working directory from then on."""

    def write(language: str) -> Path:
        tool, called = TOOLS[language]
        if shutil.which(tool) is None:
            pytest.skip(f"{called} is not installed")
        folder = tmp_path / "my-adapter"
        assert taospec(["new-adapter", language, str(folder)]) == 0
        monkeypatch.chdir(folder)
        if build := skeletons.LANGUAGES[language].build:
            done = subprocess.run(shlex.split(build), capture_output=True, text=True, check=False)
            if done.returncode and ("network" in done.stderr or "registry" in done.stderr):
                pytest.skip(f"{called} cannot fetch what it builds with: {done.stderr[-200:]}")
            assert done.returncode == 0, done.stderr
        return folder

    return write


@pytest.mark.parametrize("language", CHOICE)
def test_a_skeleton_works_as_it_is(
    language: str, project: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Given a new folder, the skeleton is sane, right in what it has, and no more than that."""
    folder = project(language)
    how = skeletons.LANGUAGES[language]
    target = f"stdio:{how.command}"
    capsys.readouterr()
    assert taospec(["smoke", target]) == 0
    output = capsys.readouterr().out
    assert f"ok      {HAS} [dereg]" in output
    assert "ok      initialize                          my-adapter 0.1.0" in output
    summary = conform(target, capsys)
    assert summary["result"] == "conforms"
    assert summary["counts"]["pass"] > 100
    assert summary["counts"]["fail"] == 0
    tests = subprocess.run(shlex.split(how.test), capture_output=True, text=True, check=False)
    assert tests.returncode == 0, tests.stdout
    readme = (folder / "README.md").read_text(encoding="utf-8")
    assert readme.startswith("# my-adapter\n")
    assert f"taospec smoke '{target}'" in readme
    for name in (how.adapter, how.operations, ".gitignore"):
        assert "ADAPTER_NAME" not in (folder / name).read_text(encoding="utf-8")
    break_its_rule(folder, how)
    capsys.readouterr()
    summary = conform(target, capsys)  # a mistake is seen: it is really this program that answers
    assert summary["result"] == "deviates"
    assert summary["rules"]["SUP-3"]["verdict"] == "fail"


def break_its_rule(folder: Path, how: skeletons.Language) -> None:
    source = folder / how.operations
    text = source.read_text(encoding="utf-8")
    wrong = text.replace(">= SUPPLY", "> SUPPLY").replace(">= supply", "> supply")
    assert wrong != text
    source.write_text(wrong, encoding="utf-8")
    if how.build:
        subprocess.run(shlex.split(how.build), capture_output=True, check=True)


def conform(target: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    taospec(["conform", target, "--operation", "supply.*", "--summary", "json"])
    summary: dict[str, Any] = json.loads(capsys.readouterr().out)
    return summary


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert taospec(["new-adapter", "go", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"taospec: {tmp_path}: is not an empty folder\n"
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_place_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert taospec(["new-adapter", "go", str(tmp_path / "file" / "x")]) == 2
    assert "Not a directory" in capsys.readouterr().err


def test_an_unknown_language_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert taospec(["new-adapter", "cobol", str(tmp_path / "x")]) == 2
    assert "'cobol' is not one of 'python', 'javascript', 'go', 'rust'" in capsys.readouterr().err
