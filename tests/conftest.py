"""What all tests share: draws, parsed vectors, compiled modules, one worker for the report."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from effort import DEFAULT, THOROUGH

from taospec.resources import vectors_path
from taospec_vectors import load
from taospec_vectors.format import VectorFile
from taospec_vectors.strategies.steady import steady_draws

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

_VECTORS = vectors_path()
_parse = load.load_file
_parsed: dict[tuple[Path, Path | None, int, int], VectorFile] = {}


def _read_once(path: Path, root: Path | None = None) -> VectorFile:
    """A file of the committed tree, parsed once; what a test writes is parsed each time."""
    if not path.is_relative_to(_VECTORS):
        return _parse(path, root)
    stat = path.stat()
    key = path, root, stat.st_mtime_ns, stat.st_size
    if key not in _parsed:
        _parsed[key] = _parse(path, root)
    return _parsed[key]


load.load_file = _read_once
# The same draws in every run, and no limit of time that a machine at work could miss.
hypothesis.settings.register_profile(DEFAULT, derandomize=True, deadline=None)
hypothesis.settings.register_profile(THOROUGH, derandomize=True, deadline=None)
hypothesis.settings.load_profile(DEFAULT)


@pytest.fixture(scope="session", autouse=True)
def _same_draws_in_every_order() -> Iterator[None]:
    """What a test draws does not depend on the modules that tests before it have imported."""
    with steady_draws():
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Let workers and the many programs that tests start find modules compiled.

    Where Python is told to write no bytecode, each of them would compile the whole project anew; so
    a run has a folder for it, which is gone afterwards.
    """
    if hasattr(config, "workerinput") or not os.environ.get("PYTHONDONTWRITEBYTECODE"):
        return
    folder = tempfile.TemporaryDirectory(prefix="taospec-bytecode-")
    environment = pytest.MonkeyPatch()
    environment.setenv("PYTHONPYCACHEPREFIX", folder.name)
    environment.delenv("PYTHONDONTWRITEBYTECODE")
    config.add_cleanup(environment.undo)
    config.add_cleanup(folder.cleanup)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Give the tests of the report to one worker: what they share takes longer than they do."""
    from xdist.scheduler import LoadScopeScheduling

    class OneForTheReport(LoadScopeScheduling):  # type: ignore[misc] # it has no types
        def _split_scope(self, nodeid: str) -> str:
            return "tests/reports" if nodeid.startswith("tests/reports/") else nodeid

    return OneForTheReport(config, log)
