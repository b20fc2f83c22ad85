"""What belongs to a chapter is found by the chapter's name, and only there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from taospec.discovery import by_name, members, modules

FILES = {
    "supply.py": "VALUE = 1",
    "consensus/__init__.py": "",
    "consensus/epoch/__init__.py": "",
    "consensus/epoch/bonds.py": "from pathlib import Path\ndef own(): ...\nclass Own: ...",
    "consensus/_helpers.py": "raise RuntimeError('a helper is not searched')",
    "consensus/activity.py": "",
    "weather.py": "raise RuntimeError('no chapter has this name')",
}
NAMES = ["supply", "consensus", "consensus.activity", "consensus.epoch", "consensus.epoch.bonds"]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A package with a module or a folder for some chapters, and with what is none."""
    name = "toy_chapters"
    for path, text in {"__init__.py": "", **FILES}.items():
        file = tmp_path / name / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield name
    for module in [module for module in sys.modules if module.partition(".")[0] == name]:
        del sys.modules[module]


def test_modules_come_chapter_by_chapter(package: str) -> None:
    names = [module.__name__.partition(".")[2] for module in modules(package)]
    assert names == NAMES


def test_chapters_can_be_chosen(package: str) -> None:
    assert [module.__name__ for module in modules(package, ["pools", "supply"])] == [
        f"{package}.supply"
    ]


def test_members_are_those_that_a_module_defines(package: str) -> None:
    names = [getattr(member, "__name__", None) for member in members(modules(package))]
    assert names == ["own", "Own"]


def test_declarations_are_sorted_and_cannot_be_changed() -> None:
    named = by_name("word", ["b", "a"], str.upper)
    assert list(named.items()) == [("A", "a"), ("B", "b")]
    with pytest.raises(TypeError):
        named["C"] = "c"  # type: ignore[index]
    with pytest.raises(ValueError, match="word A is declared twice"):
        by_name("word", ["a", "A"], str.upper)
