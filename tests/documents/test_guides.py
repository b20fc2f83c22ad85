"""The guides are followed: their blocks are added to a copy, their commands run in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from checkout import append, checkout, replace, taospec

ROOT = Path(__file__).resolve().parents[2]
GUIDES = (ROOT / "docs" / "GUIDES.md").read_text(encoding="utf-8")
NAMES = (ROOT / "docs" / "NAMES.md").read_text(encoding="utf-8")
SECTIONS = dict(
    re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", GUIDES, flags=re.MULTILINE | re.DOTALL)
)
_BLOCK = re.compile(r"^(`{3,})(\S+)(?: (\S+))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)

_PATH = re.compile(r"`((?:spec|model|vectors|conformance|reports|tests)/[^`\s]*)`")
_FOR_EXAMPLE = {"chapter": "supply", "fork": "flow", "language": "javascript"}


def blocks(text: str) -> list[tuple[str, str, str]]:
    """(language, file or nothing, content) of every fenced block."""
    return [(language, file, content) for _, language, file, content in _BLOCK.findall(text)]


def commands(text: str) -> list[list[str]]:
    """The arguments of every command that a text shows."""
    lines = (line for kind, _, body in blocks(text) if kind == "sh" for line in body.splitlines())
    words = [shlex.split(line, comments=True) for line in lines if line]
    assert all(first == "taospec" for first, *_ in words)
    return [arguments for _, *arguments in words]


WITH_COMMANDS = [title for title, text in SECTIONS.items() if commands(text)]


def test_most_guides_have_commands() -> None:
    assert len(SECTIONS) == 7
    assert len(WITH_COMMANDS) == 6


@pytest.mark.slow
@pytest.mark.parametrize("title", WITH_COMMANDS)
def test_a_guide_leads_where_it_says(title: str, tmp_path: Path) -> None:
    copy = checkout(tmp_path)
    for language, file, content in blocks(SECTIONS[title]):
        if language == "diff":
            insert(copy / file, content)
        elif file:
            (copy / file).parent.mkdir(parents=True, exist_ok=True)
            append(copy / file, f"\n\n{content}" if (copy / file).exists() else content)
    for arguments in commands(SECTIONS[title]):
        shown = taospec(copy, *arguments)
        assert shown
        assert "\nrejected " not in shown


def insert(path: Path, content: str) -> None:
    """Put the lines with a plus behind those without, which stand once in the file."""
    lines = content.splitlines()
    above = "".join(f"{line[1:]}\n" for line in lines if line.startswith(" "))
    below = "".join(f"{line[1:]}\n" for line in lines if line.startswith("+"))
    assert path.read_text(encoding="utf-8").count(above) == 1, above
    replace(path, above, above + below)


@pytest.mark.parametrize("text", [GUIDES, NAMES], ids=["guides", "names"])
def test_paths_are_there(text: str) -> None:
    """With a chapter, a fork and a language put in where a guide leaves them open."""
    prose = _BLOCK.sub("", text)
    paths = {
        re.sub(r"<(\w+)>", lambda left_open: _FOR_EXAMPLE[left_open[1]], path)
        for path in _PATH.findall(prose)
    }
    missing = {path for path in paths if not any((ROOT / path).exists() for path in _forms(path))}
    assert missing == set()


def _forms(path: str) -> tuple[str, str]:
    return path, f"{path}.py"


@pytest.mark.parametrize("page", ["docs/GUIDES.md", "docs/NAMES.md", "tests/README.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in target]
    assert [target for target in targets if not ((ROOT / page).parent / target).exists()] == []
