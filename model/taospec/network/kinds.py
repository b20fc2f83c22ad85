"""The kinds of value that storage and calls are made of, without any notation for them.

A kind says what a value means and which values there are; `taospec.network.edge` compiles from it
how the value is written in the storage form. Values are immutable, since the undo journal keeps
them: integers, `bytes`, tuples, and mappings that nobody changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from struct import iter_unpack, pack
from typing import Any, Generic, NamedTuple, TypeVar

from taospec.numbers.formats import FORMATS
from taospec.numbers.raw import Layout
from taospec.staking.decimal_shares import Decimal
from taospec.staking.locks import Lock

T = TypeVar("T")
K = TypeVar("K")
V = TypeVar("V")

ACCOUNT_BYTES = 32
NOBODY = bytes(ACCOUNT_BYTES)


@dataclass(frozen=True, slots=True, eq=False)
class Kind(Generic[T]):
    """What a value means.

    Attributes:
        name: the chain's name of the type, such as `u64`.
        zero: the value that stands for an absent entry unless its declaration says otherwise.
    """

    name: str
    zero: T


@dataclass(frozen=True, slots=True, eq=False)
class Integer(Kind[int]):
    """An integer of so many bits; `unit` is what it counts."""

    bits: int
    signed: bool = False
    unit: str = ""

    @property
    def low(self) -> int:
        """Smallest value."""
        return -(1 << (self.bits - 1)) if self.signed else 0

    @property
    def high(self) -> int:
        """Largest value."""
        return (1 << (self.bits - self.signed)) - 1


@dataclass(frozen=True, slots=True, eq=False)
class FixedPoint(Kind[int]):
    """A fixed-point number, held as raw bits."""

    layout: Layout


@dataclass(frozen=True, slots=True, eq=False)
class Boolean(Kind[bool]):
    """A flag."""


@dataclass(frozen=True, slots=True, eq=False)
class RawBytes(Kind[bytes]):
    """Bytes; so many of them where `length` is not None, at most so many where `most` is not."""

    length: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Text(Kind[str]):
    """Bytes that nothing computes with, kept as they are written."""


@dataclass(frozen=True, slots=True, eq=False)
class Optional(Kind[T | None]):
    """A value that may be missing: absence is no default, it means something."""

    of: Kind[T]


@dataclass(frozen=True, slots=True, eq=False)
class Vector(Kind[tuple[T, ...]]):
    """Values in their order."""

    of: Kind[T]


@dataclass(frozen=True, slots=True, eq=False)
class PackedPairs(Kind[bytes]):
    """Pairs of u16, held as four bytes each: a row of weights or bonds, of which there are many."""


@dataclass(frozen=True, slots=True, eq=False)
class SortedSet(Kind[tuple[T, ...]]):
    """Distinct values, ascending."""

    of: Kind[T]


@dataclass(frozen=True, slots=True, eq=False)
class Product(Kind[Any]):
    """A tuple of values of several kinds."""

    of: tuple[Kind[Any], ...]


@dataclass(frozen=True, slots=True, eq=False)
class SortedMap(Kind[Mapping[K, V]]):
    """A mapping, written as pairs in ascending order of the keys."""

    key: Kind[K]
    value: Kind[V]


@dataclass(frozen=True, slots=True, eq=False)
class Record(Kind[T]):
    """Named fields; the value is an instance of `build`, a named tuple."""

    build: type[Any]
    fields: tuple[tuple[str, Kind[Any]], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Enumeration(Kind[Any]):
    """One of several names: a plain one is its name, one with a payload is `(name, payload)`."""

    plain: tuple[str, ...]
    payloads: Mapping[str, Kind[Any]] = field(default_factory=dict)


def packed(pairs: Iterable[tuple[int, int]]) -> bytes:
    """Pairs of u16 as a `PackedPairs` holds them: little-endian, one after the other."""
    flat = [number for pair in pairs for number in pair]
    return pack(f"<{len(flat)}H", *flat)


def pairs(row: bytes) -> list[tuple[int, int]]:
    """The pairs that a `PackedPairs` holds."""
    return list(iter_unpack("<HH", row))


def optional(of: Kind[T]) -> Optional[T]:
    """The kind, or nothing."""
    return Optional(of.name, None, of)


def vector(of: Kind[T]) -> Vector[T]:
    """Many of the kind."""
    return Vector(f"[{of.name}]", (), of)


def product(*of: Kind[Any]) -> Product:
    """One of each kind."""
    return Product(f"({', '.join(kind.name for kind in of)})", tuple(k.zero for k in of), of)


def sorted_map(key: Kind[K], value: Kind[V]) -> SortedMap[K, V]:
    """From the one kind to the other."""
    return SortedMap(f"[({key.name}, {value.name})]", {}, key, value)


def enumeration(*plain: str, **payloads: Kind[Any]) -> Enumeration:
    """One of the names; the first one is the default."""
    return Enumeration("enum", plain[0] if plain else "", plain, payloads)


def _fixed(name: str) -> FixedPoint:
    return FixedPoint(name, 0, FORMATS[name].layout)


BOOL = Boolean("bool", zero=False)
U8 = Integer("u8", 0, 8)
U16 = Integer("u16", 0, 16)
I16 = Integer("i16", 0, 16, signed=True)
U32 = Integer("u32", 0, 32)
I32 = Integer("i32", 0, 32, signed=True)
U64 = Integer("u64", 0, 64)
I64 = Integer("i64", 0, 64, signed=True)
U128 = Integer("u128", 0, 128)
RAO = Integer("u64", 0, 64, unit="rao")
SIGNED_RAO = Integer("i64", 0, 64, signed=True, unit="rao")
BLOCK = Integer("u64", 0, 64, unit="block")
NETUID = Integer("u16", 0, 16, unit="netuid")
UID = Integer("u16", 0, 16, unit="uid")
# `mechanism * 4096 + netuid`: where a mechanism's weights, bonds and incentives are stored.
MECHANISM_INDEX = Integer("u16", 0, 16, unit="mechanism index")
SHARE = Integer("u16", 0, 16, unit="1/65535")
PROPORTION = Integer("u64", 0, 64, unit="1/(2^64-1)")
U64F64 = _fixed("U64F64")
I64F64 = _fixed("I64F64")
I96F32 = _fixed("I96F32")
U96F32 = _fixed("U96F32")
ACCOUNT = RawBytes("account", NOBODY, ACCOUNT_BYTES)
HOTKEY = COLDKEY = ACCOUNT
HASH = RawBytes("hash", NOBODY, ACCOUNT_BYTES)
BYTES = RawBytes("bytes", b"")
TEXT = Text("Bytes", "")

ACCOUNTS = vector(ACCOUNT)
FLAGS = vector(BOOL)
SHARES = vector(SHARE)
RELATIVES = vector(product(PROPORTION, HOTKEY))
# `(uid, value)` pairs, packed.
SPARSE_ROW = PackedPairs("[(u16, u16)]", b"")


class Position(NamedTuple):
    """A liquidity position of the swap: whose liquidity between which ticks, and its checkpoints.

    Attributes:
        id: number of the position.
        netuid: its pool.
        tick_low: lower end of the price range.
        tick_high: upper end of the price range.
        liquidity: what it provides.
        fees_tao: I64F64 bits of the fee counter when its TAO fees were last collected.
        fees_alpha: the same for alpha.
    """

    id: int
    netuid: int
    tick_low: int
    tick_high: int
    liquidity: int
    fees_tao: int
    fees_alpha: int


class Lease(NamedTuple):
    """The lease of a subnet: who pays for it together, and for whom.

    Attributes:
        beneficiary: the coldkey that uses the subnet, and owns it when the lease ends.
        coldkey: the account that owns it as long as the lease lasts.
        hotkey: the hotkey of the subnet meanwhile.
        emissions_share: per cent of the owner's cut that the contributors get.
        end_block: the block that ends it; None for never.
        netuid: the subnet.
        cost: rao that the registration cost.
    """

    beneficiary: bytes
    coldkey: bytes
    hotkey: bytes
    emissions_share: int
    end_block: int | None
    netuid: int
    cost: int


class Balancer(NamedTuple):
    """The weights of a pool: that of TAO, of 10**18; alpha has the rest."""

    quote: int


class KeepSubnets(NamedTuple):
    """The subnets whose root dividends a coldkey keeps as alpha."""

    subnets: tuple[int, ...]


POSITION = Record(
    "Position",
    Position(0, 0, 0, 0, 0, 0, 0),
    Position,
    (
        ("id", U128),
        ("netuid", NETUID),
        ("tick_low", I32),
        ("tick_high", I32),
        ("liquidity", U64),
        ("fees_tao", I64F64),
        ("fees_alpha", I64F64),
    ),
)
LEASE = Record(
    "Lease",
    Lease(NOBODY, NOBODY, NOBODY, 0, None, 0, 0),
    Lease,
    (
        ("beneficiary", COLDKEY),
        ("coldkey", COLDKEY),
        ("hotkey", HOTKEY),
        ("emissions_share", U8),
        ("end_block", optional(BLOCK)),
        ("netuid", NETUID),
        ("cost", RAO),
    ),
)
DECIMAL = Record("Decimal", Decimal(0, 0), Decimal, (("mantissa", U128), ("exponent", I64)))
LOCK = Record(
    "Lock",
    Lock(0, 0, 0),
    Lock,
    (("locked_mass", RAO), ("conviction", U64F64), ("last_update", BLOCK)),
)
BALANCER = Record("Balancer", Balancer(0), Balancer, (("quote", U64),))
KEEP_SUBNETS = Record(
    "KeepSubnets",
    KeepSubnets(()),
    KeepSubnets,
    (("subnets", SortedSet("[u16]", (), NETUID)),),
)
# What the rate limits of dereg and later are kept by; from authorfee on also buying to burn.
_LIMITED: dict[str, Kind[Any]] = {
    "SetSNOwnerHotkey": NETUID,
    "OwnerHyperparamUpdate": product(NETUID, TEXT),
    "LastTxBlock": ACCOUNT,
    "LastTxBlockChildKeyTake": ACCOUNT,
    "LastTxBlockDelegateTake": ACCOUNT,
}
RATE_LIMIT_KEY = enumeration("NetworkLastRegistered", **_LIMITED)
RATE_LIMIT_KEY_WITH_BURN = enumeration("NetworkLastRegistered", **_LIMITED, AddStakeBurn=NETUID)
