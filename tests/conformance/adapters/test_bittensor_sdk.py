"""The package bittensor 9.12.2, held to the vectors of pools; skipped where it is not installed.

It needs packages of its own age, so it may have an environment of its own, which the variable
TAOSPEC_BITTENSOR_SDK names by its Python: this one must import taospec too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import taospec_conformance
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits

PYTHON = "TAOSPEC_BITTENSOR_SDK"
ADAPTER = "python:taospec_conformance.adapters.bittensor_sdk:BittensorSdk"
EXPECTATIONS = (
    Path(taospec_conformance.__file__).parent / "adapters" / "bittensor_sdk.expectations.yaml"
)


@pytest.fixture
def python() -> str:
    """A Python that has the package."""
    if PYTHON in os.environ:
        return os.environ[PYTHON]
    if find_spec("bittensor") is None:
        pytest.skip(f"bittensor is not installed, and {PYTHON} names no Python that has it")
    return sys.executable


_JUDGE = """
import json, sys
from pathlib import Path
from taospec_conformance.asking import target
from taospec_conformance.judging.expectations import Expectations, load_expectations
from taospec_conformance.runner import Run
from taospec_vectors.load import load_all

expectations = load_expectations(Path(sys.argv[2])) if len(sys.argv) > 2 else Expectations()
run = Run(target.parse(sys.argv[1]), load_all(), expectations=expectations)
verdicts = sorted({result.verdict.name for result in run.results()})
print(json.dumps([run.exit_code, len(run.stale), verdicts]))
"""


def _judged(python: str, *arguments: str) -> list[object]:
    """Exit code, number of stale expectations, and the verdicts that occurred."""
    run = subprocess.run(
        [python, "-W", "ignore", "-c", _JUDGE, ADAPTER, *arguments],
        capture_output=True,
        text=True,
        check=True,
    )
    judged: list[object] = json.loads(run.stdout.splitlines()[-1])
    return judged


def test_it_deviates_where_its_expectations_say_and_nowhere_else(python: str) -> None:
    assert _judged(python, str(EXPECTATIONS)) == [0, 0, ["KNOWN", "PASS", "UNSUPPORTED"]]


def test_it_does_not_conform_without_its_expectations(python: str) -> None:
    code, stale, verdicts = _judged(python)
    assert (code, stale) == (1, 0)
    assert isinstance(verdicts, list)
    assert "FAIL" in verdicts


def test_a_missing_package_is_named_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "bittensor", None)
    monkeypatch.setitem(sys.modules, "bittensor.core.chain_data.dynamic_info", None)
    monkeypatch.delitem(sys.modules, ADAPTER.split(":")[1], raising=False)
    with pytest.raises(target.TargetError, match=r"pip install 'taospec\[bittensor-sdk\]'"):
        target.parse(ADAPTER).connect(Limits()).open()
