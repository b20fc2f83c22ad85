"""Cases out of what the solver found: the questions whose answers break a false belief.

The values are recorded with the model (`taospec.invariants.counterexamples`), so building needs no
solver, and another version of it changes no vector.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from taospec.forks import fork
from taospec.invariants.asking import Question
from taospec.invariants.counterexamples import Counterexample, counterexamples
from taospec.operations.catalogue import execute, implementations
from taospec.rulebook import rulebook
from taospec_vectors.drafting import every_fork, named
from taospec_vectors.format import DraftCase, DraftFile

_ORDINALS = ("first", "second", "third")

_HOME = "dereg"


def files(chapter: str, asked_elsewhere: Collection[str]) -> Iterator[DraftFile]:
    """The solver's files of a chapter: one for each operation and set of forks.

    Args:
        chapter: whose operations.
        asked_elsewhere: ids under which nothing is written, because a person asks the same.

    Raises:
        ValueError: an id of `asked_elsewhere` is not among the solver's.
    """
    waiting = set(asked_elsewhere)
    grouped: dict[tuple[str, tuple[str, ...]], list[DraftCase]] = defaultdict(list)
    for key, case in _cases(chapter):
        if (name := f"{key[0]}.{case.slug}") in waiting:
            waiting.remove(name)
        elif all(case.given != other.given for other in grouped[key]):
            grouped[key].append(case)
    if waiting:
        message = f"the solver does not ask {', '.join(sorted(waiting))}"
        raise ValueError(message)
    for (operation, forks), cases in sorted(grouped.items()):
        topic = "solver" if forks == every_fork(operation) else f"solver-{named(forks, operation)}"
        if cases:
            yield DraftFile(f"{operation.replace('.', '/')}-{topic}.yaml", operation, forks, cases)


def _cases(chapter: str) -> Iterator[tuple[tuple[str, tuple[str, ...]], DraftCase]]:
    """Every question to the chapter, with its operation and forks."""
    for counterexample in counterexamples():
        for slug, question in _named(counterexample):
            if question.operation.startswith(f"{chapter}."):
                forks = _forks(counterexample.fork, question.operation, question.given.to_wire())
                rules = _rules(counterexample, question, forks)
                if rules:  # without any, the question only leads up to another one
                    yield (question.operation, forks), _case(slug, counterexample, question, rules)


def _named(counterexample: Counterexample) -> Iterator[tuple[str, Question]]:
    """Every question with a slug; one that is asked twice is asked once."""
    name = (
        counterexample.sibling.name
        if counterexample.sibling
        else "-".join(filter(None, (counterexample.invariant, counterexample.case)))
    )
    texts: list[tuple[str, dict[str, Any]]] = []
    questions: list[Question] = []
    for question in counterexample.questions():
        if (text := (question.operation, question.given.to_wire())) not in texts:
            texts.append(text)
            questions.append(question)
    for operation in dict.fromkeys(question.operation for question in questions):
        same = [question for question in questions if question.operation == operation]
        for ordinal, question in zip(_ORDINALS, same, strict=False):
            slug = name if len(same) == 1 else f"{name}-{ordinal}"
            yield slug.replace("_", "-").lower(), question


def _case(
    slug: str, counterexample: Counterexample, question: Question, rules: Sequence[str]
) -> DraftCase:
    belief = counterexample.doc[0].lower() + counterexample.doc[1:].removesuffix(".")
    return DraftCase(
        slug=slug,
        rules=rules,
        why=f"believes that {belief}",
        given=question.given.to_wire(),
        origin="solver",
        source=("false sibling of " if counterexample.sibling else "")
        + f"invariant {counterexample.invariant}",
    )


def _forks(home: str | None, operation: str, given: Mapping[str, Any]) -> tuple[str, ...]:
    """The forks in which the belief breaks on the same answer."""
    names = every_fork(operation)
    if home is None:  # the finding names no fork: its cases begin with the state of November 2025
        home = _HOME if _HOME in names else names[0]
    answer = execute(home, operation, given)
    return tuple(name for name in names if execute(name, operation, given) == answer)


def _rules(
    counterexample: Counterexample, question: Question, forks: Sequence[str]
) -> tuple[str, ...]:
    """The rules of the belief that speak of the operation in one of these forks.

    For the ledger they are those of the event, since a belief about it speaks of many events.
    """
    event = getattr(question.given, "event", None)
    if event is not None:
        behaviours = {fork(name).supply.ledger.get(event.kind) for name in forks}
        ids = [
            rule_id
            for rule_id, functions in implementations().items()
            if behaviours & set(functions)
        ]
    else:
        ids = list(counterexample.rules)
    book = rulebook()
    return tuple(
        rule_id
        for rule_id in ids
        if question.operation in book[rule_id].operations and set(book[rule_id].forks) & set(forks)
    )
