"""An adapter as a Python class in the runner's own process.

It is held to the same messages as any other: what it is given and what it answers pass through
JSON, so it cannot change a vector, and what it could not have sent over a pipe does not count.
"""

from __future__ import annotations

import json
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Any, Protocol

from taospec_conformance.asking import protocol
from taospec_conformance.asking.endings import Ended
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    AdapterFaultError,
    Crash,
    Fault,
    Outcome,
    Oversize,
    ProtocolError,
    Unsupported,
    timed_out,
)
from taospec_conformance.asking.text import printable, text_of, visible


class Adapter(Protocol):
    """What an in-process adapter has to be."""

    def describe(self) -> Mapping[str, Any]:
        """The result of `initialize`."""

    def execute(self, fork: str, operation: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """`{"ok": {…}}` or `{"reject": {"code": …, "detail": …}}`.

        Raises:
            UnsupportedError: the adapter has not this operation.
        """


class InProcessConnection:
    """Calls into an object, with the faults of an adapter told from those of the runner."""

    def __init__(self, make: Callable[[], Adapter], limits: Limits) -> None:
        self._make = make
        self._limits = limits
        self._adapter: Adapter | None = None
        self._checked = b""

    @property
    def is_open(self) -> bool:
        """Whether the next question can be asked."""
        return self._adapter is not None

    def open(self) -> protocol.Description:
        """Make the object and ask what it is."""
        with self._guarded("initialize", self._limits.start_timeout):
            self._adapter = self._make()
            sent = _sent(self._adapter.describe())
        try:
            return protocol.read_description(self._received(sent))
        except protocol.MessageError as error:
            raise AdapterFaultError(ProtocolError(str(error))) from None

    def ask(self, fork: str, operation: str, given: Mapping[str, Any]) -> Outcome:
        """Ask one question; every misbehaviour is an outcome, nothing is raised."""
        if self._adapter is None:
            return Crash("the adapter is closed")
        copy = self._copy_of(given)
        try:
            with self._guarded("execute", self._limits.case_timeout):
                sent = _sent(self._adapter.execute(fork, operation, copy))
            return protocol.read_answer(self._received(sent))
        except protocol.UnsupportedError as error:
            return Unsupported(printable(text_of(error)))
        except protocol.MessageError as error:
            return ProtocolError(str(error))
        except AdapterFaultError as failure:
            self._adapter = None
            return failure.fault

    def settle(self) -> Fault | None:
        """A call returns once."""
        return None

    def repeated(self) -> tuple[int, ...]:
        """A call returns once."""
        return ()

    def close(self) -> Fault | None:
        """Forget the object."""
        self._adapter = None
        return None

    def _copy_of(self, given: Mapping[str, Any]) -> Any:
        """What a pipe would carry, checked once for all forks that are asked the same.

        Each question gets a copy of its own: an adapter cannot change what the next fork is given.
        """
        raw = protocol.encode(given)
        if raw == self._checked:
            return json.loads(raw)
        copy, self._checked = protocol.decode(raw), raw
        return copy

    def _received(self, sent: bytes) -> Any:
        if len(sent) > self._limits.max_message:
            reason = f"more than {self._limits.max_message} bytes in one message"
            raise AdapterFaultError(Oversize(reason))
        return protocol.decode(sent)

    @contextmanager
    def _guarded(self, what: str, seconds: float) -> Iterator[None]:
        try:
            with _alarm(seconds):
                yield
        except (protocol.UnsupportedError, protocol.MessageError, KeyboardInterrupt, Ended):
            raise
        except _ExpiredError:
            raise AdapterFaultError(timed_out(seconds, what)) from None
        except BaseException as error:  # a panic of a Rust core is no `Exception`
            reason = printable(f"{type(error).__name__}: {text_of(error)}")
            most = self._limits.stderr_tail
            trace = visible(_trace_of(error)[-most:], most)
            raise AdapterFaultError(Crash(reason, trace)) from None


class _ExpiredError(BaseException):
    """Not an Exception: an adapter that swallows those must not swallow this."""


def _sent(value: Any) -> bytes:
    """What would travel over a pipe; nothing that JSON does not have is made to fit.

    Raises:
        MessageError: it holds something that JSON does not have.
    """
    try:
        return json.dumps(value, allow_nan=False, ensure_ascii=False).encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise protocol.MessageError(printable(f"not a JSON value: {text_of(error)}")) from None


def _trace_of(error: BaseException) -> str:
    try:
        return "".join(traceback.format_exception(error))
    except BaseException:
        return ""


# Where the end comes while Python collects what is dead, it is passed over, and comes again.
_AGAIN = 1.0


def _expire(_signal: int, _frame: FrameType | None) -> None:
    raise _ExpiredError


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Interrupt the block after so many seconds, where the platform and the thread allow it.

    A timer that somebody else has set stays theirs, and the block runs without one.
    """
    if threading.current_thread() is not threading.main_thread() or _timer_in_use():
        yield
        return
    before = signal.signal(signal.SIGALRM, _expire)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _timer_in_use() -> bool:
    return signal.getitimer(signal.ITIMER_REAL)[0] > 0
