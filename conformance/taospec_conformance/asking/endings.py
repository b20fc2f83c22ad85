"""The signals that end a run: in order, so that no adapter stays and the log is whole."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# A second signal while the first one is being obeyed would leave behind what that clears away.
_PATIENCE = 5.0


class Ended(BaseException):
    """Somebody has asked this process to end.

    Attributes:
        number: the signal.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)


@contextmanager
def orderly(*, as_interrupt: bool = False) -> Iterator[None]:
    """Let each of `ENDINGS` raise once, and be deaf to more of them while that is obeyed.

    Args:
        as_interrupt: raise KeyboardInterrupt for all of them, which is what pytest ends with.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    deaf_until = 0.0

    def end(number: int, _frame: FrameType | None) -> None:
        nonlocal deaf_until
        now = time.monotonic()
        if now < deaf_until:
            return
        deaf_until = now + _PATIENCE
        if as_interrupt or number == signal.SIGINT:
            raise KeyboardInterrupt
        raise Ended(number)

    # What is ignored stays ignored: that is what `nohup` does.
    heeded = [number for number in ENDINGS if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, end) for number in heeded}
    try:
        yield
    finally:
        over = bool(deaf_until) and not as_interrupt  # what is left of the process is its exit
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if over else handler)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold those signals back, so that none of them falls between two steps."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let those signals through again in a process that was forked while they were held back."""
    before = signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDINGS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
