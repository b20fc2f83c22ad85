"""Draws that are the same in every run, whatever else a process has imported.

Hypothesis collects numbers and texts that stand in the source of imported modules, and draws some
of them: with the same seed, other modules lead to other samples. Which samples an adapter is judged
by must not depend on the tests beside it, nor on whether this project is installed from a checkout.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

_NAME = "_local_constants"


@contextmanager
def steady_draws() -> Iterator[None]:
    """Leave out of the draws what Hypothesis finds in imported modules.

    A version of Hypothesis that collects nothing is left as it is.
    """
    provider: Any = providers.HypothesisProvider
    collected = vars(provider).get(_NAME)
    if collected is None:
        yield
        return
    setattr(provider, _NAME, Constants())
    providers.CONSTANTS_CACHE.cache.clear()
    try:
        yield
    finally:
        setattr(provider, _NAME, collected)
        providers.CONSTANTS_CACHE.cache.clear()
