"""How a storage entry is declared; which forks have it, `spec/storage.yaml` says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Self, TypeVar, overload

from taospec.network.kinds import NETUID, Kind
from taospec.network.table import Cell, Column, Table
from taospec.resources import load_spec_yaml
from taospec.timeline import timeline

A = TypeVar("A")
B = TypeVar("B")
C = TypeVar("C")
V = TypeVar("V")
W = TypeVar("W", covariant=True)
H = TypeVar("H")


@cache
def descriptions() -> Mapping[str, Mapping[str, Any]]:
    """What `spec/storage.yaml` says of every entry, by the chain's name; read when first asked."""
    return MappingProxyType(load_spec_yaml("storage.yaml"))


class Changing(Generic[W]):
    """A value that changed with forks: from each named fork on, until the next one."""

    def __init__(self, from_fork: Mapping[str, W]) -> None:
        self._from_fork = from_fork

    def at(self, fork: str) -> W:
        """The value in a fork; that of the oldest one before all of them."""
        order = list(timeline())
        here = order.index(fork)
        values = list(self._from_fork.values())
        past = [value for name, value in self._from_fork.items() if order.index(name) <= here]
        return past[-1] if past else values[0]


def changing(**from_fork: V) -> Changing[V]:
    """What holds from each fork on, oldest first."""
    return Changing(from_fork)


@dataclass(eq=False, slots=True, kw_only=True)
class Entry(Generic[H]):
    """The declaration of one storage entry.

    As an attribute of a chain it is the cell, column or table that holds the values: the chain sets
    those of its fork as its own attributes, which hide the declaration.

    Attributes:
        name: the chain's name.
        holder: `Cell`, `Column` or `Table`.
        keys: kinds of the keys, in order; `keys_in` gives those of a fork.
        attribute: the attribute's name.
        position: in the order of the declarations.
    """

    name: str
    holder: type[Table[Any, Any]]
    keys: tuple[Kind[Any] | Changing[Kind[Any]], ...]
    kind: Kind[Any] | Changing[Any]
    default_value: Any
    attribute: str = field(default="", init=False)
    position: int = field(default=0, init=False)

    @overload
    def __get__(self, chain: None, owner: type[Any]) -> Self: ...
    @overload
    def __get__(self, chain: Any, owner: type[Any]) -> H: ...
    def __get__(self, chain: Any, owner: type[Any]) -> Any:
        """The declaration; a chain that has the entry never gets here."""
        if chain is None:
            return self
        message = f"fork {chain.fork.name} has no storage {self.name}"
        raise AttributeError(message)

    def exists_in(self, fork: str) -> bool:
        """Whether the fork has the entry, which `spec/storage.yaml` says; a draft is a fork too."""
        description = descriptions()[self.name]
        order = list(timeline())
        first, end = description["since"], description.get("until")
        return order.index(first) <= order.index(fork) and (
            end is None or order.index(fork) < order.index(end)
        )

    def keys_in(self, fork: str) -> tuple[Kind[Any], ...]:
        """The kinds of the keys in a fork."""
        return tuple(key.at(fork) if isinstance(key, Changing) else key for key in self.keys)

    def kind_in(self, fork: str) -> Kind[Any]:
        """The kind of the values in a fork."""
        return self.kind.at(fork) if isinstance(self.kind, Changing) else self.kind

    def default_in(self, fork: str) -> Any:
        """What an absent entry reads as in a fork."""
        if isinstance(self.default_value, Changing):
            return self.default_value.at(fork)
        return self.kind_in(fork).zero if self.default_value is _ZERO else self.default_value


class Entries:
    """A class whose attributes are declarations of storage entries."""

    _declared: ClassVar[tuple[Entry[Any], ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = {name: value for name, value in vars(cls).items() if isinstance(value, Entry)}
        for position, (attribute, entry) in enumerate(own.items(), len(cls._declared)):
            if attribute != snake_case(entry.name):
                by_rule = snake_case(entry.name)
                message = f"{entry.name} must be declared as {by_rule}, not {attribute}"
                raise TypeError(message)
            entry.attribute, entry.position = attribute, position
        cls._declared = (*cls._declared, *own.values())

    @classmethod
    def declared(cls) -> tuple[Entry[Any], ...]:
        """Every declaration, in order."""
        return cls._declared


class _Zero:
    """The default is the zero of the kind."""


_ZERO: Any = _Zero()


def cell(
    name: str,
    kind: Kind[V] | Changing[Kind[V]],
    *,
    default: V | Changing[V] = _ZERO,
) -> Entry[Cell[V]]:
    """Declare an entry without keys."""
    return Entry(name=name, holder=Cell, keys=(), kind=kind, default_value=default)


def column(
    name: str,
    kind: Kind[V] | Changing[Kind[V]],
    *,
    default: V | Changing[V] = _ZERO,
) -> Entry[Column[V]]:
    """Declare an entry with a value for each subnet."""
    return Entry(
        name=name,
        holder=Column,
        keys=(NETUID,),
        kind=kind,
        default_value=default,
    )


@overload
def table(
    name: str,
    keys: tuple[Kind[A], Kind[B], Kind[C]],
    kind: Kind[V] | Changing[Kind[V]],
    *,
    default: V = ...,
) -> Entry[Table[tuple[A, B, C], V]]: ...
@overload
def table(
    name: str,
    keys: tuple[Kind[A], Kind[B]],
    kind: Kind[V] | Changing[Kind[V]],
    *,
    default: V = ...,
) -> Entry[Table[tuple[A, B], V]]: ...
@overload
def table(
    name: str,
    keys: Kind[A] | Changing[Kind[A]],
    kind: Kind[V] | Changing[Kind[V]],
    *,
    default: V = ...,
) -> Entry[Table[A, V]]: ...
def table(
    name: str,
    keys: Any,
    kind: Kind[Any] | Changing[Any],
    *,
    default: Any = _ZERO,
) -> Entry[Any]:
    """Declare an entry with one or several keys."""
    return Entry(
        name=name,
        holder=Table,
        keys=keys if isinstance(keys, tuple) else (keys,),
        kind=kind,
        default_value=default,
    )


def snake_case(name: str) -> str:
    """The chain's name as an attribute: `SubnetTAO` is `subnet_tao`, `CKBurn` is `ck_burn`."""
    words = re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_")
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", words)
    words = re.sub(r"([A-Z])([A-Z][a-z])", r"\1_\2", words)
    return re.sub(r"_+", "_", words).lower()
