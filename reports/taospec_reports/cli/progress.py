"""A progress bar for runs that take long, on a terminal only."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TextIO, TypeVar

_Item = TypeVar("_Item")
# A run that is over before anybody wonders needs no bar.
_QUIET_SECONDS = 1.0
_EVERY_SECONDS = 0.1


def progress(items: Iterable[_Item], total: int, what: str, stream: TextIO) -> Iterator[_Item]:
    """The same items; a bar appears when they take long and somebody is looking."""
    if not stream.isatty():
        yield from items
        return
    began = time.monotonic()
    iterator, done = iter(items), 0
    for step in iterator:
        yield step
        done += 1
        if time.monotonic() - began > _QUIET_SECONDS:
            break
    yield from _with_bar(iterator, done, total, what, stream)


def _with_bar(
    items: Iterator[_Item], done: int, total: int, what: str, stream: TextIO
) -> Iterator[_Item]:
    from rich.console import Console  # an import of 60 ms that a short run does not need
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(file=stream), transient=True) as bar:
        task = bar.add_task(escape(what), total=total, completed=done)
        updated = time.monotonic()
        for step in items:
            yield step
            done += 1
            if time.monotonic() - updated > _EVERY_SECONDS:
                updated = time.monotonic()
                bar.update(task, completed=done)
