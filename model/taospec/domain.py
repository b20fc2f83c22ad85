"""The documented boundary: functions that refuse arguments outside the domain they state.

A public function whose parameters are annotated with quantities (`Rao`, `Block`, `U16`, a range of
its own) carries `@checked`, which holds its callers to them: to integers, of the stated range, in
arrays of the stated type, in every field of a record. Kernels annotate with `int` and check
nothing; what calls them has checked, or cannot be wrong.

A solver's term declares itself `symbolic` and passes: whoever asks with one states its range.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import wraps
from types import NoneType, UnionType
from typing import Annotated, Any, ParamSpec, TypeVar, Union, cast, get_args, get_origin
from typing import get_type_hints as hints_of

import numpy as np

from taospec.errors import TaospecError
from taospec.quantities import Integer

P = ParamSpec("P")
T = TypeVar("T")
# What is wrong with a value, with the path to it; nothing, if it is right.
Check = Callable[[Any, str], None]


class DomainError(TaospecError, ValueError):
    """An argument for which a function of the model is not defined."""


def checked(function: Callable[P, T]) -> Callable[P, T]:
    """Refuse calls with an argument outside the quantity that annotates its parameter.

    Raises:
        TypeError: no parameter is annotated with a quantity, so there is nothing to check.
    """
    hints = hints_of(function, include_extras=True)
    names = tuple(inspect.signature(function).parameters)
    checks = {name: check for name in names if (check := check_of(hints.get(name))) is not None}
    if not checks:
        message = f"{function.__qualname__} states no domain"
        raise TypeError(message)
    guarded = _guarded(function, names, checks)
    interval = interval_of(hints.get(names[0]))
    if len(names) == 1 and interval is not None:
        guarded = _guarded_integer(function, names[0], interval, guarded)
    return cast("Callable[P, T]", wraps(function)(guarded))


def unchecked(function: Callable[P, T]) -> Callable[P, T]:
    """The function within, for loops whose values cannot be outside its domain."""
    within: Callable[P, T] = getattr(function, "__wrapped__", function)
    return within


def whole(value: Any, where: str) -> Any:
    """The value itself, if it is an integer of whatever size.

    Raises:
        DomainError: it is none; the message begins with `where`.
    """
    if getattr(type(value), "symbolic", False):
        return value
    if isinstance(value, bool) or not isinstance(value, int):
        message = f"{where}: expected an int, got {value!r} ({type(value).__name__})"
        raise DomainError(message)
    return value


def within(value: Any, quantity: Any, where: str) -> None:
    """Refuse a value outside a quantity.

    Raises:
        DomainError: it is; the message begins with `where`.
    """
    check = check_of(quantity)
    if check is not None:
        check(value, where)


def _guarded(
    function: Callable[..., Any], names: Sequence[str], checks: Mapping[str, Check]
) -> Callable[..., Any]:
    def guarded(*arguments: Any, **named: Any) -> Any:
        for name, argument in (*zip(names, arguments, strict=False), *named.items()):
            if name in checks:
                checks[name](argument, f"{function.__name__}: {name}")
        return function(*arguments, **named)

    return guarded


def _guarded_integer(
    function: Callable[..., Any], name: str, interval: Integer, otherwise: Callable[..., Any]
) -> Callable[..., Any]:
    """A guard that costs two comparisons where the only argument is an integer in its range."""
    low, high = interval.low, interval.high

    def guarded(argument: Any) -> Any:
        if type(argument) is int and low <= argument <= high:
            return function(argument)
        return otherwise(argument)

    # Whoever names the argument uses the function's name for it; a guard that takes any keyword
    # would cost as much as the function.
    guarded.__code__ = guarded.__code__.replace(co_varnames=(name,))
    return guarded


def interval_of(hint: Any) -> Integer | None:
    """The range that annotates an integer."""
    if get_origin(hint) is not Annotated:
        return None
    return next((note for note in get_args(hint)[1:] if isinstance(note, Integer)), None)


def check_of(hint: Any) -> Check | None:
    """How values so annotated are checked; None where the annotation states no domain."""
    if (interval := interval_of(hint)) is not None:
        return _integer(interval)
    if get_origin(hint) is Annotated:
        return check_of(get_args(hint)[0])
    arguments = get_args(hint)
    if get_origin(hint) in {Union, UnionType}:
        return _optional([each for each in arguments if each is not NoneType])
    if get_origin(hint) is np.ndarray:
        return _array(get_args(arguments[1]))
    if get_origin(hint) is tuple and ... not in arguments:
        return _row([check_of(each) for each in arguments])
    if get_origin(hint) in {tuple, Sequence, list}:
        return _sequence(check_of(arguments[0]))
    return _record(hint) if is_dataclass(hint) else None


def _integer(interval: Integer) -> Check:
    low, high = interval.low, interval.high
    kind = f"{interval.name or 'its range'} ({low} … {high})"

    def check(value: Any, where: str) -> None:
        whole(value, where)
        if not getattr(type(value), "symbolic", False) and not low <= value <= high:
            message = f"{where}: {value} is outside {kind}"
            raise DomainError(message)

    return check


def _optional(kinds: Sequence[Any]) -> Check | None:
    inner = check_of(kinds[0]) if len(kinds) == 1 else None
    if inner is None:
        return None
    return lambda value, where: None if value is None else inner(value, where)


def _array(words: Sequence[Any]) -> Check | None:
    if not isinstance(words[0], type) or not issubclass(words[0], np.generic):
        return None
    kind = np.dtype(words[0])

    def check(value: Any, where: str) -> None:
        if not isinstance(value, np.ndarray) or value.dtype != kind:
            actual = getattr(value, "dtype", type(value).__name__)
            message = f"{where}: expected an array of {kind}, got {actual}"
            raise DomainError(message)

    return check


def _sequence(inner: Check | None) -> Check | None:
    if inner is None:
        return None

    def check(value: Any, where: str) -> None:
        for index, element in enumerate(_elements(value, where)):
            inner(element, f"{where}[{index}]")

    return check


def _row(inner: Sequence[Check | None]) -> Check | None:
    if not any(inner):
        return None

    def check(value: Any, where: str) -> None:
        elements = tuple(_elements(value, where))
        if len(elements) != len(inner):
            message = f"{where}: expected {len(inner)} elements, got {len(elements)}"
            raise DomainError(message)
        for index, (each, element) in enumerate(zip(inner, elements, strict=True)):
            if each is not None:
                each(element, f"{where}[{index}]")

    return check


def _elements(value: Any, where: str) -> Iterator[Any]:
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        message = f"{where}: expected a sequence, got {value!r} ({type(value).__name__})"
        raise DomainError(message)
    return iter(value)


def _record(kind: Any) -> Check | None:
    hints = hints_of(kind, include_extras=True)
    inner = {
        field.name: field_check
        for field in fields(kind)
        if (field_check := check_of(hints[field.name])) is not None
    }
    if not inner:
        return None

    def check(value: Any, where: str) -> None:
        if not isinstance(value, kind):
            message = f"{where}: expected {kind.__name__}, got {value!r} ({type(value).__name__})"
            raise DomainError(message)
        for name, each in inner.items():
            each(getattr(value, name), f"{where}.{name}")

    return check
