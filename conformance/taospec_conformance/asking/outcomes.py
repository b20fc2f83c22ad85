"""What came back from an adapter: an answer, or one of the ways not to give one.

Only `Ok` and `Reject` are compared with an expectation. None of the others is ever a pass.
"""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

from taospec_conformance.asking.text import head, printable


@dataclass(frozen=True, slots=True)
class Ok:
    """The operation succeeded.

    Attributes:
        answer: the record that came back, in wire form, not validated.
    """

    kind: ClassVar[str] = "ok"
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reject:
    """A rule forbids the input.

    Attributes:
        code: what is compared.
        detail: what is only shown.
    """

    kind: ClassVar[str] = "reject"
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """The adapter says that it does not have the operation."""

    kind: ClassVar[str] = "unsupported"
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Not an answer.

    Attributes:
        detail: what happened, in one line.
        stderr: the end of what the adapter wrote to standard error.
    """

    kind: ClassVar[str]
    detail: str
    stderr: str = ""


class Timeout(Fault):
    """No answer within the time that it had."""

    __slots__ = ()
    kind = "timeout"


class Crash(Fault):
    """The adapter exited, was killed, closed the line or raised."""

    __slots__ = ()
    kind = "crash"


class ProtocolError(Fault):
    """Something came back that is not an answer of the protocol."""

    __slots__ = ()
    kind = "protocol_error"


class Oversize(Fault):
    """A message grew beyond the cap before it ended."""

    __slots__ = ()
    kind = "oversize"


class Desync(Fault):
    """An answer to another question than the one that was asked."""

    __slots__ = ()
    kind = "desync"


Outcome: TypeAlias = Ok | Reject | Unsupported | Fault
KINDS = (
    "ok",
    "reject",
    "unsupported",
    "timeout",
    "crash",
    "protocol_error",
    "oversize",
    "desync",
)


class AdapterFaultError(Exception):
    """Carries a fault from where it happened to where it is judged."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(f"{fault.kind}: {fault.detail}")


def timed_out(seconds: float, what: str, stderr: str = "") -> Timeout:
    """No answer to `what` within the seconds it had."""
    return Timeout(f"no answer to {what} within {seconds:g} s", stderr)


def exited(code: int | None, stderr: str = "", rest: bytes = b"") -> Crash:
    """The process is gone, or has closed its standard output.

    Args:
        code: exit code as `subprocess` gives it, negative for a signal; None while it still runs.
        stderr: the end of standard error.
        rest: an unfinished line that came before.
    """
    if code is None:
        how = "closed its standard output and kept running"
    elif code < 0:
        how = f"killed by {_signal_name(-code)}"
    else:
        how = f"exited with code {code}"
    after = f" after an unfinished line: {head(rest)}" if rest else ""
    return Crash(how + after, stderr)


def to_json(outcome: Outcome) -> dict[str, Any]:
    """The outcome as it stands in a result log."""
    match outcome:
        case Ok(answer):
            return {"kind": "ok", "ok": answer}
        case Reject(code, detail):
            return {"kind": "reject", "code": code, "detail": detail}
        case Unsupported(detail):
            return {"kind": "unsupported", "detail": detail}
        case Fault(detail, stderr):
            return {"kind": outcome.kind, "detail": detail, "stderr": stderr}


def from_json(wire: Any) -> Outcome:
    """The outcome that a result log holds.

    Raises:
        ValueError: it is none; one line says why.
    """
    if not isinstance(wire, Mapping):
        raise ValueError("expected an object")
    kind = wire.get("kind")
    if kind == "ok":
        if not isinstance(wire.get("ok"), Mapping):
            raise ValueError("ok: expected an object")
        return Ok(wire["ok"])
    if kind == "reject":
        return Reject(_text(wire, "code"), _text(wire, "detail", ""))
    if kind == "unsupported":
        return Unsupported(_text(wire, "detail", ""))
    if not isinstance(kind, str) or kind not in _FAULTS:
        raise ValueError(f"kind: expected one of {', '.join(KINDS)}")
    return _FAULTS[kind](_text(wire, "detail"), _text(wire, "stderr", ""))


def one_line(outcome: Outcome) -> str:
    """The outcome in one safe line for people; the content of an answer is not in it."""
    match outcome:
        case Ok():
            return "ok"
        case Reject(code, detail):
            return printable(f"reject {code}" + (f" ({detail})" if detail else ""))
        case Unsupported(detail):
            return printable("unsupported" + (f": {detail}" if detail else ""))
        case Fault(detail):
            return printable(f"{outcome.kind}: {detail}")


def _text(wire: Mapping[str, Any], name: str, otherwise: str | None = None) -> str:
    value = wire.get(name, otherwise)
    if not isinstance(value, str):
        raise ValueError(f"{name}: expected text")
    return value


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


_FAULTS = {fault.kind: fault for fault in (Timeout, Crash, ProtocolError, Oversize, Desync)}
