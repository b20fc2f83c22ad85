"""Tables: what is derived from them, and passes that are taken back."""

from __future__ import annotations

from taospec.network.table import Column, Journal, Table


def column() -> tuple[Journal, Column[int]]:
    journal = Journal()
    return journal, Column("Tempo", 360, journal)


def total(table: Table[int, int]) -> int:
    return sum(value for _, value in table.items())


def keys(table: Table[int, int]) -> list[int]:
    return sorted(table)


def test_what_is_derived_follows_every_way_to_write() -> None:
    journal, tempo = column()
    assert (tempo.derived(total), tempo.derived_from_keys(keys)) == (0, [])
    tempo[1] = 5
    assert (tempo.derived(total), tempo.derived_from_keys(keys)) == (5, [1])
    tempo[1] = 6
    assert tempo.derived(total) == 6
    mark = len(journal.writes)
    tempo.commit({1: 7, 2: 10})
    assert (tempo.derived(total), tempo.derived_from_keys(keys)) == (17, [1, 2])
    tempo.remove(1)
    assert (tempo.derived(total), tempo.derived_from_keys(keys)) == (10, [2])
    journal.undo(mark)
    assert (tempo.derived(total), tempo.derived_from_keys(keys)) == (6, [1])


def test_what_is_derived_is_kept_until_then() -> None:
    _, tempo = column()
    tempo[1] = 5
    kept = tempo.derived_from_keys(keys)
    tempo[1] = 6
    assert tempo.derived_from_keys(keys) is kept
    tempo.commit({1: 7})
    assert tempo.derived_from_keys(keys) is kept


def test_the_same_value_is_not_written_again() -> None:
    journal, tempo = column()
    tempo[1] = 5
    tempo[1] = 5
    assert len(journal.writes) == 1


def test_all_that_begin_with_a_key_but_some() -> None:
    table: Table[tuple[int, int], int] = Table("Weights", 0, Journal())
    for key in ((1, 1), (1, 2), (2, 1)):
        table[key] = 9
    table.remove_under(1, {(1, 2)})
    assert sorted(table) == [(1, 2), (2, 1)]


def test_several_entries_go_at_once_and_come_back() -> None:
    journal, tempo = column()
    for netuid in range(1, 4):
        tempo[netuid] = netuid
    journal.forget()
    tempo.write([1, 2, 3], [7, 8, 9])
    mark = len(journal.writes)
    tempo.remove_each([1, 3, 5])
    assert (keys(tempo), tempo[1], tempo[2]) == ([2], 360, 8)
    assert journal.before(mark) == {(tempo, 1): 7, (tempo, 3): 9}
    journal.undo(mark)
    assert sorted(tempo.items()) == [(1, 7), (2, 8), (3, 9)]
    tempo.remove_each([5])
    assert len(journal.writes) == mark


def test_several_entries_are_written_each_on_its_own() -> None:
    journal, tempo = column()
    tempo[1] = 5
    assert tempo.derived_from_keys(keys) == [1]
    journal.forget()
    tempo.write_each([1, 2, 3], [5, 6, 360])
    assert (keys(tempo), len(journal.writes)) == ([1, 2, 3], 2)
    assert tempo.derived_from_keys(keys) == [1, 2, 3]
    journal.undo(0)
    assert sorted(tempo.items()) == [(1, 5)]
