"""Is an adapter sane? Whether it conforms is another question, and `conform` asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from taospec.errors import MalformedInputError
from taospec.operations.catalogue import catalogue
from taospec.timeline import specified, timeline
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    AdapterFaultError,
    Fault,
    Ok,
    Outcome,
    Unsupported,
    one_line,
)
from taospec_conformance.asking.protocol import Description
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.target import Target
from taospec_conformance.asking.text import printable
from taospec_vectors.format import Case, VectorFile
from taospec_vectors.load import load_all
from taospec_vectors.plain import is_plain

_NO_SUCH_OPERATION = "taospec.no_such_operation"
_TRIES = 16


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried.

    Attributes:
        name: what.
        sane: whether it went as it must.
        seen: what came of it.
        stderr: the end of the adapter's standard error, where it misbehaved.
    """

    name: str
    sane: bool
    seen: str
    stderr: str = ""


def smoke(
    target: Target, limits: Limits, files: Sequence[VectorFile] | None = None
) -> Iterator[Check]:
    """Shake hands, ask a small case per operation that is claimed, ask for one that is not.

    No value is compared: an answer must only have the form of one.

    Args:
        target: the adapter.
        limits: caps on it.
        files: the vectors; those of the tree unless told, of which only the claimed are read.
    """
    session = Session(target, limits)
    try:
        description = session.start()
        yield Check("initialize", True, _introduction(description))
        yield _all_known("forks", description.forks, timeline(), specified())
        yield _all_known("operations", description.operations, catalogue(), catalogue())
        if files is None:
            files = load_all(wanted=set(description.operations).__contains__)
        for operation in description.operations:
            yield _asked(session, operation, description.forks, files)
        fork = next(iter(description.forks), "")
        yield _refusal(session.ask(fork, _NO_SUCH_OPERATION, {}))
    except AdapterFaultError as failure:
        yield Check("initialize", False, one_line(failure.fault), failure.fault.stderr)
        return
    finally:
        farewell = session.close()
    yield _farewell(farewell)


def _introduction(description: Description) -> str:
    who = description.adapter
    return printable(f"{who.name} {who.version} ({who.language}), {description.numeric}")


def _all_known(
    what: str, claimed: Sequence[str], known: Mapping[str, Any], answerable: Collection[str]
) -> Check:
    """Whether each name that is claimed is one, and how many of them there are questions for."""
    strange = [name for name in claimed if name not in known]
    if strange:
        return Check(what, False, printable(f"unknown: {', '.join(strange)}"))
    return Check(what, bool(claimed), f"{len(set(claimed) & set(answerable))} of {len(answerable)}")


def _asked(
    session: Session, operation: str, forks: Sequence[str], files: Sequence[VectorFile]
) -> Check:
    """Whether one of the smallest questions of an operation is answered in its form.

    More than one is tried where the adapter does not take the first: it may support a part.
    """
    check = Check(operation, True, "not asked: there is no vector of it")
    for case, fork in islice(_smallest(operation, forks, files), _TRIES):
        outcome = session.ask(fork, operation, case.given)
        check = _answer(f"{operation} [{fork}]", case, outcome)
        if not isinstance(outcome, Unsupported):
            break
    return check


def _smallest(
    operation: str, forks: Sequence[str], files: Sequence[VectorFile]
) -> Iterator[tuple[Case, str]]:
    """The cases of an operation in forks that are claimed, the smallest input first.

    Plain ones that are accepted come before the others: what an adapter does at an edge says
    nothing about its sanity. A case is given in the first of its forks that is claimed.
    """
    candidates = sorted(
        (
            (case, claimed[0])
            for file in files
            if file.operation == operation
            for case in file.cases
            if (claimed := [fork for fork in case.forks if fork in forks])
        ),
        key=lambda question: (len(str(question[0].given)), question[0].id),
    )
    for usual in (True, False):
        yield from (question for question in candidates if _is_usual(question[0]) is usual)


def _is_usual(case: Case) -> bool:
    return not case.rejects and is_plain(case)


def _answer(name: str, case: Case, outcome: Outcome) -> Check:
    if isinstance(outcome, Fault):
        return Check(name, False, one_line(outcome), outcome.stderr)
    if isinstance(outcome, Unsupported):
        return Check(name, False, f"{one_line(outcome)}, although it is claimed")
    if isinstance(outcome, Ok):
        try:
            catalogue()[case.operation].output.from_wire(outcome.answer)
        except MalformedInputError as error:
            return Check(name, False, printable(f"not an answer of this operation: {error}"))
    return Check(name, True, one_line(outcome))


def _refusal(outcome: Outcome) -> Check:
    """What became of the question for an operation that nobody has."""
    if isinstance(outcome, Unsupported):
        return Check("unknown operation", True, "refused with -32601")
    stderr = outcome.stderr if isinstance(outcome, Fault) else ""
    return Check("unknown operation", False, f"expected -32601, got {one_line(outcome)}", stderr)


def _farewell(fault: Fault | None) -> Check:
    if fault is None:
        return Check("shutdown", True, "done")
    return Check("shutdown", False, one_line(fault), fault.stderr)
