"""A progress bar for runs that take long, on a terminal only."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TextIO, TypeVar

_Item = TypeVar("_Item")
# A run that is over before anybody wonders needs no bar.
_QUIET_SECONDS = 1.0
_EVERY_SECONDS = 0.1


def progress(
    items: Iterable[_Item],
    total: int,
    what: str,
    stream: TextIO,
    so_far: Callable[[], str] = str,
) -> Generator[_Item]:
    """The same items; a bar appears when they take long and somebody is looking.

    Args:
        items: what is passed on.
        total: how many there are.
        what: what the bar is about.
        stream: where it is drawn.
        so_far: what else is to be said while they come.
    """
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
    yield from _with_bar(iterator, done, total, what, stream, so_far)


def _with_bar(
    items: Iterator[_Item],
    done: int,
    total: int,
    what: str,
    stream: TextIO,
    so_far: Callable[[], str],
) -> Iterator[_Item]:
    from rich.console import Console  # an import of 60 ms that a short run does not need
    from rich.markup import escape
    from rich.progress import Progress, TextColumn

    columns = (*Progress.get_default_columns(), TextColumn("{task.fields[so_far]}"))
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task(escape(what), total=total, completed=done, so_far=escape(so_far()))
        updated = time.monotonic()
        for step in items:
            yield step
            done += 1
            if time.monotonic() - updated > _EVERY_SECONDS:
                updated = time.monotonic()
                bar.update(task, completed=done, so_far=escape(so_far()))
