"""Rules of one thing, and their short forms for many things at once.

What a block does for every subnet it does for all of them: a short form takes a list of each
argument and answers a list of each number, without a call for every single one. It says the same as
the rule that it stands for, which is the specification; where it cannot be sure to, because
numbers are so large that a step could saturate, it asks the rule itself. It takes lists or arrays
of machine words (`taospec.numbers.words`), and answers either. Every short form is
registered here, and a test holds each of them against its rule, with extreme numbers too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from taospec.numbers.words import Words, listed

Form = TypeVar("Form", bound=Callable[..., Any])

_FORMS: dict[Callable[..., Any], Callable[..., Any]] = {}


def bulk(one: Callable[..., Any]) -> Callable[[Form], Form]:
    """Mark a function as the short form of a rule."""

    def mark(form: Form) -> Form:
        _FORMS[one] = form
        return form

    return mark


def in_bulk(one: Callable[..., Any]) -> Callable[..., Any]:
    """The short form of a rule; without one, the rule itself for one row after the other.

    Of a rule that answers a record the form answers a list of each field.
    """
    return _FORMS.get(one) or (lambda *lists: in_turn(one, *lists))


def forms() -> Mapping[Callable[..., Any], Callable[..., Any]]:
    """Every short form of the modules that were imported, by the rule that it stands for."""
    return _FORMS


def in_turn(one: Callable[..., Any], *lists: Sequence[Any] | Words) -> Any:
    """What the rule itself says of every row: a list, or a tuple of lists, one for each field."""
    answers = list(map(one, *map(listed, lists)))
    if answers and isinstance(answers[0], tuple):
        return tuple(map(list, zip(*answers, strict=True)))
    return answers
