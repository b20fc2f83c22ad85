"""Operations of the chapter network: what one question may ask for."""

from __future__ import annotations

import pytest

from taospec.errors import MalformedInputError
from taospec.operations.catalogue import execute
from taospec.operations.network import MAX_OPS


def test_a_history_beyond_the_bound_is_refused_before_it_is_computed() -> None:
    with pytest.raises(MalformedInputError, match="ops"):
        execute("flow", "network.trace", {"storage": [], "ops": [{}] * (MAX_OPS + 1)})


def test_a_history_of_nothing_changes_nothing() -> None:
    assert execute("flow", "network.trace", {"storage": [], "ops": []}) == {"ok": {"steps": []}}


def test_what_is_wrong_with_a_call_is_named_by_its_place_in_the_history() -> None:
    ops = [{"name": "block"}, {"name": "block", "origin": "root"}]
    with pytest.raises(MalformedInputError, match=r"^ops\[1\]\.origin: unknown field$"):
        execute("flow", "network.trace", {"storage": [], "ops": ops})
