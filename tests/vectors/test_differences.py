"""What shows that a fork changed a slot: the table of pairs, and the search that fills it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from taospec.forks import FORKS, changes, predecessor
from taospec.timeline import since
from taospec_vectors.differences import Difference, is_shown, recorded, table_text
from taospec_vectors.format import Case
from taospec_vectors.load import cases

# How many slots of a fork no pair shows, which may only become fewer. Of `authorfee` they are zeros
# that are stored or not, which no difference of states has, and a full subnet of 256 uids.
MOST_UNSHOWN = {"authorfee": 2, "burnprice": 0, "netflow": 20, "rootprice": 0, "balancer": 7}


@pytest.fixture(scope="module")
def by_id() -> dict[str, Case]:
    return {case.id: case for case in cases()}


def test_every_slot_that_2026_changed_is_in_the_table() -> None:
    for name in since("authorfee", until="conviction"):
        old = predecessor(name)
        assert old is not None
        slots = {(name, each.path) for each in changes(FORKS[old], FORKS[name])}
        rows = {key: row for key, row in recorded().items() if key[0] == name}
        assert slots == rows.keys()
        empty = [slot for (_, slot), row in rows.items() if not (row.before or row.after)]
        assert len(empty) <= MOST_UNSHOWN[name], empty


def test_every_row_shows_what_it_says(by_id: dict[str, Case]) -> None:
    for row in recorded().values():
        if row.before or row.after:
            assert is_shown(row, by_id), row


def test_a_row_that_shows_another_slot_is_noticed(by_id: dict[str, Case]) -> None:
    row = recorded()["burnprice", "supply.alpha_issuance"]
    assert is_shown(row, by_id)
    assert not is_shown(replace(row, slot="network.block.registration"), by_id)
    assert not is_shown(replace(row, before=row.after, after=row.before), by_id)
    assert not is_shown(replace(row, fork="netflow"), by_id)
    assert not is_shown(Difference(row.fork, row.slot), by_id)


def test_the_table_is_text_by_rows() -> None:
    row = Difference("burnprice", "pools.taken", "a", "b")
    assert table_text([row]) == "fork\tslot\tbefore\tafter\nburnprice\tpools.taken\ta\tb\n"
