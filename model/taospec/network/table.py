"""Storage entries as dicts with a default, and the journal that can undo what was written.

A `Cell` has one value, a `Column` one per netuid, a `Table` one per tuple of keys. A write keeps
the old value in the journal: so a rejected call is undone backwards, and a difference is found in
time proportional to what was written, never by comparing or copying whole states.

A pass of a block reads a column as a list, or as an array of machine words, and writes one. That is
kept: the next pass, and the next block, read it as it is, and the dict hears of it only when
somebody asks for a single entry. What is asked of a table in every block and changes rarely is
derived from it once, and again after a write; what follows from each value alone, again for the
values that have changed.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any, Final, Generic, NamedTuple, TypeVar, cast

import numpy as np

from taospec.numbers.words import Words

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")


class Missing:
    """The old value of an entry that was not stored."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = Missing()
_NO_WORDS: Words = np.zeros(0, dtype=np.uint64)


class Row:
    """Several keys of an entry, and what they read as, in their order; nobody may change either.

    Attributes:
        keys: distinct.
    """

    __slots__ = ("_values", "_words", "keys")

    def __init__(self, keys: Sequence[Any], values: Sequence[Any] | Words) -> None:
        self.keys = keys
        self._values: Sequence[Any] | None = None
        self._words: Words | None = None
        if isinstance(values, np.ndarray):
            self._words = values
        else:
            self._values = values

    def has(self, keys: Sequence[Any]) -> bool:
        """Whether these are the keys."""
        return self.keys is keys or self.keys == keys

    @property
    def values(self) -> Sequence[Any]:
        """What the keys read as."""
        if self._values is None:
            self._values = cast("list[Any]", self.words.tolist())
        return self._values

    @property
    def words(self) -> Words:
        """The same as machine words."""
        if self._words is None:
            self._words = np.array(self._values, dtype=np.uint64)
        return self._words


class Pass(NamedTuple):
    """What a pass wrote at once.

    Attributes:
        keys: those that it wrote.
        before: all values of the entry from before, but for those that the row knows better.
        row: values that were newer than these; None where none were.
    """

    keys: Collection[Any]
    before: dict[Any, Any]
    row: Row | None = None

    def values(self) -> Mapping[Any, Any]:
        """All values of the entry from before."""
        return self.before if self.row is None else _merged(self.before, self.row)


def _merged(values: dict[Any, Any], row: Row) -> dict[Any, Any]:
    merged = values.copy()
    merged.update(zip(row.keys, row.values, strict=True))
    return merged


# Table, key (a `Pass` for many), old value (MISSING if there was none), rules that wrote.
Write = tuple["Table[Any, Any]", Any, Any, tuple[str, ...]]


class Journal:
    """Everything written since the last `forget`, oldest first.

    Attributes:
        writes: table, key, old value and the writing rules.
        writer: ids of the rules that are writing now.
    """

    __slots__ = ("writer", "writes")

    def __init__(self) -> None:
        self.writes: list[Write] = []
        self.writer: tuple[str, ...] = ()

    def undo(self, mark: int) -> None:
        """Take back everything after the mark, a length that the journal had."""
        while len(self.writes) > mark:
            table, key, old, _ = self.writes.pop()
            table.restore(key, old)

    def before(self, mark: int = 0) -> dict[tuple[Table[Any, Any], Any], Any]:
        """What was stored at the mark, of every entry written since; MISSING if nothing was."""
        first: dict[tuple[Table[Any, Any], Any], Any] = {}
        for table, key, old, _ in self.writes[mark:]:
            if type(key) is Pass:
                values = key.values()
                for written in key.keys:
                    first.setdefault((table, written), values.get(written, MISSING))
            else:
                first.setdefault((table, key), old)
        return first

    def forget(self) -> None:
        """Make everything final."""
        self.writes.clear()


class Table(Generic[K, V]):
    """One storage entry with several keys.

    Reading an absent key answers the default, as the chain does. Iteration follows no meaningful
    order: whoever depends on one sorts.

    Attributes:
        name: the chain's name of the entry.
        default: what an absent key reads as.
        position: in the order of declarations, which is the order of rows in a difference.
    """

    __slots__ = (
        "_encode",
        "_from_entries",
        "_from_keys",
        "_groups",
        "_is_behind",
        "_journal",
        "_mapped",
        "_order",
        "_row",
        "_values",
        "default",
        "name",
        "position",
    )

    def __init__(self, name: str, default: V, journal: Journal, position: int = 0) -> None:
        self.name = name
        self.default = default
        self.position = position
        self._journal = journal
        self._values: dict[K, V] = {}
        # What was derived from the keys, and from the entries, by function.
        self._from_keys: dict[Any, Any] | None = None
        self._from_entries: dict[Any, Any] | None = None
        # Values, and what a function made of each of them, by function.
        self._mapped: dict[Any, tuple[Sequence[V] | None, Words]] = {}
        self._groups: dict[Any, dict[K, None]] | None = None
        self._order: list[bytes] | None = None
        self._encode: Callable[[K], bytes] | None = None
        # What was read or written last as a list, and whether the values lack it.
        self._row: Row | None = None
        self._is_behind = False

    def __getitem__(self, key: K) -> V:
        if self._is_behind:
            self._catch_up()
        return self._values.get(key, self.default)

    def read(self, keys: Sequence[K]) -> Sequence[V]:
        """What several keys read as, in their order; nobody may change it, or the keys."""
        return self._read(keys).values

    def words(self, keys: Sequence[K]) -> Words:
        """What several keys read as, as machine words; nobody may change it, or the keys.

        Raises:
            OverflowError: a value has no place in a word.
        """
        return self._read(keys).words

    def mapped(
        self, keys: Sequence[K], compute: Callable[[Sequence[V]], Sequence[Sequence[int] | Words]]
    ) -> Words:
        """What a function makes of the value of each key on its own, as rows of words.

        It is asked again for the values that have changed.

        Args:
            keys: distinct.
            compute: of several values a few rows, each of a number for every value.

        Raises:
            OverflowError: an answer has no place in a word.
        """
        values = self.read(keys)
        before, answers = self._mapped.get(compute, (None, _NO_WORDS))
        if before is values:
            return answers
        if before is None or len(before) != len(values):
            answers = np.array(compute(values), dtype=np.uint64)
        else:
            changed = [
                place
                for place, (old, new) in enumerate(zip(before, values, strict=True))
                if old is not new
            ]
            answers = answers.copy()
            if changed:
                answers[:, changed] = compute([values[place] for place in changed])
        self._mapped[compute] = values, answers
        return answers

    def _read(self, keys: Sequence[K]) -> Row:
        row = self._row
        if row is not None and row.has(keys):
            return row
        if self._is_behind:
            self._catch_up()
        row = self._row = Row(keys, list(map(self._values.get, keys, repeat(self.default))))
        return row

    def write(self, keys: Sequence[K], values: Sequence[V] | Words) -> None:
        """Write what a pass computed, as one entry of the journal; keys and values are kept.

        Args:
            keys: distinct, in any order.
            values: of the keys, in their order.
        """
        if not keys:
            return
        after = Row(keys, values)
        if not self._has_all(keys):
            self.commit(dict(zip(keys, after.values, strict=True)))
            return
        row, journal = self._row if self._is_behind else None, self._journal
        journal.writes.append((self, Pass(keys, self._values, row), None, journal.writer))
        self._row, self._is_behind = after, True
        self._from_entries = None

    def write_at(self, keys: Sequence[K], places: Sequence[int], values: Sequence[V]) -> None:
        """Write some of several keys, by their places among them, if a value changes.

        Args:
            keys: distinct, in any order.
            places: distinct.
            values: what to write there.
        """
        row = [*self.read(keys)]
        for place, value in zip(places, values, strict=True):
            row[place] = value
        self.write_changed(keys, row)

    def write_changed(self, keys: Sequence[K], values: Sequence[V]) -> None:
        """Write what a pass computed, if a value changes, and only what does of absent keys."""
        before = self.read(keys)
        if before == values:
            return
        if self._has_all(keys):
            self.write(keys, values)
            return
        rows = zip(keys, values, before, strict=True)
        self.commit({key: value for key, value, old in rows if value != old})

    def write_each(self, keys: Sequence[K], values: Sequence[V]) -> None:
        """Write a few keys of many, each as an entry of the journal of its own, if it changes."""
        if self._is_behind:
            self._catch_up()
        stored, note, writer = self._values, self._journal.writes.append, self._journal.writer
        appeared: list[K] = []
        for key, value in zip(keys, values, strict=True):
            old = stored.get(key, MISSING)
            if old != value:
                note((self, key, old, writer))
                stored[key] = value
                if old is MISSING:
                    appeared.append(key)
        self._row = self._from_entries = None
        for key in appeared:
            self._appeared(key)

    def _has_all(self, keys: Sequence[K]) -> bool:
        """Whether all keys are stored; the values lack nothing then but what the row has of them.

        A row that the values lack is always one of stored keys.
        """
        row = self._row
        if self._is_behind and row is not None:
            if row.has(keys):
                return True
            self._catch_up()
        return all(map(self._values.keys().__contains__, keys))

    def _catch_up(self) -> None:
        """Let the values have what the row has; those that the journal keeps stay as they are."""
        if self._row is not None:
            self._values = _merged(self._values, self._row)
        self._is_behind = False

    def derived(self, compute: Callable[[Table[K, V]], D]) -> D:
        """What a function makes of this table alone; kept until an entry is written."""
        if self._from_entries is None:
            self._from_entries = {}
        return self._kept(self._from_entries, compute)

    def derived_from_keys(self, compute: Callable[[Table[K, V]], D]) -> D:
        """What a function makes of the keys alone; kept until one comes or goes."""
        if self._from_keys is None:
            self._from_keys = {}
        return self._kept(self._from_keys, compute)

    def _kept(self, kept: dict[Any, Any], compute: Callable[[Table[K, V]], D]) -> D:
        if compute not in kept:
            kept[compute] = compute(self)
        return cast("D", kept[compute])

    def get(self, key: K) -> V | None:
        """The stored value; None if the key is absent, whatever the default."""
        if self._is_behind:
            self._catch_up()
        return self._values.get(key)

    def stored(self, key: K) -> V | Missing:
        """The stored value; MISSING if the key is absent."""
        if self._is_behind:
            self._catch_up()
        return self._values.get(key, MISSING)

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[K]:
        return iter(tuple(self._values))

    def __len__(self) -> int:
        return len(self._values)

    def items(self) -> list[tuple[K, V]]:
        """Keys and values as they are now."""
        if self._is_behind:
            self._catch_up()
        return list(self._values.items())

    def __setitem__(self, key: K, value: V) -> None:
        if self._is_behind:
            self._catch_up()
        old = self._values.get(key, MISSING)
        if old is value:
            return
        journal = self._journal
        journal.writes.append((self, key, old, journal.writer))
        self._values[key] = value
        self._row = None
        if old is MISSING:
            self._appeared(key)
        else:
            self._from_entries = None

    def begin_with(self, key: K, value: V) -> None:
        """Put a value into a table that nobody has read yet: nothing is noted, nothing undone."""
        self._values[key] = value

    def remove(self, key: K) -> V:
        """Remove an entry, if there is one, and answer what it read as."""
        if key not in self._values:
            return self.default
        if self._is_behind:
            self._catch_up()
        old = self._values.pop(key)
        self._row = None
        self._journal.writes.append((self, key, old, self._journal.writer))
        self._vanished(key)
        return old

    __delitem__ = remove

    def remove_each(self, keys: Sequence[K]) -> None:
        """Remove the entries that there are of several keys, as one entry of the journal."""
        gone = self._values.keys() & keys
        if not gone:
            return
        if self._is_behind:
            self._catch_up()
        before, journal = self._values, self._journal
        journal.writes.append((self, Pass(gone, before), None, journal.writer))
        self._values = {key: value for key, value in before.items() if key not in gone}
        self._row = None
        self._replaced(before)

    def keep(self, key: K, value: V, *, there: bool) -> None:
        """Write a value, or remove the entry where the value stands for nothing."""
        if there:
            self[key] = value
        else:
            self.remove(key)

    def commit(self, values: Mapping[K, V]) -> None:
        """Write what a pass computed, as one entry of the journal, which keeps the mapping."""
        if not values:
            return
        if self._is_behind:
            self._catch_up()
        before, journal = self._values, self._journal
        journal.writes.append((self, Pass(values.keys(), before), None, journal.writer))
        self._values, self._row = {**before, **values}, None
        self._replaced(before)

    def under(self, first: Any) -> list[K]:
        """The keys that begin with this one; found without looking at the others."""
        if self._groups is None:
            self._groups = {}
            for key in self._values:
                self._groups.setdefault(_first(key), {})[key] = None
        return list(self._groups.get(first, ()))

    def remove_under(self, first: Any, but: Collection[K] = ()) -> None:
        """Remove every entry whose keys begin with this one, but for some."""
        for key in self.under(first):
            if key not in but:
                self.remove(key)

    def restore(self, key: K | Pass, old: Any) -> None:
        """Put an old value, or those before a pass, back without a trace in the journal."""
        if isinstance(key, Pass):
            after, self._values = self._values, key.before
            self._row, self._is_behind = key.row, key.row is not None
            self._replaced(after)
            return
        if self._is_behind:
            self._catch_up()
        self._row = None
        if old is MISSING:
            del self._values[key]
            self._vanished(key)
            return
        if key not in self._values:
            self._appeared(key)
        self._values[key] = old
        self._from_entries = None

    def in_order(self, encode: Callable[[K], bytes]) -> Sequence[bytes]:
        """The keys as bytes, ascending; from the first question on kept while entries come and go.

        Args:
            encode: the bytes of a key, always the same function for one table.
        """
        if self._order is None:
            self._encode = encode
            self._order = sorted(map(encode, self._values))
        return self._order

    def _replaced(self, values: Mapping[K, V]) -> None:
        """The entries are those that were, and more; or, when undone or removed, some of those."""
        self._from_entries = None
        if len(self._values) != len(values):
            self._from_keys = None
            self._groups = self._order = None

    def _appeared(self, key: K) -> None:
        self._forget_derived()
        if self._groups is not None:
            self._groups.setdefault(_first(key), {})[key] = None
        if self._order is not None and self._encode is not None:
            insort(self._order, self._encode(key))

    def _vanished(self, key: K) -> None:
        self._forget_derived()
        if self._groups is not None:
            del self._groups[_first(key)][key]
        if self._order is not None and self._encode is not None:
            del self._order[bisect_left(self._order, self._encode(key))]

    def _forget_derived(self) -> None:
        self._from_keys = self._from_entries = None

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name}, {len(self._values)} entries)"


class Column(Table[int, V]):
    """One storage entry with one key, the netuid."""

    __slots__ = ()


class Cell(Table[tuple[()], V]):
    """One storage entry without keys."""

    __slots__ = ()

    @property
    def value(self) -> V:
        """The one value."""
        return self._values.get((), self.default)

    @value.setter
    def value(self, value: V) -> None:
        self[()] = value


def _first(key: Any) -> Any:
    return key[0] if isinstance(key, tuple) and key else key
