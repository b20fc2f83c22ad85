"""What a call's signature declares: who may sign it, and what its arguments are.

    def increase_take(chain: Chain, origin: Signed, hotkey: Hotkey, take: Share) -> None: ...

is the extrinsic `increase_take` with the arguments `hotkey` and `take`, signed by an account. The
names below are the annotations that carry a kind; `Root` says that only root may call, `Anyone`
that the call itself decides about its origin.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_type_hints

from taospec.errors import MalformedInputError, TaospecError
from taospec.network import kinds
from taospec.network.codecs import NARROW, Codec, MisfitError, reader
from taospec.network.kinds import Kind, optional, vector
from taospec.rejections import Rejection
from taospec.rules import rule

Signed = Annotated[bytes, kinds.ACCOUNT]
Hotkey = Annotated[bytes, kinds.HOTKEY]
Coldkey = Annotated[bytes, kinds.COLDKEY]
Hash = Annotated[bytes, kinds.HASH]
Netuid = Annotated[int, kinds.NETUID]
Netuids = Annotated[tuple[int, ...], kinds.SortedSet("[u16]", (), kinds.NETUID)]
Rao = Annotated[int, kinds.RAO]
Mechanism = Annotated[int, kinds.U8]
U16 = Annotated[int, kinds.U16]
U32 = Annotated[int, kinds.U32]
U64 = Annotated[int, kinds.U64]
Share = Annotated[int, kinds.SHARE]
Work = Annotated[bytes, kinds.BYTES]
U16s = Annotated[tuple[int, ...], kinds.SHARES]
U64s = Annotated[tuple[int, ...], vector(kinds.U64)]
# One entry for each of several calls that are made at once.
EachNetuid = Annotated[tuple[int, ...], vector(kinds.NETUID)]
EachHash = Annotated[tuple[bytes, ...], vector(kinds.HASH)]
EachU16s = Annotated[tuple[tuple[int, ...], ...], vector(kinds.SHARES)]
EachRow = Annotated[
    tuple[tuple[tuple[int, int], ...], ...], vector(vector(kinds.product(kinds.UID, kinds.U16)))
]
SealedWeights = Annotated[bytes, kinds.RawBytes("bytes", b"", most=5000)]
Relatives = Annotated[tuple[tuple[int, bytes], ...], kinds.RELATIVES]
Flag = Annotated[bool, kinds.BOOL]
MaybeRao = Annotated[int | None, optional(kinds.RAO)]
MaybeNetuid = Annotated[int | None, optional(kinds.NETUID)]
Accounts = Annotated[tuple[bytes, ...], vector(kinds.ACCOUNT)]


class _RootOrigin:
    """The origin of a call that only root may make."""

    def __repr__(self) -> str:
        return "ROOT"


ROOT = _RootOrigin()
Root = _RootOrigin
Anyone = bytes | _RootOrigin

CallFunction = Callable[..., None]


class UnsupportedOperationError(TaospecError):
    """The fork has no such operation, or the model does not compute it yet."""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a call takes.

    Attributes:
        by_account: whether accounts call it.
        by_root: whether root calls it, or is refused by the call itself.
        arguments: kinds by name, in order.
        readers: what reads each argument from the storage form.
    """

    by_account: bool
    by_root: bool
    arguments: Mapping[str, Kind[Any]]
    readers: Mapping[str, Codec]

    def read(self, arguments: Any) -> dict[str, Any]:
        """The arguments as values.

        Raises:
            MalformedInputError: one is missing, unknown, or no value of its kind; it names it.
        """
        if type(arguments) is not dict:
            raise MalformedInputError([("op.args", "expected an object")])
        problems = [
            (f"op.args.{name}", text)
            for names, text in (
                (self.readers.keys() - arguments.keys(), "missing"),
                (arguments.keys() - self.readers.keys(), "unknown argument"),
            )
            for name in sorted(names)
        ]
        if problems:
            raise MalformedInputError(problems)
        values = {}
        for name, read in self.readers.items():
            try:
                values[name] = read(arguments[name])
            except MisfitError as error:
                raise MalformedInputError([(f"op.args.{name}{error.path}", str(error))]) from None
        return values


def origin_of(caller: Any) -> Any:
    """Who calls.

    Raises:
        MalformedInputError: neither an account nor `root`.
    """
    if caller == "root":
        return ROOT
    try:
        return reader(kinds.ACCOUNT)(caller)
    except MisfitError as error:
        raise MalformedInputError([("op.origin", f"{error}, nor root")]) from None


@rule("NET-4")
def require_origin(declared: Declaration, origin: Any) -> None:
    """Refuse an account where root is needed, and the other way round.

    Raises:
        Rejection: BadOrigin.
    """
    if not (declared.by_root if origin is ROOT else declared.by_account):
        raise Rejection("BadOrigin", origin="root" if origin is ROOT else "signed")


@rule("NET-4")
def signer_of(origin: Any) -> bytes:
    """The account that signed, in a call that asks for it after something else.

    Raises:
        Rejection: BadOrigin, for root.
    """
    if origin is ROOT:
        raise Rejection("BadOrigin", origin="root")
    signer: bytes = origin
    return signer


@cache
def declaration(function: CallFunction) -> Declaration:
    """What a call states of itself, or its signature declares.

    Raises:
        TypeError: the function is no call; a mistake of the model.
    """
    stated = getattr(function, "declaration", None)
    if isinstance(stated, Declaration):
        return stated
    hints = get_type_hints(function, include_extras=True)
    names = list(inspect.signature(function).parameters)
    if names[:2] != ["chain", "origin"]:
        message = f"{function.__name__}: a call begins with chain and origin"
        raise TypeError(message)
    arguments = {name: _kind(function, name, hints[name]) for name in names[2:]}
    readers = {name: argument_reader(kind) for name, kind in arguments.items()}
    origin = hints["origin"]
    return Declaration(origin is not Root, origin in (Root, Anyone), arguments, readers)


def argument_reader(kind: Kind[Any]) -> Codec:
    """An argument may state an integer as a number, however wide it is."""
    read = reader(kind)
    if not isinstance(kind, kinds.Integer):
        return read
    return lambda value: read(str(value) if kind.bits > NARROW and type(value) is int else value)


def _kind(function: CallFunction, name: str, hint: Any) -> Kind[Any]:
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, Kind):
            return mark
    message = f"{function.__name__}: argument {name} has no kind"
    raise TypeError(message)
