"""Watching processes that a test has started, without a race against their ends."""

import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60.0
"""Seconds after which what was awaited counts as never coming."""


def is_alive(pid: int) -> bool:
    """Whether a process still runs; a killed one that nobody has waited for does not (Linux only).

    A process may end between the opening of its file and the reading of it: that is an end as well.
    """
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] not in "ZX"


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds; an assertion fails when it does not within `PATIENCE`."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
