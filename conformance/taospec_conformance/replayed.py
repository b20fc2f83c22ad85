"""Files of executed traces judged, by several processes side by side if need be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from taospec.errors import TaospecError
from taospec_conformance.asking.outcomes import AdapterFaultError, Fault
from taospec_conformance.asking.text import printable
from taospec_conformance.executed import Actor, Verdict, judge
from taospec_conformance.trace_files import Piece, pieces
from taospec_conformance.workers import at_work, received

Starter = Callable[[], AbstractContextManager[Actor]]
"""Starts who is judged; called once in every process."""


def judge_files(paths: Sequence[Path], starter: Starter, jobs: int = 1) -> Iterator[list[Verdict]]:
    """The verdicts on every trace of the files, in their order, however many processes judge them.

    Args:
        paths: the files.
        starter: starts the model, or an adapter.
        jobs: processes at most.

    Raises:
        AdapterFaultError: the adapter did not start.
    """
    if jobs == 1:
        with starter() as act:
            yield from (judge_piece(piece, act) for piece in pieces(paths))
    else:
        yield from _side_by_side(paths, starter, jobs)


def _side_by_side(paths: Sequence[Path], starter: Starter, jobs: int) -> Iterator[list[Verdict]]:
    def work(place: int, results: Connection) -> None:
        try:
            with starter() as act:
                for turn, piece in enumerate(pieces(paths)):
                    if turn % jobs == place:
                        results.send(judge_piece(piece, act))
        except AdapterFaultError as broken:
            results.send(broken.fault)
        else:
            results.send(None)

    with at_work(jobs, work) as workers:
        for turn in count():
            sent = received(workers[turn % jobs])
            if isinstance(sent, Fault):
                raise AdapterFaultError(sent)
            if sent is None:
                return
            yield sent


def judge_piece(piece: Piece, act: Actor) -> list[Verdict]:
    """The verdicts on what is there of a trace; the last one says what is not, if anything."""
    trace, problem = piece.read()
    verdicts: list[Verdict] = []
    try:
        verdicts.extend(judge(trace, act))
    except TaospecError as error:
        return [Verdict(piece.path.name, "", 0, "trace", "malformed", problem or str(error))]
    if problem:
        name, fork = printable(trace["name"]), printable(trace["fork"])
        verdicts.append(Verdict(name, fork, len(verdicts), "trace", "malformed", problem))
    return verdicts
