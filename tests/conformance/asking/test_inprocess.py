"""A class in the runner's process is held to the same messages, and its faults are its own."""

from __future__ import annotations

import decimal
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import pytest

from taospec_conformance.asking import protocol
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    AdapterFaultError,
    Crash,
    Ok,
    Outcome,
    Oversize,
    ProtocolError,
    Reject,
    Timeout,
    Unsupported,
)
from taospec_conformance.asking.protocol import UnsupportedError
from taospec_conformance.asking.transports.inprocess import InProcessConnection
from taospec_conformance.reference import Reference

Execute = Callable[[Mapping[str, Any]], Any]


class Stub(Reference):
    """The reference's description, and any behaviour."""

    def __init__(self, behave: Execute) -> None:
        self._behave = behave

    def execute(self, _fork: str, _operation: str, given: Mapping[str, Any]) -> Any:
        """What the test wants."""
        return self._behave(given)


def outcome_of(behave: Execute, given: Mapping[str, Any] | None = None) -> Outcome:
    connection = InProcessConnection(lambda: Stub(behave), Limits(case_timeout=0.1))
    connection.open()
    outcome = connection.ask("dereg", "numbers.mul", given or {})
    answered = isinstance(outcome, Ok | Reject | Unsupported | ProtocolError)
    assert connection.is_open is answered
    return outcome


def test_answers_pass() -> None:
    assert outcome_of(lambda given: {"ok": dict(given)}, {"a": "1"}) == Ok({"a": "1"})
    assert outcome_of(lambda _: {"reject": {"code": "Overflow"}}) == Reject("Overflow")


def test_tuples_are_what_they_would_be_on_a_pipe() -> None:
    assert outcome_of(lambda _: {"ok": {"row": (1, (2, 3))}}) == Ok({"row": [1, [2, 3]]})


def test_an_adapter_cannot_change_a_vector() -> None:
    given = {"rows": [[1, 2]]}

    def spoil(given: Mapping[str, Any]) -> Any:
        given["rows"].clear()
        return {"ok": {}}

    assert outcome_of(spoil, given) == Ok({})
    assert given == {"rows": [[1, 2]]}


def test_a_given_is_checked_once_for_all_forks_and_each_gets_it_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An adapter that spoils what it is given in one fork spoils nothing for the next."""
    given: dict[str, Any] = {"rows": [[1, 2]]}
    checked: list[bytes] = []

    def noted(raw: bytes, decode: Callable[[bytes], Any] = protocol.decode) -> Any:
        checked.append(raw)
        return decode(raw)

    monkeypatch.setattr(protocol, "decode", noted)

    def spoil(given: Mapping[str, Any]) -> Any:
        answer = {"ok": {"rows": [*given["rows"]]}}
        given["rows"].clear()
        return answer

    connection = InProcessConnection(lambda: Stub(spoil), Limits())
    connection.open()
    for fork in ("dtao", "dereg", "flow"):
        assert connection.ask(fork, "numbers.mul", given) == Ok({"rows": [[1, 2]]})
    assert checked.count(protocol.encode(given)) == 1
    assert connection.ask("flow", "numbers.mul", {"rows": []}) == Ok({"rows": []})
    assert checked.count(b'{"rows":[]}') == 1


@pytest.mark.parametrize("answer", [None, "ok", {"ok": {"x": object()}}, {"ok": 1}])
def test_what_a_pipe_could_not_carry_is_a_protocol_error(answer: Any) -> None:
    assert isinstance(outcome_of(lambda _: answer), ProtocolError)


def test_an_operation_that_is_missing() -> None:
    def refuse(_given: Mapping[str, Any]) -> Any:
        raise UnsupportedError("not here")

    assert outcome_of(refuse) == Unsupported("not here")


def test_an_exception_is_a_crash_with_its_traceback() -> None:
    outcome = outcome_of(lambda given: {"ok": given["missing"]})
    assert isinstance(outcome, Crash)
    assert outcome.detail == "KeyError: 'missing'"
    assert outcome.stderr.endswith("KeyError: 'missing'\n")


def test_leaving_is_a_crash() -> None:
    def leave(_given: Mapping[str, Any]) -> Any:
        raise SystemExit(3)

    assert outcome_of(leave) == Crash("SystemExit: 3", outcome_of(leave).stderr)  # type: ignore[union-attr]  # a Fault has it


def test_endless_work_is_a_timeout() -> None:
    def work(_given: Mapping[str, Any]) -> Any:
        while True:
            with suppress(Exception):  # an adapter that swallows everything it can
                time.sleep(0.01)

    assert outcome_of(work) == Timeout("no answer to execute within 0.1 s")


def test_nobody_else_is_disturbed_by_the_timer() -> None:
    """Given a timer that somebody has set, the adapter runs without one and it goes on."""
    before = signal.signal(signal.SIGALRM, lambda *_: None)
    try:
        signal.setitimer(signal.ITIMER_REAL, 100)
        assert outcome_of(lambda _: {"ok": {}}) == Ok({})
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 90
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_a_class_that_cannot_be_made() -> None:
    def make() -> Reference:
        raise ValueError("no model file")

    connection = InProcessConnection(make, Limits())
    with pytest.raises(AdapterFaultError, match="crash: ValueError: no model file"):
        connection.open()
    assert not connection.is_open
    assert connection.ask("dereg", "numbers.mul", {}) == Crash("the adapter is closed")


def test_a_class_that_describes_itself_wrongly() -> None:
    class Vague(Reference):
        def describe(self) -> dict[str, Any]:
            return {"protocol": 1}

    with pytest.raises(AdapterFaultError, match="protocol_error: initialize: adapter: "):
        InProcessConnection(Vague, Limits()).open()


class PanicError(BaseException):
    """What a panic of a Rust core is through PyO3: no `Exception`."""


class Unspeakable(Exception):  # noqa: N818 - a stranger's
    """An exception that cannot say what it is."""

    def __str__(self) -> str:
        raise ZeroDivisionError


class Hostile(dict[str, Any]):
    """A dictionary that does not let itself be read."""

    def items(self) -> Any:
        """Panics."""
        raise PanicError("no")


def _raise(error: BaseException) -> Any:
    raise error


@pytest.mark.parametrize(
    ("behave", "detail"),
    [
        (lambda _: _raise(PanicError("index out of bounds")), "PanicError: index out of bounds"),
        (lambda _: _raise(Unspeakable()), "Unspeakable: cannot be shown"),
        (lambda _: _raise(GeneratorExit()), "GeneratorExit: "),
        (lambda _: _raise(SystemExit(3)), "SystemExit: 3"),
        (lambda _: Hostile(ok={}), "PanicError: no"),
    ],
)
def test_whatever_is_raised_is_a_crash(behave: Execute, detail: str) -> None:
    outcome = outcome_of(behave)
    assert isinstance(outcome, Crash)
    assert outcome.detail == detail


@pytest.mark.parametrize(
    "value",
    [decimal.Decimal(5), b"5", {1, 2}, object(), float("nan"), 10**5000, "\ud800"],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_json_is_not_made_to_fit(value: Any) -> None:
    outcome = outcome_of(lambda _: {"ok": {"bits": value}})
    assert isinstance(outcome, ProtocolError)
    assert outcome.detail.isprintable()
    assert len(outcome.detail) <= 200


def test_the_refusal_to_say_what_is_missing_is_unsupported() -> None:
    class SilentError(UnsupportedError):
        def __str__(self) -> str:
            raise PanicError

    assert outcome_of(lambda _: _raise(SilentError())) == Unsupported("cannot be shown")


def test_a_large_answer_is_oversize() -> None:
    connection = InProcessConnection(
        lambda: Stub(lambda _: {"ok": {"bits": "9" * 5000}}), Limits(max_message=1 << 12)
    )
    connection.open()
    outcome = connection.ask("dereg", "numbers.mul", {})
    assert outcome == Oversize("more than 4096 bytes in one message")
