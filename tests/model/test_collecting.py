"""The collector sleeps while large answers are written, and only then."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from taospec.consensus.epoch.sparse import SparseRows
from taospec.wire.collecting import uncollected


def _set(enabled: bool) -> None:
    if enabled:
        gc.enable()
    else:
        gc.disable()


@pytest.fixture(autouse=True)
def _collector_as_it_was() -> Iterator[None]:
    was_enabled = gc.isenabled()
    yield
    _set(was_enabled)


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(enabled: bool) -> None:
    _set(enabled)
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled() is enabled
    with pytest.raises(ZeroDivisionError), uncollected():
        raise ZeroDivisionError
    assert gc.isenabled() is enabled


def test_many_rows_are_written_without_a_collection() -> None:
    rows = SparseRows.from_rows([(uid, [(j, 1) for j in range(256)]) for uid in range(64)])
    gc.enable()
    gc.collect()
    before = sum(generation["collections"] for generation in gc.get_stats())
    written = rows.encode()
    collections = sum(generation["collections"] for generation in gc.get_stats()) - before
    assert sum(len(row) for _, row in written) == 64 * 256
    assert collections <= 1  # it looks once, afterwards
