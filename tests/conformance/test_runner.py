"""A run asks every selected case, whatever the adapter does, and says what that was worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    Crash,
    Desync,
    Ok,
    Outcome,
    Reject,
    Timeout,
    Unsupported,
)
from taospec_conformance.asking.protocol import UnsupportedError
from taospec_conformance.asking.selection import Selection
from taospec_conformance.asking.target import Target
from taospec_conformance.asking.transports.inprocess import InProcessConnection
from taospec_conformance.judging.expectations import Deviation, Expectations
from taospec_conformance.judging.verdict import (
    ADAPTER_BROKEN,
    CONFORMS,
    DEVIATES,
    NOTHING_RAN,
    CaseResult,
    Verdict,
    compare,
    exit_code,
)
from taospec_conformance.reference import Reference
from taospec_conformance.runner import Run
from taospec_vectors.format import Case, VectorFile

Execute = Callable[[str, str, Mapping[str, Any]], Any]


def adapter(execute: Execute, said: Mapping[str, Any] | None = None) -> Target:
    """A target whose answers a function gives; it counts how often it was started."""

    class Stub(Reference):
        def describe(self) -> dict[str, Any]:
            return {**super().describe(), **(said or {})}

        def execute(self, fork: str, operation: str, given: Mapping[str, Any]) -> Any:
            return execute(fork, operation, given)

    return Target("python:stub:Stub", lambda limits: InProcessConnection(Stub, limits))


def right(fork: str, operation: str, given: Mapping[str, Any]) -> Any:
    return Reference().execute(fork, operation, given)


def finished(run: Run) -> list[CaseResult]:
    return list(run.results())


def test_the_reference_conforms(files: Sequence[VectorFile]) -> None:
    run = Run(target.parse("reference"), files)
    results = finished(run)
    assert run.exit_code == CONFORMS
    assert run.counts == {Verdict.PASS: 12}
    assert len(results) == 12
    assert run.seconds > 0


def test_the_reference_conforms_through_a_pipe(files: Sequence[VectorFile]) -> None:
    run = Run(target.parse("stdio:taospec serve"), files)
    assert {result.verdict for result in finished(run)} == {Verdict.PASS}
    assert run.description is not None
    assert run.description.adapter.name == "taospec reference model"
    assert run.exit_code == CONFORMS


def test_a_wrong_answer_deviates(files: Sequence[VectorFile]) -> None:
    run = Run(adapter(lambda *_: {"ok": {"emission": "1000000000"}}), files)
    verdicts = {result.case.slug: result.verdict for result in finished(run)}
    assert verdicts == {
        "floors-minus-one-and-a-half": Verdict.FAIL,
        "from-nothing": Verdict.PASS,
        "first-threshold-reached": Verdict.FAIL,
    }
    assert run.exit_code == DEVIATES


def test_only_the_forks_and_operations_that_are_claimed_are_asked(
    files: Sequence[VectorFile],
) -> None:
    asked: list[tuple[str, str]] = []

    def note(fork: str, operation: str, given: Mapping[str, Any]) -> Any:
        asked.append((fork, operation))
        return right(fork, operation, given)

    said = {"forks": ["dereg"], "operations": ["numbers.mul"]}
    run = Run(adapter(note, said), files)
    results = finished(run)
    assert asked == [("dereg", "numbers.mul")]
    assert [(result.case.operation, result.verdict) for result in results] == [
        ("numbers.mul", Verdict.PASS),
        ("supply.block_emission", Verdict.UNSUPPORTED),
        ("supply.block_emission", Verdict.UNSUPPORTED),
    ]
    assert run.exit_code == CONFORMS


def test_a_claimed_operation_that_is_missing_is_a_failure(files: Sequence[VectorFile]) -> None:
    def refuse(_fork: str, _operation: str, _given: Mapping[str, Any]) -> Any:
        raise UnsupportedError("not yet")

    run = Run(adapter(refuse), files)
    results = finished(run)
    assert {result.verdict for result in results} == {Verdict.FAIL}
    assert results[0].outcome == Unsupported("not yet")
    assert run.exit_code == DEVIATES


@pytest.mark.parametrize(
    "said", [{"operations": []}, {"forks": []}, {"forks": ["merge"]}, {"operations": ["no.such"]}]
)
def test_a_run_that_asks_nothing_is_no_success(
    files: Sequence[VectorFile], said: dict[str, Any]
) -> None:
    run = Run(adapter(right, said), files)
    assert {result.verdict for result in finished(run)} <= {Verdict.UNSUPPORTED}
    assert run.exit_code == NOTHING_RAN


def test_a_selection_that_is_empty_is_no_success(files: Sequence[VectorFile]) -> None:
    run = Run(adapter(right), files, Selection(ids=("nothing",)))
    assert finished(run) == []
    assert run.exit_code == NOTHING_RAN


def test_a_crash_is_an_outcome_and_the_run_goes_on(files: Sequence[VectorFile]) -> None:
    """Given an adapter that dies over one case, all the others are asked of a fresh one."""

    def die(fork: str, operation: str, given: Mapping[str, Any]) -> Any:
        if given.get("total_issuance") == "0":
            raise RuntimeError("division by zero")
        return right(fork, operation, given)

    run = Run(adapter(die), files)
    results = finished(run)
    assert len(results) == 12
    failed = [result for result in results if result.verdict is Verdict.FAIL]
    assert {result.case.slug for result in failed} == {"from-nothing"}
    assert isinstance(failed[0].outcome, Crash)
    assert run.broken is None
    assert run.exit_code == DEVIATES


def test_an_adapter_that_always_dies_is_given_up(files: Sequence[VectorFile]) -> None:
    asked = []

    def die(_fork: str, _operation: str, _given: Mapping[str, Any]) -> Any:
        asked.append(1)
        raise RuntimeError("no")

    run = Run(adapter(die), files, limits=Limits(restarts=3))
    results = finished(run)
    assert len(asked) == 4
    assert len(results) == 12
    assert {result.verdict for result in results} == {Verdict.FAIL}
    assert results[3].outcome.kind == "crash"
    assert results[4].outcome == Crash("not asked: started again 3 times already, given up")
    assert run.exit_code == ADAPTER_BROKEN


@pytest.mark.parametrize(("every", "failed", "given_up"), [(40, 10, False), (10, 364, True)])
def test_restarts_are_counted_per_hundred_cases(
    make_emission_case: Callable[..., Case], every: int, failed: int, given_up: bool
) -> None:
    """Given an adapter that dies over one case in so many, it is given up if they are too many."""
    count = [0]

    def die(fork: str, operation: str, given: Mapping[str, Any]) -> Any:
        count[0] += 1
        if count[0] % every == 0:
            raise RuntimeError("no")
        return right(fork, operation, given)

    expect = {"ok": {"emission": "1000000000"}}
    cases = tuple(make_emission_case(f"n{n}", n, expect) for n in range(100))
    path, first = PurePosixPath("supply/block_emission.yaml"), cases[0]
    file = VectorFile(path, first.operation, first.forks, cases)
    run = Run(adapter(die), [file], limits=Limits(restarts=3))
    finished(run)
    assert run.counts[Verdict.FAIL] == failed
    assert run.exit_code == (ADAPTER_BROKEN if given_up else DEVIATES)


def test_an_adapter_that_does_not_come_up_again_goes_on_failing(
    files: Sequence[VectorFile], program: Callable[[str], str], tmp_path: Path
) -> None:
    mark = tmp_path / "was-here"
    source = f"""
if os.path.exists({str(mark)!r}):
    sys.exit("port is still taken")
open({str(mark)!r}, "w").close()
converse(lambda m: os._exit(1))
"""
    run = Run(target.parse(program(source)), files, limits=Limits(restarts=2))
    first, second, third, fourth, *_ = (result.outcome for result in finished(run))
    assert first == Crash("exited with code 1")
    assert second == third == Crash("exited with code 1", "port is still taken\n")
    assert fourth == Crash("not asked: started again 2 times already, given up")
    assert run.exit_code == ADAPTER_BROKEN


def test_an_adapter_that_does_not_come_up_is_broken(
    files: Sequence[VectorFile], program: Callable[[str], str]
) -> None:
    run = Run(target.parse(program("sys.exit(7)")), files)
    assert finished(run) == []
    assert run.broken == Crash("exited with code 7")
    assert run.description is None
    assert run.questions() == []
    assert run.exit_code == ADAPTER_BROKEN


def test_the_adapter_is_ended_when_nobody_wants_more_results(files: Sequence[VectorFile]) -> None:
    run = Run(target.parse("stdio:taospec serve"), files)
    results = run.results()
    next(results)
    results.close()
    assert run.seconds > 0
    with pytest.raises(StopIteration):
        next(results)


def test_cases_after_the_deadline_are_timeouts(files: Sequence[VectorFile]) -> None:
    run = Run(adapter(right), files, deadline=1e-9)
    results = finished(run)
    assert len(results) == 12
    assert {result.outcome for result in results} == {
        Timeout("not asked: the run's 1e-09 s are over")
    }
    assert run.exit_code == DEVIATES


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), 1e10, 0.0, -1.0])
def test_a_deadline_that_is_none_is_refused(files: Sequence[VectorFile], seconds: float) -> None:
    with pytest.raises(TaospecError, match=r"deadline of .* seconds: expected more than 0"):
        Run(adapter(right), files, deadline=seconds)


def test_an_answer_that_comes_again_is_held_against_its_case(
    files: Sequence[VectorFile], program: Callable[[str], str]
) -> None:
    """Given one answer of twelve sent again three questions later, that case is told anew."""
    source = """
number = 0
def execute(m):
    global number, second
    number += 1
    if number == 2:
        second = m
    if number == 5:
        reply(second, {"ok": {"emission": "1000000000"}})
    reply(m, {"ok": {"emission": "1000000000"}})
converse(execute)
"""
    run = Run(target.parse(program(source)), files, Selection(ids=("*from-nothing", "*first-*")))
    results = finished(run)
    [again] = [result for result in results if result.instead_of]
    assert len(results) == 9
    assert (again.case.id, again.fork) == (results[1].case.id, results[1].fork)
    assert again.outcome == Desync("was answered again, later")
    assert (again.instead_of, again.verdict) == (results[1].verdict, Verdict.FAIL)
    assert sum(run.counts.values()) == 8


def test_expectations_are_applied_and_must_not_be_stale(files: Sequence[VectorFile]) -> None:
    wrong = adapter(lambda *_: {"ok": {"emission": "1000000000"}})
    first = Deviation("*.first-*", "mismatch", "one rao late")
    product = Deviation("numbers.*", "mismatch", "no fixed point")
    run = Run(wrong, files, expectations=Expectations((first, product)))
    finished(run)
    assert run.counts == {Verdict.PASS: 4, Verdict.KNOWN: 8}
    assert run.exit_code == CONFORMS
    stale = Deviation("staking.*", "mismatch", "gone")
    run = Run(wrong, files, expectations=Expectations((first, product, stale)))
    finished(run)
    assert run.stale == [stale]
    assert run.exit_code == DEVIATES


def test_an_entry_outside_the_selection_is_not_stale(files: Sequence[VectorFile]) -> None:
    wrong = adapter(lambda *_: {"ok": {"emission": "1000000000"}})
    known = Expectations((Deviation("numbers.*", "mismatch", "no fixed point"),))
    run = Run(wrong, files, Selection(ids=("*from-nothing",)), expectations=known)
    finished(run)
    assert (run.stale, run.exit_code) == ([], CONFORMS)


@pytest.mark.parametrize(
    ("expect", "outcome", "said"),
    [
        ({"ok": {"emission": "1"}}, Ok({"emission": "1"}), None),
        ({"reject": {"code": "Overflow"}}, Reject("Overflow", "anything"), None),
        ({"ok": {"emission": "1"}}, Ok({"emission": "2"}), ("emission", "1", "2", "")),
        ({"ok": {"emission": "1"}}, Reject("Overflow"), ("", "ok", "reject Overflow", "")),
        (
            {"ok": {"emission": "1"}},
            Reject("NoThankYou"),
            ("", "ok", "reject NoThankYou", "no code of spec/rejections.yaml"),
        ),
        ({"reject": {"code": "Overflow"}}, Ok({}), ("", "reject Overflow", "ok", "")),
        (
            {"reject": {"code": "Overflow"}},
            Reject("DivisionByZero"),
            ("reject.code", "Overflow", "DivisionByZero", ""),
        ),
        (
            {"reject": {"code": "Overflow"}},
            Reject("overflow"),
            ("reject.code", "Overflow", "overflow", "no code of spec/rejections.yaml"),
        ),
        ({"ok": {"emission": "1"}}, Crash("exited"), None),
    ],
)
def test_outcomes_against_expectations(
    make_emission_case: Callable[..., Case],
    expect: dict[str, Any],
    outcome: Outcome,
    said: tuple[str, str, str, str] | None,
) -> None:
    comparison = compare(make_emission_case("x", 0, expect), outcome)
    if said is None:
        assert comparison is None
    else:
        assert comparison is not None
        first = comparison.first
        assert (first.path, first.expected, first.got, first.note) == said


@pytest.mark.parametrize(
    ("counts", "broken", "stale", "violated", "code"),
    [
        ({Verdict.PASS: 1}, None, [], False, CONFORMS),
        ({Verdict.KNOWN: 1}, None, [], False, CONFORMS),
        ({Verdict.PASS: 1, Verdict.FAIL: 1}, None, [], False, DEVIATES),
        ({Verdict.PASS: 1, Verdict.UNEXPECTED_PASS: 1}, None, [], False, DEVIATES),
        ({Verdict.PASS: 1, Verdict.FAIL: 0}, None, [], False, CONFORMS),
        ({Verdict.PASS: 1}, None, [Deviation("*", "crash", "r")], False, DEVIATES),
        ({Verdict.PASS: 1}, None, [], True, DEVIATES),
        ({Verdict.PASS: 1}, Crash("gone"), [], False, ADAPTER_BROKEN),
        ({Verdict.UNSUPPORTED: 5}, None, [], False, NOTHING_RAN),
        ({}, None, [], False, NOTHING_RAN),
    ],
)
def test_exit_codes(
    counts: dict[Verdict, int],
    broken: Crash | None,
    stale: list[Deviation],
    violated: bool,
    code: int,
) -> None:
    assert exit_code(counts, broken, stale, violated) == code
