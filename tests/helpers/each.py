"""One test of many small things, which costs what one test costs and names all that fail."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import pytest

Check = Callable[..., None]


def each(
    arguments: str | tuple[str, ...], values: Iterable[Any], name: Callable[[Any], str] = str
) -> Callable[[Check], Check]:
    """Check every value in one test, in the place of `pytest.mark.parametrize`.

    For checks of less than a millisecond: pytest and its workers take several for every test.

    Args:
        arguments: what the check calls a value, or the parts of one.
        values: what is checked; none is a mistake.
        name: what a value is called where its check fails.
    """
    names = (arguments,) if isinstance(arguments, str) else arguments
    every = list(values)

    def over(check: Check) -> Check:
        @functools.wraps(check)
        def test(**fixtures: Any) -> None:
            assert every
            failures = []
            for value in every:
                parts = (value,) if isinstance(arguments, str) else value
                try:
                    check(**dict(zip(names, parts, strict=True)), **fixtures)
                except Exception as error:
                    failures.append(f"{name(value)}: {type(error).__name__}: {error}")
            if failures:
                told = "\n\n".join(failures)
                pytest.fail(f"{len(failures)} of {len(every)}:\n{told}", pytrace=False)

        signature = inspect.signature(check)
        fixtures = [part for part in signature.parameters.values() if part.name not in names]
        test.__signature__ = signature.replace(parameters=fixtures)  # type: ignore[attr-defined]
        return test

    return over
