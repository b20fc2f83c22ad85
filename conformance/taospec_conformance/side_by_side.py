"""Several processes of one adapter side by side, in an order that does not depend on their pace.

Each worker is a fork of the runner with an adapter of its own. It asks every n-th question, judges
the answer, and sends the result through a pipe; the runner takes one result after another, in the
order of the questions. So the same run has the same log, however many there are.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any

from taospec_conformance.asker import Asker
from taospec_conformance.asking.endings import Ended, orderly
from taospec_conformance.asking.outcomes import Fault
from taospec_conformance.asking.transports.processes import end_with_parent
from taospec_conformance.judging.verdict import CaseResult
from taospec_vectors.format import Case

Question = tuple[Case, str]
# What a worker sends of a result: all but case and fork, which the runner has.
_SENT = tuple(field.name for field in fields(CaseResult))[2:]
# How long a worker may take to end its adapter before it is ended itself.
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class _Worker:
    process: ForkProcess
    results: Connection


def ask_side_by_side(
    questions: Sequence[Question], jobs: int, asker: Callable[[], Asker]
) -> Iterator[tuple[CaseResult, Fault | None]]:
    """The result of every question, in their order, and why its adapter is broken if it is.

    A case that turns out to have been answered twice is told again when that comes to light.

    Args:
        questions: what is to be asked.
        jobs: how many workers there are at most.
        asker: makes what asks, once in each worker.
    """
    workers: list[_Worker] = []
    try:
        for number in range(min(jobs, len(questions))):
            workers.append(_start(questions[number::jobs], asker, workers))
        # After its last question each worker says what came with the goodbye.
        for turn in range(len(questions) + len(workers)):
            first = turn % len(workers)
            results, broken = _received(workers[first])
            for place, sent in results:
                case, fork = questions[first + place * len(workers)]
                yield CaseResult(case, fork, *sent), broken
    finally:
        _end(workers)


def _start(
    questions: Sequence[Question], asker: Callable[[], Asker], others: Sequence[_Worker]
) -> _Worker:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    not_its_own = [ours, *(other.results for other in others)]
    work = (questions, asker, theirs, not_its_own)
    process = context.Process(target=_work, args=work, daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _received(worker: _Worker) -> Any:
    try:
        return worker.results.recv()
    except EOFError:
        message = "a process of --jobs ended before its work was done"
        raise RuntimeError(message) from None


def _work(
    questions: Sequence[Question],
    asker: Callable[[], Asker],
    results: Connection,
    not_its_own: Sequence[Connection],
) -> None:
    """Ask, judge and send; whoever reads no more, or ends, ends this."""
    end_with_parent()
    for connection in not_its_own:
        connection.close()
    with suppress(KeyboardInterrupt, Ended, BrokenPipeError), orderly():
        asking = asker()
        places = {(case.id, fork): place for place, (case, fork) in enumerate(questions)}

        def send(*told: CaseResult) -> None:
            placed = [(places[one.case.id, one.fork], _parts(one)) for one in told]
            results.send((placed, asking.broken))

        try:
            for case, fork in questions:
                result = asking.ask(case, fork)
                send(*asking.repeated(), result)
        finally:
            asking.close()
        send(*asking.repeated())


def _parts(result: CaseResult) -> tuple[Any, ...]:
    return tuple(getattr(result, name) for name in _SENT)


def _end(workers: Sequence[_Worker]) -> None:
    for worker in workers:
        worker.results.close()
        if worker.process.is_alive():
            worker.process.terminate()
    for worker in workers:
        worker.process.join(_PATIENCE)
        if worker.process.exitcode is None:
            worker.process.kill()
            worker.process.join()
