"""The edge: storage form in, tables; changes, storage form out.

The only place that knows what a row is. Everything is checked, and what is refused is refused in
one line that names row and field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from taospec.errors import MalformedInputError
from taospec.network import kinds
from taospec.network.chain import Chain, Change
from taospec.network.codecs import MisfitError, reader, short, writer
from taospec.network.entry import Entry
from taospec.network.storage import Storage
from taospec.network.table import MISSING, Table
from taospec.rules import rule

if TYPE_CHECKING:  # as in `chain`
    from taospec.forks.shape import Fork

Rows = Iterable[Any]


class RowCodec:
    """How the rows of one entry are read and written in one fork."""

    __slots__ = ("entry", "optional", "read_keys", "read_value", "width", "write_value", "writers")

    def __init__(self, entry: Entry[Any], fork: str) -> None:
        kind, keys = entry.kind_in(fork), entry.keys_in(fork)
        self.entry = entry
        self.width = len(keys)
        self.optional = isinstance(kind, kinds.Optional)
        self.read_keys = tuple(reader(key) for key in keys)
        self.read_value = reader(kind)
        self.writers = tuple(writer(key) for key in keys)
        self.write_value = writer(kind)

    def key(self, keys: Any) -> Any:
        """The key of a table for the keys of a row."""
        if type(keys) is not list or len(keys) != self.width:
            raise MisfitError(f"expected {self.width} keys, got {short(keys)}")
        reads = self.read_keys
        if self.width == 1:
            return reads[0](keys[0])
        if self.width == 2:
            return reads[0](keys[0]), reads[1](keys[1])
        return tuple([read(key) for read, key in zip(reads, keys, strict=True)])

    def row(self, key: Any, value: Any) -> list[Any]:
        """A row for a key of a table and its value, which may be MISSING."""
        keys = (key,) if self.width == 1 else key
        written = [write(one) for write, one in zip(self.writers, keys, strict=True)]
        shown = None if value is MISSING else self.write_value(value)
        return [self.entry.name, written, shown]


@cache
def row_codecs(fork: str) -> Mapping[str, RowCodec]:
    """How rows are read and written in a fork, by the chain's name of the entry."""
    return {
        entry.name: RowCodec(entry, fork) for entry in Storage.declared() if entry.exists_in(fork)
    }


Read = tuple[Table[Any, Any], Any, Any]


def read_rows(chain: Chain, rows: Rows, *, where: str, removing: bool = False) -> list[Read]:
    """Table, key and value of every row; MISSING for a value of null.

    Args:
        chain: whose tables are meant.
        rows: `[name, [keys…], value]`, all of them or one error.
        where: what to call the list of rows in messages.
        removing: whether null removes any entry; else it says that an optional one is absent.

    Raises:
        MalformedInputError: a row does not fit, or two rows state one entry; it names the row.
    """
    return list(_read(chain, rows, where, removing=removing))


def _read(chain: Chain, rows: Rows, where: str, *, removing: bool) -> Iterator[Read]:
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise MalformedInputError([(where, "expected a list of rows")])
    codecs, tables = row_codecs(chain.fork.name), chain.tables
    seen: set[tuple[str, Any]] = set()
    for index, row in enumerate(rows):
        try:
            key, value = _read_row(chain, codecs, row, removing=removing)
            seen.add((row[0], key))
            if len(seen) == index:
                raise MisfitError("a second row for the same entry")
        except MisfitError as error:
            problem = f"{_name_of(row)}{error}"
            raise MalformedInputError([(f"{where}[{index}]", problem)]) from None
        yield tables[row[0]], key, value


def _read_row(
    chain: Chain, codecs: Mapping[str, RowCodec], row: Any, *, removing: bool
) -> tuple[Any, Any]:
    """Key and value of a row."""
    if type(row) is not list or len(row) != 3 or type(row[0]) is not str:
        raise MisfitError(f"expected [name, keys, value], got {short(row)}")
    name, keys, value = row
    codec = codecs.get(name)
    if codec is None:
        raise MisfitError(f"fork {chain.fork.name} has no such storage")
    try:
        key = codec.key(keys)
    except MisfitError as error:
        raise MisfitError(f"keys: {error}") from None
    if value is None:
        if not removing and not codec.optional:
            raise MisfitError("value: null; an absent entry has no row")
        return key, MISSING
    try:
        return key, codec.read_value(value)
    except MisfitError as error:
        raise MisfitError(f"value: {error}") from None


@rule("NET-1")
def load(fork: Fork, storage: Rows) -> Chain:
    """A chain with this storage.

    Raises:
        MalformedInputError: a row does not fit.
    """
    chain = Chain(fork)
    for table, key, value in _read(chain, storage, "storage", removing=False):
        if value is not MISSING:
            table.begin_with(key, value)
    return chain


def edit(chain: Chain, rows: Rows, *, where: str = "edit") -> None:
    """Put rows into the state from outside; null removes. All of them, or none."""
    put(read_rows(chain, rows, where=where, removing=True))


def put(rows: Iterable[Read]) -> None:
    """Write rows that were read."""
    for table, key, value in rows:
        if value is MISSING:
            table.remove(key)
        else:
            table[key] = value


def dump(chain: Chain) -> list[list[Any]]:
    """The whole storage, entries in the order of their declaration, keys ascending."""
    codecs = row_codecs(chain.fork.name)
    return [
        codecs[name].row(key, value)
        for name, table in chain.tables.items()
        for key, value in sorted(table.items(), key=lambda pair: _sortable(pair[0]))
    ]


@rule("NET-3")
def diff(chain: Chain, changes: Iterable[Change]) -> list[list[Any]]:
    """Changes as rows; null for an optional entry that is gone."""
    codecs = row_codecs(chain.fork.name)
    return [codecs[table.name].row(key, after) for table, key, _, after in changes]


def show(chain: Chain, table: Table[Any, Any], key: Any, value: Any) -> list[Any]:
    """One row, for people."""
    return row_codecs(chain.fork.name)[table.name].row(key, value)


def _name_of(row: Any) -> str:
    named = type(row) is list and row and type(row[0]) is str
    return f"{row[0][:60]}: " if named else ""


def _sortable(key: Any) -> tuple[Any, ...]:
    return key if isinstance(key, tuple) else (key,)
