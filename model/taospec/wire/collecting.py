"""When Python looks for circles of references among many new lists."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many lists at once, none of which can be part of a circle.

    The collector wakes after every 700 new lists and every so often walks over all that the process
    holds, which takes longer than to make the lists of an epoch. Here it looks afterwards.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
