"""An in-process adapter behind a pipe or a socket: the other side of the protocol.

`taospec serve` puts the reference model there, so that the suite can run against itself through a
real transport, and a program in any language can ask the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from taospec.errors import MalformedInputError, TaospecError
from taospec_conformance.asking import protocol
from taospec_conformance.asking.endings import Ended
from taospec_conformance.asking.text import printable, text_of
from taospec_conformance.asking.transports.inprocess import Adapter

MAX_MESSAGE = 16 * 1024 * 1024


class _RefusedError(Exception):
    """The question gets a JSON-RPC error."""

    def __init__(self, code: int, message: str, **data: Any) -> None:
        self.code = code
        self.data = data
        super().__init__(message)


class Server:
    """Answers one message at a time; whatever comes in, something proper goes out.

    Attributes:
        stopped: whether `shutdown` has been asked.
    """

    def __init__(self, adapter: Adapter) -> None:
        self._adapter = adapter
        self.stopped = False
        self._methods: dict[str, Callable[[Mapping[str, Any]], Any]] = {
            "initialize": self._initialize,
            "execute": self._execute,
            "shutdown": self._shutdown,
        }

    def answer(self, raw: bytes) -> bytes | None:
        """The reply to one message; None to a notification, which wants none."""
        try:
            message = protocol.decode(raw)
        except protocol.MessageError as error:
            return protocol.encode(protocol.error(None, protocol.PARSE_ERROR, str(error)))
        number = message.get("id") if isinstance(message, dict) else None
        if not isinstance(number, int | str | None) or isinstance(number, bool):
            number = None
        try:
            reply = protocol.result(number, self._call(message))
        except _RefusedError as refused:
            reply = protocol.error(number, refused.code, str(refused), **refused.data)
        if isinstance(message, dict) and "id" not in message and "error" not in reply:
            return None
        try:
            return protocol.encode(reply)
        except protocol.MessageError as error:  # the adapter's answer is none
            return protocol.encode(protocol.error(number, protocol.INTERNAL_ERROR, str(error)))

    def _call(self, message: Any) -> Any:
        if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
            raise _RefusedError(
                protocol.INVALID_REQUEST, 'a message is an object with "jsonrpc": "2.0"'
            )
        method = message.get("method")
        if not isinstance(method, str):
            raise _RefusedError(protocol.INVALID_REQUEST, '"method" must be text')
        if method not in self._methods:
            reason = printable(f"unknown method {method!r}")
            raise _RefusedError(protocol.METHOD_NOT_FOUND, reason)
        params = message.get("params", {})
        if not isinstance(params, dict):
            raise _RefusedError(protocol.INVALID_PARAMS, "params: expected an object")
        return self._methods[method](params)

    def _initialize(self, params: Mapping[str, Any]) -> Any:
        if params.get("protocol") != protocol.PROTOCOL:
            reason = f"protocol: expected {protocol.PROTOCOL}"
            raise _RefusedError(protocol.INVALID_PARAMS, reason)
        try:
            return self._adapter.describe()
        except (KeyboardInterrupt, Ended):
            raise
        except BaseException as error:
            reason = printable(f"{type(error).__name__}: {text_of(error)}")
            raise _RefusedError(protocol.INTERNAL_ERROR, reason) from None

    def _execute(self, params: Mapping[str, Any]) -> Any:
        fork = _field(params, "fork", str, "text")
        operation = _field(params, "operation", str, "text")
        given = _field(params, "given", dict, "an object")
        try:
            return self._adapter.execute(fork, operation, given)
        except protocol.UnsupportedError as error:
            raise _RefusedError(protocol.UNSUPPORTED, printable(text_of(error))) from None
        except MalformedInputError as error:
            problems = [{"path": path, "message": text} for path, text in error.problems]
            reason = printable(f"given: {error}", 400)
            raise _RefusedError(protocol.INVALID_PARAMS, reason, problems=problems[:20]) from None
        except TaospecError as error:
            raise _RefusedError(protocol.INVALID_PARAMS, printable(text_of(error), 400)) from None
        except (KeyboardInterrupt, Ended):
            raise
        except BaseException as error:  # a fault of the adapter must not end the service
            reason = printable(f"{type(error).__name__}: {text_of(error)}")
            raise _RefusedError(protocol.INTERNAL_ERROR, reason) from None

    def _shutdown(self, _params: Mapping[str, Any]) -> None:
        self.stopped = True


def serve_stdio(
    server: Server, incoming: BinaryIO, outgoing: BinaryIO, max_message: int = MAX_MESSAGE
) -> None:
    """Answer lines until `shutdown` or the end of the input.

    A line that is too long is answered with an error and skipped.
    """
    while not server.stopped and (line := incoming.readline(max_message + 1)):
        if len(line) > max_message and not line.endswith(b"\n"):
            _skip_line(incoming)
            reply: bytes | None = too_long(max_message)
        elif line.strip():
            reply = server.answer(line)
        else:
            continue
        if reply is not None:
            outgoing.write(reply + b"\n")
            outgoing.flush()


def _field(params: Mapping[str, Any], name: str, kind: type, what: str) -> Any:
    value = params.get(name)
    if not isinstance(value, kind):
        raise _RefusedError(protocol.INVALID_PARAMS, f"{name}: expected {what}")
    return value


def bad_request(reason: str) -> dict[str, Any]:
    """The answer to what is no question."""
    return protocol.error(None, protocol.INVALID_REQUEST, reason)


def too_long(max_message: int) -> bytes:
    """The answer to a message that is too large to be looked at."""
    return protocol.encode(bad_request(f"a message has at most {max_message} bytes"))


def _skip_line(incoming: BinaryIO) -> None:
    while (rest := incoming.readline(1 << 16)) and not rest.endswith(b"\n"):
        pass
