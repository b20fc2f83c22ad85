"""Several processes of one adapter side by side, in an order that does not depend on their pace.

Each worker is a fork of the runner with an adapter of its own. It asks every n-th question, judges
the answer, and sends the result through a pipe; the runner takes one result after another, in the
order of the questions. So the same run has the same log, however many there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from multiprocessing.connection import Connection
from typing import Any

from taospec_conformance.asker import Asker
from taospec_conformance.asking.outcomes import Fault
from taospec_conformance.judging.verdict import CaseResult
from taospec_conformance.workers import at_work, received
from taospec_vectors.format import Case

Question = tuple[Case, str]
# What a worker sends of a result: all but case and fork, which the runner has.
_SENT = tuple(field.name for field in fields(CaseResult))[2:]


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
    number = min(jobs, len(questions))

    def work(place: int, results: Connection) -> None:
        _ask(questions[place::number], asker, results)

    with at_work(number, work) as workers:
        # After its last question each worker says what came with the goodbye.
        for turn in range(len(questions) + number):
            first = turn % number
            results, broken = received(workers[first])
            for place, sent in results:
                case, fork = questions[first + place * number]
                yield CaseResult(case, fork, *sent), broken


def _ask(questions: Sequence[Question], asker: Callable[[], Asker], results: Connection) -> None:
    """Ask, judge and send."""
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
