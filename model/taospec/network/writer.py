"""Who writes: the mark of functions that compute rules and write the state on their way.

The journal notes beside every write the rules of the innermost function that carries this mark, so
that a row that came out wrong leads to its rule.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from taospec.network.table import Journal
from taospec.rules import rule, rules_of


class Written(Protocol):
    """What has a journal: a chain, or a block while it is made."""

    @property
    def journal(self) -> Journal:
        """Where writes are noted."""


State = TypeVar("State", bound=Written)
Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
Writing = Callable[Concatenate[State, Rest], Answer]


def writes(*ids: str) -> Callable[[Writing[State, Rest, Answer]], Writing[State, Rest, Answer]]:
    """Mark a function as what computes these rules, and note them beside what it writes.

    Args:
        *ids: rules; `Chain.who` leaves out those that do not hold in its fork.
    """

    def mark(function: Writing[State, Rest, Answer]) -> Writing[State, Rest, Answer]:
        own = rules_of(rule(*ids)(function))

        @wraps(function)
        def written(state: State, /, *args: Rest.args, **kwargs: Rest.kwargs) -> Answer:
            journal = state.journal
            outer, journal.writer = journal.writer, own
            try:
                return function(state, *args, **kwargs)
            finally:
                journal.writer = outer

        return written

    return mark
