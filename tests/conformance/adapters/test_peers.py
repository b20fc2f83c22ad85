"""Other people's packages, held to the vectors as they are; skipped where one is not installed."""

from __future__ import annotations

import os
import sys
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from random import Random
from typing import Any

import pytest

import taospec_conformance
from taospec.examples.consensus import epoch
from taospec.operations.catalogue import execute
from taospec.timeline import until
from taospec_conformance.adapters import float_epoch
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.selection import Selection
from taospec_conformance.judging.bands import load_bands
from taospec_conformance.judging.expectations import Expectations, load_expectations
from taospec_conformance.judging.verdict import CONFORMS, DEVIATES, CaseResult, Verdict
from taospec_conformance.runner import Run
from taospec_vectors.load import load_all

ADAPTERS = Path(taospec_conformance.__file__).parent / "adapters"
APYTYPES = "python:taospec_conformance.adapters.apytypes:ApyTypes"
EXPECTATIONS = ADAPTERS / "apytypes.expectations.yaml"
YUMA_SIMULATION = "python:taospec_conformance.adapters.yuma_simulation:YumaSimulation"
YUMA_EXPECTATIONS = ADAPTERS / "yuma_simulation.expectations.yaml"
YUMA_BANDS = ADAPTERS / "yuma_simulation.bands.yaml"
CHECKOUT = "TAOSPEC_YUMA_SIMULATION"


@pytest.fixture
def needs_apytypes() -> None:
    """The faults it lists are those of one release; the next may have repaired them."""
    pytest.importorskip("apytypes", reason="not installed: pip install apytypes==0.5.1")
    if version("apytypes") != "0.5.1":
        pytest.skip("its deviations are listed for apytypes 0.5.1")


def run(expectations: Expectations) -> tuple[Run, list[CaseResult]]:
    limits = Limits(case_timeout=60.0)
    run = Run(target.parse(APYTYPES), load_all(), limits=limits, expectations=expectations)
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


@pytest.fixture
def needs_yuma_simulation() -> None:
    """It is on no package index, and torch is heavy: only who wants to know has both."""
    if CHECKOUT not in os.environ:
        pytest.skip(f"{CHECKOUT} names no checkout of bactensor/yuma-simulation")
    pytest.importorskip("torch", reason="not installed: pip install torch")


@pytest.mark.parametrize("folder", [None, "nowhere"])
def test_a_missing_checkout_is_named(monkeypatch: pytest.MonkeyPatch, folder: str | None) -> None:
    monkeypatch.delitem(sys.modules, YUMA_SIMULATION.split(":")[1], raising=False)
    monkeypatch.delenv(CHECKOUT, raising=False)
    if folder:
        monkeypatch.setenv(CHECKOUT, folder)
    with pytest.raises(target.TargetError, match=rf"{CHECKOUT} must name a checkout of https://"):
        target.parse(YUMA_SIMULATION).connect(Limits()).open()


def test_a_missing_torch_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "src" / "yuma_simulation").mkdir(parents=True)
    monkeypatch.setenv(CHECKOUT, str(tmp_path))
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, YUMA_SIMULATION.split(":")[1], raising=False)
    with pytest.raises(target.TargetError, match="pip install torch"):
        target.parse(YUMA_SIMULATION).connect(Limits()).open()


def test_what_yuma_simulation_cannot_be_asked_is_listed_and_nothing_else() -> None:
    """Needs neither it nor torch: which questions it can be put is known from the questions."""
    expectations = load_expectations(YUMA_EXPECTATIONS)
    listed, expected, asked = {}, {}, []
    selection = Selection(
        operations=("consensus.epoch", "consensus.epochs"), forks=tuple(until("authorfee"))
    )
    for case, fork in selection.questions(load_all()):
        asked.append((case.id, fork))
        if case.operation == "consensus.epoch":
            entry = expectations.entry(case.id, fork)
            if entry and entry.outcome == "unsupported":
                listed[case.id, fork] = entry.reason
            if reason := float_epoch.inexpressible(case.given, fork):
                expected[case.id, fork] = reason
    assert listed == expected
    assert expectations.stale(asked) == []


@pytest.mark.usefixtures("needs_yuma_simulation")
def test_yuma_simulation_deviates_where_its_expectations_say_and_nowhere_else() -> None:
    run = Run(
        target.parse(YUMA_SIMULATION),
        load_all(),
        expectations=load_expectations(YUMA_EXPECTATIONS),
        bands=load_bands(YUMA_BANDS),
    )
    verdicts = {result.verdict for result in run.results()}
    assert (run.exit_code, run.stale) == (CONFORMS, [])
    assert verdicts == {Verdict.PASS, Verdict.KNOWN, Verdict.UNSUPPORTED}


@pytest.mark.usefixtures("needs_yuma_simulation")
def test_what_yuma_simulation_misses_in_yuma3_is_the_bonds_penalty() -> None:
    """Its validators' shares of a large dense first epoch, against the exact ones.

    Without penalty they agree to its float; with the chain's default they are off by percents.
    """
    adapter = target.make(YUMA_SIMULATION)

    def worst(penalty: int) -> Fraction:
        given = dense_epoch(penalty)
        ours = execute("dereg", "consensus.epoch", given)["ok"]["validator_emission"][:64]
        theirs = adapter.execute("dereg", "consensus.epoch", given)["ok"]["validator_emission"]
        pairs = zip(map(int, ours), map(Fraction, theirs[:64]), strict=True)
        return max(abs(their - our) / our for our, their in pairs)

    assert worst(0) < Fraction(4, 10**4)
    assert Fraction(4, 100) < worst(65535) < Fraction(7, 100)


def dense_epoch(penalty: int) -> dict[str, Any]:
    """A first epoch of 64 validators that all judge 192 miners."""
    rng, validators, n = Random(0), 64, 256  # noqa: S311 - the same epoch in every run
    row = range(validators, n)
    return epoch(
        rao=[rng.randrange(10**9, 10**12) for _ in range(validators)] + [0] * (n - validators),
        weights={i: [(j, rng.randrange(1, 65536)) for j in row] for i in range(validators)},
        bonds={},
        fork="dereg",
        max_allowed_validators=validators,
        bonds_penalty=penalty,
        yuma3=True,
        last_update=[900] * n,
        validator_permits=[uid < validators for uid in range(n)],
    )
