"""An adapter as a subprocess: one message a line on its standard input and output.

The runner waits in one `poll` for everything that can happen, so that a silent, flooding, or
half-dead adapter costs at most its time limit: no thread, no blocking read or write.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress

from taospec_conformance.asking.endings import uninterrupted
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    AdapterFaultError,
    Crash,
    Oversize,
    exited,
    timed_out,
)
from taospec_conformance.asking.text import head, printable, visible
from taospec_conformance.asking.transports.connection import Heard
from taospec_conformance.asking.transports.processes import clean_environment, spawn
from taospec_conformance.asking.transports.sandbox import MOST, walled

_CHUNK = 1 << 16
# How long an adapter that closed its output may take to exit before it counts as still running.
_EXIT_GRACE = 0.5
_TOO_EARLY = "something came before the question was asked"
_UNREAD = "answered before it had read the whole question"
_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL


class StdioChannel:
    """Pipes to a process group of its own.

    Args:
        argv: program and arguments; no shell sees them.
        limits: caps.
    """

    def __init__(self, argv: Sequence[str], limits: Limits) -> None:
        self._argv = list(argv)
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._stdin = self._stdout = self._stderr = -1
        self._poll = select.poll()
        self._received = bytearray()
        self._searched = 0
        self._asked = False
        self._errors = bytearray()

    def start(self) -> None:
        """Start the process."""
        environment = clean_environment(os.environ, self._limits.pass_environment)
        confined = self._limits.sandbox
        argv = walled(self._argv) if confined else self._argv
        most = MOST if confined else {}
        with uninterrupted():  # or an adapter could be left that nobody knows of
            try:
                process = self._process = spawn(argv, environment, most=most)
            except OSError as error:
                reason = f"cannot start {self._argv[0]}: {error.strerror or error}"
                raise AdapterFaultError(Crash(printable(reason))) from None
        pipes = (process.stdin, process.stdout, process.stderr)
        self._stdin, self._stdout, self._stderr = (pipe.fileno() for pipe in pipes if pipe)
        for descriptor in (self._stdin, self._stdout, self._stderr):
            os.set_blocking(descriptor, False)
        self._poll.register(self._stdout, select.POLLIN)
        self._poll.register(self._stderr, select.POLLIN)

    def exchange(self, message: bytes, seconds: float, what: str) -> Iterator[Heard]:
        """Write a line, and give on the lines that come."""
        deadline = time.monotonic() + seconds
        early = 0
        if self._asked:  # what comes before the first question is read as its answer, and shown
            self._read_what_is_there()
            early = len(self._received)
        self._asked = True
        unsent = self._send(memoryview(message + b"\n"))
        while True:
            line = self._take_line()
            if line is not None:
                yield Heard(line, _TOO_EARLY if early > 0 else _UNREAD if unsent else "")
                early -= len(line) + 1
                continue
            left = deadline - time.monotonic()
            events = self._poll.poll(left * 1000) if left > 0 else []
            if not events:
                raise AdapterFaultError(timed_out(seconds, what, self.stderr()))
            for descriptor, event in events:
                if descriptor == self._stdin:
                    unsent = self._send(unsent)
                elif descriptor == self._stderr:
                    self._read_errors(event)
                else:
                    self._read_output()

    def rest(self) -> Iterator[bytes]:
        """What has come that was not asked for, line by line."""
        self._read_what_is_there()
        while (line := self._take_line()) is not None:
            yield line
        if self._received:
            yield bytes(self._received)

    def _read_what_is_there(self) -> None:
        with suppress(BlockingIOError, OSError):
            self._received += os.read(self._stdout, _CHUNK)

    def stderr(self) -> str:
        """The end of standard error, including what has not been read yet."""
        while self._stderr >= 0 and self._read_errors(0):
            pass
        return visible(self._errors.decode("utf-8", "replace"), self._limits.stderr_tail)

    def stop(self, seconds: float) -> None:
        """Close the adapter's input, wait so long, then kill what is left of its group."""
        process = self._process
        if process is None:
            return
        try:
            if process.stdin:
                process.stdin.close()
            if seconds > 0:
                with suppress(subprocess.TimeoutExpired):
                    process.wait(seconds)
        finally:
            with uninterrupted():
                self._kill(process)

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        # Also when the adapter has exited: its children may not have.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe:
                pipe.close()
        self._process = None
        self._poll = select.poll()
        self._stdin = self._stdout = self._stderr = -1

    def _send(self, data: memoryview) -> memoryview:
        """Write what the pipe takes now, and watch it for the rest."""
        try:
            data = data[os.write(self._stdin, data) :]
        except BlockingIOError:
            pass
        except BrokenPipeError:  # it will not read any more; its output says what happened
            data = data[:0]
        if data:
            self._poll.register(self._stdin, select.POLLOUT)
        else:
            with suppress(KeyError):
                self._poll.unregister(self._stdin)
        return data

    def _take_line(self) -> bytes | None:
        end = self._received.find(b"\n", self._searched)
        if end < 0:
            self._searched = len(self._received)
        size = self._searched if end < 0 else end
        if size > self._limits.max_message:
            detail = f"more than {self._limits.max_message} bytes in one message"
            raise AdapterFaultError(
                Oversize(f"{detail}, starting {head(self._received)}", self.stderr())
            )
        if end < 0:
            return None
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        self._searched = 0
        return line

    def _read_output(self) -> None:
        try:
            chunk = os.read(self._stdout, _CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            raise AdapterFaultError(exited(self._exit_code(), self.stderr(), bytes(self._received)))
        self._received += chunk

    def _read_errors(self, event: int) -> bool:
        """Keep the end of what standard error has now; False when there is nothing."""
        try:
            chunk = os.read(self._stderr, _CHUNK)
        except BlockingIOError:
            return False
        if not chunk and event & _GONE:
            self._poll.unregister(self._stderr)
        self._errors += chunk
        del self._errors[: -self._limits.stderr_tail]
        return bool(chunk)

    def _exit_code(self) -> int | None:
        assert self._process is not None  # noqa: S101 - only a started channel reads
        try:
            return self._process.wait(_EXIT_GRACE)
        except subprocess.TimeoutExpired:
            return None
