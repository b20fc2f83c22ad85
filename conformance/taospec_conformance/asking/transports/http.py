"""An adapter as a service: one message is the body of one POST, the connection stays open."""

from __future__ import annotations

import http.client
import io
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    AdapterFaultError,
    Crash,
    Oversize,
    ProtocolError,
    timed_out,
)
from taospec_conformance.asking.text import head, printable
from taospec_conformance.asking.transports.connection import Heard

_HEADERS = {"Content-Type": "application/json", "Accept": "application/json"}


class HttpChannel:
    """A connection to `http://host:port/path`; it follows no redirect and uses no proxy."""

    def __init__(self, host: str, port: int, path: str, limits: Limits) -> None:
        self._address = (host, port)
        self._path = path
        self._limits = limits
        self._http = http.client.HTTPConnection(host, port)

    def start(self) -> None:
        """Connect."""
        try:
            plain = socket.create_connection(self._address, self._limits.start_timeout)
        except (OSError, UnicodeError) as error:
            host, port = self._address
            reason = f"cannot connect to {host}:{port}: {getattr(error, 'strerror', None) or error}"
            raise AdapterFaultError(Crash(reason)) from None
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # http.client has only a limit per read; a server that drips bytes would never reach it.
        self._socket = _DeadlineSocket(plain)
        self._http.sock = self._socket

    def exchange(self, message: bytes, seconds: float, what: str) -> Iterator[Heard]:
        """POST a message and give on the body of the one response."""
        yield Heard(self._response(message, seconds, what))

    def _response(self, message: bytes, seconds: float, what: str) -> bytes:
        if self._http.sock is None:  # a service may end the connection after each response
            self.start()
        self._socket.deadline = time.monotonic() + seconds
        try:
            self._http.request("POST", self._path, message, _HEADERS)
            response = self._http.getresponse()
            body = response.read(self._limits.max_message + 1)
            if response.length and len(body) <= self._limits.max_message:
                raise http.client.IncompleteRead(body, response.length)
        except TimeoutError:
            raise AdapterFaultError(timed_out(seconds, what)) from None
        except (http.client.IncompleteRead, ConnectionError) as error:
            reason = printable(f"the service closed the connection: {error}")
            raise AdapterFaultError(Crash(reason)) from None
        except (http.client.HTTPException, OSError) as error:
            reason = printable(f"not an HTTP response: {type(error).__name__} {error}")
            raise AdapterFaultError(ProtocolError(reason)) from None
        if len(body) > self._limits.max_message:
            reason = f"more than {self._limits.max_message} bytes in one message"
            raise AdapterFaultError(Oversize(reason))
        if response.status != http.client.OK:
            reason = printable(f"HTTP status {response.status}: {head(body)}")
            raise AdapterFaultError(ProtocolError(reason))
        return body

    def rest(self) -> Iterator[bytes]:
        """A response ends where it says; nothing follows it."""
        return iter(())

    def stderr(self) -> str:
        """A service's standard error is its own."""
        return ""

    def stop(self, seconds: float) -> None:  # noqa: ARG002 - a service lives on, there is nothing to wait for
        """Close the connection."""
        with suppress(OSError):
            self._http.close()


class _DeadlineSocket:
    """As much of a socket as `http.client` uses, with one deadline for everything.

    Like a socket it stays open for the response that is still read from it.
    """

    def __init__(self, plain: socket.socket) -> None:
        self._plain = plain
        self._readers = 0
        self._closed = False
        self.deadline = 0.0

    def _arm(self) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._plain.settimeout(left)

    def sendall(self, data: bytes) -> None:
        self._arm()
        self._plain.sendall(data)

    def recv_into(self, buffer: Any) -> int:
        self._arm()
        return self._plain.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        self._readers += 1
        return io.BufferedReader(_Incoming(self))

    def reader_closed(self) -> None:
        self._readers -= 1
        if self._closed and not self._readers:
            self._plain.close()

    def close(self) -> None:
        self._closed = True
        if not self._readers:
            self._plain.close()


class _Incoming(io.RawIOBase):
    def __init__(self, source: _DeadlineSocket) -> None:
        self._source = source

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._source.recv_into(buffer)

    def close(self) -> None:
        if not self.closed:
            self._source.reader_closed()
        super().close()
