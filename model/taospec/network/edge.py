"""The edge: storage form in, tables; changes, storage form out.

The only place that knows what a row is. Everything is checked, and what is refused is refused in
one line that names row and field.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from taospec.errors import MalformedInputError, nearest
from taospec.network import kinds
from taospec.network.chain import Chain, Change
from taospec.network.codecs import Codec, MisfitError, each_read, reader, short, writer
from taospec.network.entry import Entry
from taospec.network.storage import Storage
from taospec.network.table import MISSING, Table
from taospec.rules import rule

if TYPE_CHECKING:  # as in `chain`
    from taospec.forks.shape import Fork

Rows = Sequence[Any]


class RowCodec:
    """How the rows of one entry are read and written in one fork.

    Attributes:
        entry: the declaration.
        width: number of keys.
        optional: whether null says that the entry is absent.
        key: reads the keys of a row as the key of a table.
        read_keys: reads them one by one, which takes longer and says which of them is wrong.
        value: reads the value of a row.
        writers: what writes each key.
        write_value: what writes a value.
    """

    __slots__ = (
        "entry",
        "key",
        "optional",
        "read_keys",
        "value",
        "width",
        "write_value",
        "writers",
    )

    def __init__(self, entry: Entry[Any], fork: str) -> None:
        kind, keys = entry.kind_in(fork), entry.keys_in(fork)
        self.entry = entry
        self.width = len(keys)
        self.optional = isinstance(kind, kinds.Optional)
        self.key = _key_reader(keys)
        self.read_keys = partial(each_read, [reader(key) for key in keys])
        self.value = reader(kind)
        self.writers = tuple(writer(key) for key in keys)
        self.write_value = writer(kind)

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


def _key_reader(keys: tuple[kinds.Kind[Any], ...]) -> Codec:
    """What reads the keys of a row; by their number, since it is done for every row."""
    readers = [reader(key) for key in keys]
    first, second, third = readers + [reader(kinds.BOOL)] * (3 - len(readers))

    def read_none(keys: Any) -> tuple[()]:
        if type(keys) is not list or keys:
            raise _not_keys(keys, 0)
        return ()

    def read_one(keys: Any) -> Any:
        if type(keys) is not list or len(keys) != 1:
            raise _not_keys(keys, 1)
        return first(keys[0])

    def read_two(keys: Any) -> tuple[Any, Any]:
        if type(keys) is not list or len(keys) != 2:
            raise _not_keys(keys, 2)
        return first(keys[0]), second(keys[1])

    def read_three(keys: Any) -> tuple[Any, Any, Any]:
        if type(keys) is not list or len(keys) != 3:
            raise _not_keys(keys, 3)
        return first(keys[0]), second(keys[1]), third(keys[2])

    return (read_none, read_one, read_two, read_three)[len(readers)]


def _not_keys(keys: Any, width: int) -> MisfitError:
    return MisfitError(f"expected {width} key{'s' * (width != 1)}, got {short(keys)}")


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
    reads = _read(chain, rows, where, removing=removing)
    _require_distinct(reads, rows, where)
    return reads


def _read(chain: Chain, rows: Rows, where: str, *, removing: bool = False) -> list[Read]:
    """As `read_rows`, but two rows may state one entry where nothing else is wrong."""
    if not isinstance(rows, Sequence) or isinstance(rows, str):
        raise MalformedInputError([(where, "expected a list of rows")])
    codecs, tables = row_codecs(chain.fork.name), chain.tables
    reads: list[Read] = []
    problem, row = "", None
    try:
        for row in rows:
            if type(row) is not list or len(row) != 3:
                raise MisfitError  # told as every other fault of the row
            name, keys, value = row
            codec = codecs[name]
            key = codec.key(keys)
            if value is not None:
                reads.append((tables[name], key, codec.value(value)))
            elif removing or codec.optional:
                reads.append((tables[name], key, MISSING))
            else:
                raise MisfitError
    except (MisfitError, KeyError, TypeError):
        problem = _problem_of(chain, codecs, row)
    if problem:
        _require_distinct(reads, rows, where)
        raise MalformedInputError([(f"{where}[{len(reads)}]", problem)])
    return reads


def _require_distinct(reads: list[Read], rows: Sequence[Any], where: str) -> None:
    """Refuse a second row for an entry, before anything that is wrong with a later row."""
    seen = {read[:2] for read in reads}
    if len(seen) == len(reads):
        return
    for index, read in enumerate(reads):
        if read[:2] not in seen:
            problem = f"{rows[index][0]}: a second row for the same entry"
            raise MalformedInputError([(f"{where}[{index}]", problem)])
        seen.discard(read[:2])


def _problem_of(chain: Chain, codecs: Mapping[str, RowCodec], row: Any) -> str:
    """What is wrong with a row that could not be read."""
    if type(row) is not list or len(row) != 3 or type(row[0]) is not str:
        return f"{_name_of(row)}expected [name, keys, value], got {short(row)}"
    name, keys, value = row
    codec = codecs.get(name)
    if codec is None:
        return f"{_name_of(row)}fork {chain.fork.name} has no such storage{nearest(name, codecs)}"
    if type(keys) is not list or len(keys) != codec.width:
        return f"{name}: keys: {_not_keys(keys, codec.width)}"
    for part, read, written in (("keys", codec.read_keys, keys), ("value", codec.value, value)):
        if part == "value" and value is None and not codec.optional:
            return f"{name}: value: null; an absent entry has no row"
        try:
            read(written)
        except MisfitError as error:
            return f"{name}: {part}{error.path}: {error}"
    message = f"{name}: a row that reads at the second try"
    raise AssertionError(message)


@rule("NET-1")
def load(fork: Fork, storage: Rows) -> Chain:
    """A chain with this storage.

    Raises:
        MalformedInputError: a row does not fit.
    """
    chain = Chain(fork)
    reads = _read(chain, storage, "storage")
    for table, key, value in reads:
        if value is not MISSING:
            table.begin_with(key, value)
    if sum(map(len, chain.tables.values())) < len(reads):
        _require_distinct(reads, storage, "storage")
    return chain


def edit(chain: Chain, rows: Rows, *, where: str = "edit") -> None:
    """Put rows into the state from outside; null removes. All of them, or none.

    Raises:
        MalformedInputError: a row does not fit, or null is to remove what is not there.
    """
    reads = read_rows(chain, rows, where=where, removing=True)
    for index, (table, key, value) in enumerate(reads):
        if value is MISSING and table.stored(key) is MISSING:
            problem = f"{table.name}: null for an entry that is not there"
            raise MalformedInputError([(f"{where}[{index}]", problem)])
    put(reads)


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
