"""Workers that answer for a service: processes, so that one long question holds up nobody else."""

from __future__ import annotations

import os
import queue
import select
import socket
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from taospec_conformance.asking import protocol
from taospec_conformance.asking.transports.processes import spawn

_CHUNK = 1 << 16


class AskerGoneError(Exception):
    """Whoever asked has closed the line; nobody waits for the answer."""


class Pool:
    """Answers messages by workers, each of which answers one at a time.

    A worker that takes too long, or whose asker has left, is ended and another one started.

    Args:
        argv: the command of a worker, which speaks the protocol over its standard streams.
        workers: how many may work at once.
        seconds: how long one question may take, waiting for a worker included.
    """

    def __init__(self, argv: Sequence[str], workers: int, seconds: float) -> None:
        # A process is to end with the thread that started it, so that must be one that stays.
        self._starter = ThreadPoolExecutor(max_workers=1)
        self._seconds = seconds
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._workers = [_Worker(argv, self._starter) for _ in range(workers)]
        for worker in self._workers:
            self._idle.put(worker)

    def answer(self, raw: bytes, asker: socket.socket) -> bytes | None:
        """The reply to one message; None to a notification, which wants none.

        Raises:
            AskerGoneError: nobody waits for it any more.
        """
        try:
            message = protocol.decode(raw)
        except protocol.MessageError as error:
            return protocol.encode(protocol.error(None, protocol.PARSE_ERROR, str(error)))
        if isinstance(message, dict):
            if "id" not in message:
                return None
            if message.get("method") == "shutdown":  # ends a conversation, not the service
                return protocol.encode(protocol.result(_id_of(message), None))
        deadline = time.monotonic() + self._seconds
        try:
            worker = self._idle.get(timeout=self._seconds)
        except queue.Empty:
            return self._failed(message, "every worker was busy for")
        try:
            return worker.ask(protocol.encode(message), deadline, asker)
        except TimeoutError:
            return self._failed(message, "no answer within")
        except (OSError, EOFError):
            return self._failed(message, "the worker ended within")
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End every worker."""
        for worker in self._workers:
            worker.end()
        self._starter.shutdown()

    def _failed(self, message: Any, what: str) -> bytes:
        reason = f"{what} {self._seconds:g} s"
        return protocol.encode(protocol.error(_id_of(message), protocol.INTERNAL_ERROR, reason))


class _Worker:
    """One process, started when it is first asked and again after it had to be ended."""

    def __init__(self, argv: Sequence[str], starter: ThreadPoolExecutor) -> None:
        self._argv = argv
        self._starter = starter
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, message: bytes, deadline: float, asker: socket.socket) -> bytes:
        """The line that comes back.

        Raises:
            TimeoutError, EOFError, OSError, AskerGoneError: none does; the worker is ended.
        """
        try:
            return self._exchange(message, deadline, asker)
        except BaseException:
            self.end()
            raise

    def end(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe:
                with suppress(OSError):
                    pipe.close()

    def _exchange(self, message: bytes, deadline: float, asker: socket.socket) -> bytes:
        if self._process is None or self._process.poll() is not None:
            self.end()
            started = self._starter.submit(spawn, self._argv, os.environ, stderr=None)
            self._process = started.result()
        assert self._process.stdin is not None  # noqa: S101 - `spawn` makes pipes
        assert self._process.stdout is not None  # noqa: S101 - `spawn` makes pipes
        source = self._process.stdout.fileno()
        rest = memoryview(message + b"\n")
        while rest:
            rest = rest[self._process.stdin.write(rest) :]
        poll = select.poll()
        poll.register(source, select.POLLIN)
        poll.register(asker, select.POLLIN)
        received = bytearray()
        while not received.endswith(b"\n"):
            left = deadline - time.monotonic()
            events = poll.poll(left * 1000) if left > 0 else []
            if not events:
                raise TimeoutError
            for descriptor, _ in events:
                if descriptor != source:
                    _refuse_the_gone(asker)
                    poll.unregister(asker)  # what it has sent already is its next question
                elif chunk := os.read(source, _CHUNK):
                    received += chunk
                else:
                    raise EOFError
        return bytes(received[:-1])


def _refuse_the_gone(asker: socket.socket) -> None:
    try:
        gone = not asker.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
    except BlockingIOError:
        gone = False
    except OSError:
        gone = True
    if gone:
        raise AskerGoneError


def _id_of(message: Any) -> Any:
    number = message.get("id") if isinstance(message, dict) else None
    return number if isinstance(number, int | str) and not isinstance(number, bool) else None
