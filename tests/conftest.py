"""What all tests share: draws, parsed vectors, compiled modules, how workers run them."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import workers
from effort import DEFAULT, THOROUGH
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

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


# No draw takes the constants that Hypothesis would look for in the source of all that is imported.
if hasattr(providers, "_get_local_constants"):
    providers._get_local_constants = Constants


@pytest.fixture(scope="session", autouse=True)
def _same_draws_in_every_order() -> Iterator[None]:
    """What a test draws does not depend on the modules that tests before it have imported."""
    with steady_draws():
        yield


def pytest_configure(config: pytest.Config) -> None:
    """Let this process, workers and the many programs that tests start find modules compiled.

    Where Python is told to write no bytecode, each of them would compile the whole project anew,
    the assertions of all tests rewritten; so they have a folder for it, beside pytest's own notes.
    """
    if hasattr(config, "workerinput") or not os.environ.get("PYTHONDONTWRITEBYTECODE"):
        return
    environment = pytest.MonkeyPatch()
    environment.setenv("PYTHONPYCACHEPREFIX", _folder_for_bytecode(config))
    environment.delenv("PYTHONDONTWRITEBYTECODE")
    environment.setattr(sys, "pycache_prefix", os.environ["PYTHONPYCACHEPREFIX"])
    environment.setattr(sys, "dont_write_bytecode", False)
    config.add_cleanup(environment.undo)


def _folder_for_bytecode(config: pytest.Config) -> str:
    """A folder that outlives the run where pytest keeps one, else one that goes with it."""
    if config.pluginmanager.hasplugin("cacheprovider"):
        return str(config.cache.mkdir("bytecode"))
    folder = tempfile.TemporaryDirectory(prefix="taospec-bytecode-")
    config.add_cleanup(folder.cleanup)
    return folder.name


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test in a worker, and send what there is to tell of it."""
    return workers.run(item, nextitem)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Give whole files to workers."""
    return workers.scheduler(config, log)
