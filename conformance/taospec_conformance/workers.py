"""Processes that do parts of one work side by side and send what comes of it through pipes.

Each is a fork of this process, so that the work need not be sent. Who starts them decides in which
order results are taken, which then does not depend on anybody's pace.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any

from taospec_conformance.asking.endings import Ended, interruptible, orderly, uninterrupted
from taospec_conformance.asking.transports.processes import end_with_parent

# How long a worker may take to end its adapter before it is ended itself.
_PATIENCE = 5.0

Work = Callable[[int, Connection], None]
"""The work of one: its number, and where to send what comes of it."""


@contextmanager
def at_work(number: int, work: Work) -> Iterator[Sequence[Connection]]:
    """Workers, by the pipe that each sends its results through; at the end none is left.

    Args:
        number: how many there are.
        work: what each does; it ends quietly where nobody reads any more.
    """
    processes: list[ForkProcess] = []
    results: list[Connection] = []
    try:
        for place in range(number):
            with uninterrupted():  # what is not on the list yet could not be ended
                process, connection = _start(place, work, results)
                processes.append(process)
                results.append(connection)
        yield results
    finally:
        _end(processes, results)


def received(results: Connection) -> Any:
    """What a worker sends next.

    Raises:
        RuntimeError: it ended before its work was done.
    """
    try:
        return results.recv()
    except EOFError:
        message = "a process of --jobs ended before its work was done"
        raise RuntimeError(message) from None


def _start(place: int, work: Work, others: Sequence[Connection]) -> tuple[ForkProcess, Connection]:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    arguments = (place, work, theirs, [ours, *others])
    process = context.Process(target=_run, args=arguments, daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _run(place: int, work: Work, results: Connection, not_its_own: Sequence[Connection]) -> None:
    """Work; whoever reads no more, or ends, ends this.

    It begins and ends with the signals that end a run held back: one that came before the work or
    after it would raise in what this process has only inherited.
    """
    end_with_parent()
    for connection in not_its_own:
        connection.close()
    with suppress(KeyboardInterrupt, Ended, BrokenPipeError), orderly(), interruptible():
        work(place, results)


def _end(processes: Sequence[ForkProcess], results: Sequence[Connection]) -> None:
    for process, connection in zip(processes, results, strict=True):
        connection.close()
        if process.is_alive():
            process.terminate()
    for process in processes:
        process.join(_PATIENCE)
        if process.exitcode is None:
            process.kill()
            process.join()
