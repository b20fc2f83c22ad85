"""Other people's packages, held to the vectors as they are; skipped where one is not installed."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import taospec_conformance
from taospec_conformance import target
from taospec_conformance.expectations import Expectations, load_expectations
from taospec_conformance.judge import CONFORMS, DEVIATES, CaseResult, Verdict
from taospec_conformance.limits import Limits
from taospec_conformance.runner import Run
from taospec_vectors.load import load_all

ADAPTERS = Path(taospec_conformance.__file__).parent / "adapters"
APYTYPES = "python:taospec_conformance.adapters.apytypes:ApyTypes"
EXPECTATIONS = ADAPTERS / "apytypes.expectations.yaml"


@pytest.fixture
def needs_apytypes() -> None:
    """The faults it lists are those of one release; the next may have repaired them."""
    pytest.importorskip("apytypes", reason="not installed: pip install apytypes==0.5.1")
    if version("apytypes") != "0.5.1":
        pytest.skip("its deviations are listed for apytypes 0.5.1")


def run(expectations: Expectations) -> tuple[Run, list[CaseResult]]:
    run = Run(target.parse(APYTYPES), load_all(), expectations=expectations)
    return run, list(run.results())


def test_a_missing_package_is_named_with_the_way_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "apytypes", None)
    monkeypatch.delitem(sys.modules, "taospec_conformance.adapters.apytypes", raising=False)
    with pytest.raises(target.TargetError, match=r"pip install apytypes"):
        target.parse(APYTYPES).connect(Limits()).open()


@pytest.mark.usefixtures("needs_apytypes")
def test_apytypes_deviates_where_its_expectations_say_and_nowhere_else() -> None:
    expectations = load_expectations(EXPECTATIONS)
    judged, results = run(expectations)
    assert (judged.exit_code, judged.stale) == (CONFORMS, [])
    known = {result.deviation for result in results if result.verdict is Verdict.KNOWN}
    assert known == set(expectations.deviations)


@pytest.mark.usefixtures("needs_apytypes")
def test_apytypes_does_not_conform_without_its_expectations() -> None:
    judged, results = run(Expectations())
    assert judged.exit_code == DEVIATES
    failed = {result.case.operation for result in results if result.verdict is Verdict.FAIL}
    assert failed == {"numbers.convert", "numbers.div", "numbers.less_than", "numbers.round"}


@pytest.mark.usefixtures("needs_apytypes")
def test_the_faults_of_apytypes_are_its_own() -> None:
    """Given a format that fills its machine words, no code of ours in between.

    When the largest value is rounded up, and when a larger one is saturated, then the answers are
    wrong; one bit less, and one bit more, are right.
    """
    from apytypes import APyFixed, OverflowMode, QuantizationMode

    def rounds_up(integer_bits: int) -> bool:
        largest = APyFixed((1 << (integer_bits + 31)) - 1, int_bits=integer_bits, frac_bits=32)
        rounded = largest.cast(integer_bits + 1, 0, QuantizationMode.TIES_AWAY)
        return bool(rounded.to_bits() == 1 << (integer_bits - 1))

    def saturates(to: int) -> bool:
        large = APyFixed((1 << 63) - 1, int_bits=48, frac_bits=16)
        held = large.cast(to, 32, overflow=OverflowMode.SAT)
        return bool(held.to_bits() == (1 << (to + 31)) - 1)

    assert (rounds_up(31), rounds_up(32)) == (True, False)
    assert (saturates(33), saturates(32)) == (True, False)
