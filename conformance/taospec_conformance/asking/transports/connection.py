"""One conversation with one adapter, whatever carries it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, NoReturn, Protocol, TypeVar

from taospec_conformance.asking import protocol
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    AdapterFaultError,
    Desync,
    Fault,
    Outcome,
    Oversize,
    ProtocolError,
    Timeout,
    Unsupported,
)
from taospec_conformance.asking.text import head

Read = TypeVar("Read")
# The handshake is number 1, and the first question follows.
_FIRST = 2


class Connection(Protocol):
    """How the runner talks to an adapter. Most faults close it, and it is not opened again."""

    @property
    def is_open(self) -> bool:
        """Whether the next question can be asked."""

    def open(self) -> protocol.Description:
        """Start the adapter and shake hands.

        Raises:
            AdapterFaultError: it did not come up.
        """

    def ask(self, fork: str, operation: str, given: Mapping[str, Any]) -> Outcome:
        """Ask one question; every misbehaviour is an outcome, nothing is raised."""

    def settle(self) -> Fault | None:
        """What came beyond the answer to the last question; such an adapter is ended."""

    def repeated(self) -> tuple[int, ...]:
        """Which of its questions, counted from 0, were answered again since this was last asked."""

    def close(self) -> Fault | None:
        """End the adapter and everything it started. May be called twice.

        Returns:
            What went wrong with the goodbye, if something did; nobody is judged by it.
        """


class Heard(NamedTuple):
    """A message that came.

    Attributes:
        raw: its bytes.
        early: why it cannot be the answer to the question, however it looks; or "".
    """

    raw: bytes
    early: str = ""


class Channel(Protocol):
    """What carries messages as bytes: a pipe or a socket."""

    def start(self) -> None:
        """Reach the adapter."""

    def exchange(self, message: bytes, seconds: float, what: str) -> Iterator[Heard]:
        """Send one message and give on those that come, as long as they are wanted.

        Raises:
            AdapterFaultError: none came in time, or something else than messages.
        """

    def rest(self) -> Iterator[bytes]:
        """What has come that was not asked for, message by message; the last may be a part."""

    def stderr(self) -> str:
        """The end of what the adapter wrote to standard error, as far as it can be known."""

    def stop(self, seconds: float) -> None:
        """Give the adapter so long to end by itself, then end it."""


class MessageConnection:
    """A conversation in the messages of the protocol over a channel."""

    def __init__(self, channel: Channel, limits: Limits) -> None:
        self._channel = channel
        self._limits = limits
        self._number = 0
        self._repeated: list[int] = []
        self._open = False

    @property
    def is_open(self) -> bool:
        """Whether the next question can be asked."""
        return self._open

    def open(self) -> protocol.Description:
        """Start the adapter and shake hands."""
        params = {"protocol": protocol.PROTOCOL, "runner": protocol.RUNNER}
        try:
            self._channel.start()
            self._open = True
            reply = self._call("initialize", params, self._limits.start_timeout)
            if isinstance(reply, protocol.ErrorReply):
                self._fail(ProtocolError(f"initialize: {reply}", self._channel.stderr()))
            return self._checked(protocol.read_description, reply)
        except BaseException:  # also a Ctrl-C: nothing that was started may stay
            self._abort()
            raise

    def ask(self, fork: str, operation: str, given: Mapping[str, Any]) -> Outcome:
        """Ask one question; every misbehaviour is an outcome, nothing is raised."""
        params = {"fork": fork, "operation": operation, "given": given}
        try:
            reply = self._call("execute", params, self._limits.case_timeout)
            if isinstance(reply, protocol.ErrorReply):
                if reply.code == protocol.UNSUPPORTED:
                    return Unsupported(reply.message)
                return ProtocolError(str(reply), self._channel.stderr())
            return self._checked(protocol.read_answer, reply)
        except AdapterFaultError as failure:
            self._abort()
            return failure.fault

    def settle(self) -> Fault | None:
        """What came beyond the answer to the last question; such an adapter is ended."""
        if not self._open:
            return None
        try:
            for raw in self._channel.rest():
                if not self._is_known(raw):
                    reason = f"something came after the answer: {head(raw)}"
                    self._fail(Desync(reason, self._channel.stderr()))
        except AdapterFaultError as failure:
            self._abort()
            return failure.fault
        return None

    def repeated(self) -> tuple[int, ...]:
        """Which of its questions were answered again since this was last asked."""
        numbers, self._repeated = self._repeated, []
        return tuple(number - _FIRST for number in numbers)

    def close(self) -> Fault | None:
        """Say goodbye, then end the adapter."""
        if not self._open:
            return None
        self._open = False
        try:
            reply = self._call("shutdown", None, self._limits.stop_timeout)
            if isinstance(reply, protocol.ErrorReply):
                return ProtocolError(f"shutdown: {reply}")
            return None
        except AdapterFaultError as failure:
            return failure.fault
        finally:
            self._channel.stop(self._limits.stop_timeout)

    def _abort(self) -> None:
        self._open = False
        self._channel.stop(0)

    def _call(self, method: str, params: Mapping[str, Any] | None, seconds: float) -> Any:
        self._number += 1
        message = protocol.request(self._number, method, params)
        if len(message) > self._limits.max_message:
            self._fail(Oversize(f"the question itself is {len(message)} bytes"))
        before = list(self._repeated)
        try:
            for heard in self._channel.exchange(message, seconds, method):
                reply = self._decoded(heard)
                if not self._is_repetition(reply):
                    return self._read_reply(reply, heard)
        except AdapterFaultError as failure:
            if isinstance(failure.fault, Timeout) and len(self._repeated) > len(before):
                # More likely a wrong number on the answer to this question than a repetition.
                other, self._repeated = self._repeated[-1], before
                reason = f"question {self._number} was answered with id {other} only"
                self._fail(Desync(reason, failure.fault.stderr))
            raise
        return self._fail(Desync("only another question was answered", self._channel.stderr()))

    def _decoded(self, heard: Heard) -> Any:
        try:
            return protocol.decode(heard.raw)
        except protocol.MessageError as error:
            if heard.early:
                self._fail(Desync(f"{heard.early}: {head(heard.raw)}", self._channel.stderr()))
            self._fail(ProtocolError(f"{error}; got {head(heard.raw)}", self._channel.stderr()))

    def _is_repetition(self, message: Any) -> bool:
        """Whether a message answers a question that has had its answer; it is noted then."""
        number = protocol.answered_by(message)
        if number is None or not _FIRST <= number < self._number:
            return False
        self._repeated.append(number)
        return True

    def _is_known(self, raw: bytes) -> bool:
        try:
            return self._is_repetition(protocol.decode(raw))
        except protocol.MessageError:
            return False

    def _read_reply(self, reply: Any, heard: Heard) -> Any:
        if heard.early:
            self._fail(Desync(f"{heard.early}: {head(heard.raw)}", self._channel.stderr()))
        try:
            return protocol.read_reply(reply, self._number)
        except protocol.WrongIdError as error:
            self._fail(Desync(str(error), self._channel.stderr()))
        except protocol.MessageError as error:
            self._fail(ProtocolError(f"{error}; got {head(heard.raw)}", self._channel.stderr()))

    def _checked(self, read: Callable[[Any], Read], value: Any) -> Read:
        try:
            return read(value)
        except protocol.MessageError as error:
            self._fail(ProtocolError(str(error), self._channel.stderr()))

    def _fail(self, fault: Fault) -> NoReturn:
        raise AdapterFaultError(fault) from None
