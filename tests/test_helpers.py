"""The helpers on whose sight other tests rely."""

from __future__ import annotations

import pytest
from each import each


@each(("small", "large"), [(1, 2), (4, 3), (5, 6), (8, 7)], name=lambda pair: f"{pair[0]}?")
def _ascending(small: int, large: int, beyond: int) -> None:
    assert small < large < beyond


def test_every_check_that_fails_is_named() -> None:
    with pytest.raises(
        pytest.fail.Exception, match=r"(?s)2 of 4:.4\?: Assert.*8\?: Assert"
    ) as told:
        _ascending(beyond=10)
    assert "1?" not in str(told.value)


def test_a_check_of_nothing_fails() -> None:
    @each("value", [])
    def check(value: int) -> None:
        """Would find nothing wrong."""

    with pytest.raises(AssertionError):
        check()
