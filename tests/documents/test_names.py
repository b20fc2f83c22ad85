"""Every id, operation, path and command that a page of documentation names exists."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from taospec.chapters import CHAPTERS
from taospec.operations.catalogue import catalogue
from taospec.rulebook import rulebook
from taospec.timeline import specified, timeline
from taospec_reports.cli.verbs import cli
from taospec_vectors.inventory import read_inventory

ROOT = Path(__file__).resolve().parents[2]
PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "conformance/README.md",
    "conformance/WRITE_AN_ADAPTER.md",
    "conformance/implementations/javascript/README.md",
    "vectors/README.md",
)
# Where a path in a text may begin, besides the root and the page's own folder.
_ROOMS = ("model", "model/taospec", "vectors", "conformance", "reports", "spec", "tests")
_CHAPTER = "|".join(CHAPTERS)
_RULE = re.compile(rf"\b(?:{'|'.join(entry.prefix for entry in CHAPTERS.values())})-[0-9]+\b")
_CASE = re.compile(rf"(?<![\w./])(?:{_CHAPTER})\.[a-z_0-9]+\.[a-z0-9]+(?:-[a-z0-9]+)+")
_OPERATION = re.compile(rf"`((?:{_CHAPTER})\.[a-z_0-9]+)`")
_PATH = re.compile(r"`((?:[\w.-]+/)+[\w.-]*)`")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^\s*(?:\$ )?(taospec .+)$", re.MULTILINE)
_INLINE = re.compile(r"`(taospec [^`]+)`")
# What a tutorial lets its reader write, and what a command writes.
_MADE = re.compile(r"^(?:\./|report/|build/)|^taospec-[a-z]+/1$")


def _text(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES)
def test_every_rule_exists(page: str) -> None:
    assert sorted(set(_RULE.findall(_text(page))) - set(rulebook())) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_case_exists(page: str) -> None:
    known = read_inventory(ROOT / "vectors")
    assert sorted(set(_CASE.findall(_text(page))) - set(known)) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_operation_exists(page: str) -> None:
    assert sorted(set(_OPERATION.findall(_text(page))) - set(catalogue())) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_path_exists(page: str) -> None:
    folders = (ROOT, (ROOT / page).parent, *(ROOT / room for room in _ROOMS))
    named = {path for path in _PATH.findall(_text(page)) if not _MADE.match(path)}
    lost = [path for path in named if not any((folder / path).exists() for folder in folders)]
    assert sorted(lost) == []


def _commands(page: str) -> Iterator[list[str]]:
    text = _text(page)
    inside = [line for fence in _FENCE.findall(text) for line in _LINE.findall(fence)]
    for line in [*inside, *_INLINE.findall(_FENCE.sub("", text))]:
        yield shlex.split(line.replace("…", ""), comments=True)[1:]


def _unknown(words: list[str]) -> str | None:
    """The first verb or option of a command line that the command does not have."""
    context = click.Context(cli)
    command: click.Command = cli
    for word in words:
        if isinstance(command, click.Group) and not word.startswith("-"):
            if not re.fullmatch(r"[a-z-]+", word):
                return None  # a placeholder such as VERB
            subcommand = command.get_command(context, word)
            if subcommand is None:
                return word
            command = subcommand
        elif re.fullmatch(r"--?[a-z][a-z-]*", word):
            options = {name for option in command.params for name in option.opts}
            if word not in options | {"--help", "-h"}:
                return word
    return None


@pytest.mark.parametrize("page", PAGES)
def test_every_command_can_be_given(page: str) -> None:
    found = [(words, wrong) for words in _commands(page) if (wrong := _unknown(words))]
    assert found == []


def test_the_checks_see_what_is_not_there() -> None:
    assert _RULE.findall("see SUP-999 and CON-1") == ["SUP-999", "CON-1"]
    assert _CASE.findall("`supply.era.no-such-case`") == ["supply.era.no-such-case"]
    assert _unknown(["conform", "reference", "--no-such-option"]) == "--no-such-option"
    assert _unknown(["no-such-verb"]) == "no-such-verb"
    assert _unknown(["vectors", "fill", "--check"]) is None


def test_the_readme_counts_the_forks() -> None:
    text = _text("README.md")
    assert f"{len(specified())} of the {len(timeline())} named forks" in " ".join(text.split())
    first, last = (timeline()[specified()[place]].date for place in (0, -1))
    assert f"from {first:%B %Y} to {last:%B %Y}" in " ".join(text.split())
    for name in specified():
        assert f"`{name}` ({timeline()[name].tag}" in text
