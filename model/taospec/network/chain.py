"""The state of a whole network: every storage entry of a fork, and what was written to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from taospec.network.storage import Storage
from taospec.network.table import MISSING, Journal, Pass, Table
from taospec.rulebook import rulebook
from taospec.rules import rule

if TYPE_CHECKING:  # the forks compose functions that take a chain
    from taospec.forks.shape import Fork

Derived = TypeVar("Derived")
# Table, key, value before, value after; both as they read, defaults applied.
Change = tuple[Table[Any, Any], Any, Any, Any]


@cache
def _holders_of(fork: str) -> tuple[tuple[str, str, Any, Any, int], ...]:
    """Attribute, name, kind of table, default and position of every entry of a fork."""
    return tuple(
        (entry.attribute, entry.name, entry.holder, entry.default_in(fork), entry.position)
        for entry in Storage.declared()
        if entry.exists_in(fork)
    )


class Chain(Storage):
    """The storage of one fork; `chain.subnet_tao[3]` reads, `chain.subnet_tao[3] = x` writes.

    Attributes:
        fork: the rules and constants that hold.
        journal: what was written since the last `settle`.
        tables: every entry by the chain's name.
    """

    fork: Fork
    journal: Journal
    tables: dict[str, Table[Any, Any]]

    def __init__(self, fork: Fork) -> None:
        self.fork = fork
        self.journal = Journal()
        self.tables = {}
        self._known: dict[Any, Any] = {}
        own, journal = vars(self), self.journal
        for attribute, name, holder, default, position in _holders_of(fork.name):
            own[attribute] = self.tables[name] = holder(name, default, journal, position)

    @contextmanager
    def step(self) -> Iterator[None]:
        """A transaction: an exception undoes everything that was written inside."""
        mark = len(self.journal.writes)
        try:
            yield
        except BaseException:
            self.journal.undo(mark)
            raise

    def changes(self, mark: int = 0) -> list[Change]:
        """What reads differently now than at a mark of the journal, in the order of storage."""
        changed = []
        for (table, key), old in self.journal.before(mark).items():
            before = table.default if old is MISSING else old
            after = table[key]
            if before != after:
                changed.append((table, key, before, after))
        changed.sort(key=lambda change: order(change[0], change[1]))
        return changed

    def who(self, name: str, key: Any) -> tuple[str, ...]:
        """The rules that last wrote an entry since the last `settle`; none if nobody did.

        Of a function that several forks share only the rules of this one are named.
        """
        table = self.tables[name]
        for written, at, _, writer in reversed(self.journal.writes):
            if written is table and (at == key or (type(at) is Pass and key in at.keys)):
                return tuple(each for each in writer if self.fork.name in rulebook()[each].forks)
        return ()

    def settle(self) -> None:
        """Make everything final: from here on nothing earlier can be undone or told apart."""
        self.journal.forget()

    def once(self, compute: Callable[[Chain], Derived]) -> Derived:
        """What a function makes of the fork and the tables as such; asked once for a chain."""
        if compute not in self._known:
            self._known[compute] = compute(self)
        return cast("Derived", self._known[compute])

    def stores(self, name: str) -> bool:
        """Whether the fork has a storage entry of this name, which another fork may lack."""
        return name in self.tables

    # What almost every rule asks

    @property
    def now(self) -> int:
        """The current block."""
        return self.block_number.value

    def exists(self, netuid: int) -> bool:
        """Whether there is such a subnet."""
        return self.networks_added[netuid]

    def netuids(self) -> list[int]:
        """Every subnet, root too, as the chain walks its storage: by low byte, then high byte."""
        return list(self.networks_added.derived(_walk))


@rule("NET-6")
def storage_order(netuid: int) -> tuple[int, int]:
    """Sort key of netuids in storage, whose keys are little-endian and not hashed."""
    return netuid & 0xFF, netuid >> 8


def _walk(networks_added: Table[int, bool]) -> list[int]:
    return sorted((n for n, added in networks_added.items() if added), key=storage_order)


def order(table: Table[Any, Any], key: Any) -> tuple[int, Any]:
    """Sort key of rows: entries as they are declared, keys ascending."""
    return table.position, key if isinstance(key, tuple) else (key,)
