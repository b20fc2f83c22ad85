"""The tutorial shows what really happens: its programs are run and what it prints is compared."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from taospec.operations.catalogue import execute
from taospec_conformance.asking.protocol import UnsupportedError
from taospec_conformance.serving.server import Server
from taospec_reports.cli.verbs import run

FOLDER = Path(__file__).parents[2] / "conformance"
TUTORIAL = FOLDER / "WRITE_AN_ADAPTER.md"
REFERENCE = FOLDER / "README.md"

_FENCE = re.compile(r"^```(\S+)[ ]?(.*)\n((?:.*\n)*?)```$", re.MULTILINE)
# What grows with the suite, and what no two runs share.
_VOLATILE = (
    (re.compile(r"\b[01] of \d+$", re.MULTILINE), "some of N"),
    (re.compile(r"not claimed: \d+ of \d+"), "not claimed: N of N"),
    (re.compile(r"\b[\d_]+ unsupported\b"), "N unsupported"),
    (re.compile(r"\bin \d+\.\d\d s\b"), "in N s"),
)


class Shell:
    """Rewrites the blocks of a page: files are written, commands show what they print now.

    Commands run in this process, since starting Python costs more than all of them.
    """

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys
        self._code = 0

    def rewrite(self, block: re.Match[str]) -> str:
        """The block with the output of its commands; other blocks are files, named in the fence."""
        language, title, text = block.groups()
        if language != "console":
            (self._folder / title).write_text(text, encoding="utf-8")
            return block.group()
        lines = [line for line in text.splitlines(keepends=True) if line.startswith("$ ")]
        shown = "".join(line + self._run(line[2:].rstrip()) for line in lines)
        return f"```{language}\n{shown}```"

    def _run(self, line: str) -> str:
        if line == "echo $?":
            return f"{self._code}\n"
        program, *arguments = shlex.split(line)
        if program == "cp":
            shutil.copy(*arguments)
            return ""
        assert program == "taospec"
        self._code = run(arguments)
        output = self._capsys.readouterr()
        return output.err + output.out


def steady(text: str) -> str:
    for pattern, replacement in _VOLATILE:
        text = pattern.sub(replacement, text)
    return text


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_the_tutorial_shows_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    shown = TUTORIAL.read_text(encoding="utf-8")
    try:
        happened = _FENCE.sub(Shell(tmp_path, capsys).rewrite, shown)
    finally:
        sys.modules.pop("mine", None)
    (tmp_path / TUTORIAL.name).write_text(happened, encoding="utf-8")
    assert steady(happened) == steady(shown), f"what happens now: {tmp_path / TUTORIAL.name}"


class _Introduced:
    """An adapter with one operation, described as the page describes it."""

    def __init__(self, description: Mapping[str, Any]) -> None:
        self._description = description

    def describe(self) -> Mapping[str, Any]:
        return self._description

    def execute(self, fork: str, operation: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        if operation not in self._description["operations"]:
            message = f"{operation} is not implemented"
            raise UnsupportedError(message)
        return execute(fork, operation, given)


def test_the_reference_shows_a_conversation_that_is_answered_so() -> None:
    """Given the questions of the protocol's reference, when each is asked, then so it is answered.

    The adapter behind the real server is the one that the page introduces.
    """
    page = REFERENCE.read_text(encoding="utf-8")
    (conversation,) = (text for kind, _, text in _FENCE.findall(page) if kind == "jsonrpc")
    asked = [line[2:] for line in conversation.splitlines() if line.startswith("> ")]
    shown = [line[2:] for line in conversation.splitlines() if line.startswith("< ")]
    server = Server(_Introduced(json.loads(shown[0])["result"]))
    answers = [server.answer(line.encode()) for line in asked]
    assert [json.loads(line) for line in shown] == [json.loads(answer or b"") for answer in answers]
