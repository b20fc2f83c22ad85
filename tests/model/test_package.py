"""`import taospec`: what a reader of the model gets, and how little that needs."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import taospec
from taospec.chapters import CHAPTERS
from taospec.timeline import default_fork

# In a fresh interpreter that finds the standard library, NumPy, PyYAML and the model, nothing else.
BARE = """
import sys

ALLOWED = {"taospec", "numpy", "yaml", "_yaml", *sys.stdlib_module_names}

class Nothing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in ALLOWED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Nothing())
"""


def bare(program: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", BARE + program], capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_the_package_offers_the_model() -> None:
    assert taospec.__version__ == version("taospec")
    assert taospec.fork("flow").name == "flow"
    assert isinstance(taospec.fork(), taospec.Fork)
    assert taospec.supply.emission.block_emission(0) == 10**9
    answer = taospec.execute("flow", "supply.block_emission", {"total_issuance": "0"})
    assert answer == {"ok": {"emission": "1000000000"}}
    assert "supply.block_emission" in taospec.catalogue()


def test_every_name_it_lists_is_there() -> None:
    assert dir(taospec) == sorted(taospec.__all__)
    assert all(getattr(taospec, name) for name in taospec.__all__)


def test_every_chapter_of_functions_is_offered() -> None:
    folder = Path(taospec.__file__).parent
    written = {name for name in CHAPTERS if (folder / name).is_dir()}
    assert written == set(CHAPTERS) & set(taospec.__all__)


def test_a_name_that_it_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'taospec' has no attribute 'emission'"):
        taospec.emission  # type: ignore[attr-defined]  # noqa: B018 - the access is the test


def test_importing_it_imports_nothing_else() -> None:
    program = "import taospec; print([name for name in sys.modules if name.startswith('taospec.')])"
    assert bare(program) == "[]"


def test_its_examples_are_answered_as_they_say() -> None:
    assert doctest.testmod(taospec).attempted >= 4
    assert doctest.testmod(taospec).failed == 0


def test_the_model_needs_numpy_and_yaml_only() -> None:
    program = """
import taospec
print(taospec.fork().name, taospec.fork("flow").constants["TEMPO"])
print(taospec.execute("flow", "supply.block_emission", {"total_issuance": "0"}))
"""
    assert bare(program).splitlines() == [
        f"{default_fork()} 360",
        "{'ok': {'emission': '1000000000'}}",
    ]


def test_every_module_of_the_chapters_needs_numpy_and_yaml_only() -> None:
    program = """
from taospec.discovery import modules
print(len(list(modules("taospec"))) > 100)
"""
    assert bare(program) == "True"
