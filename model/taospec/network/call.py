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

from taospec.errors import MalformedInputError
from taospec.network import kinds
from taospec.network.codecs import Codec, MisfitError, reader
from taospec.network.kinds import Kind, optional, vector
from taospec.rejections import Rejection
from taospec.rules import rule

Signed = Annotated[bytes, kinds.ACCOUNT]
Hotkey = Annotated[bytes, kinds.HOTKEY]
Coldkey = Annotated[bytes, kinds.COLDKEY]
Netuid = Annotated[int, kinds.NETUID]
Netuids = Annotated[tuple[int, ...], kinds.SortedSet("[u16]", (), kinds.NETUID)]
Rao = Annotated[int, kinds.RAO]
U16 = Annotated[int, kinds.U16]
U64 = Annotated[int, kinds.U64]
Share = Annotated[int, kinds.SHARE]
U16s = Annotated[tuple[int, ...], kinds.SHARES]
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


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a call takes.

    Attributes:
        by_root: whether root calls it, and nobody else; None where the call itself decides.
        arguments: kinds by name, in order.
        readers: what reads each argument from the storage form.
    """

    by_root: bool | None
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
                raise MalformedInputError([(f"op.args.{name}", str(error))]) from None
        return values


@rule("NET-4")
def origin_of(declared: Declaration, caller: Any) -> Any:
    """Who calls.

    Raises:
        MalformedInputError: neither an account nor `root`.
        Rejection: BadOrigin, an account where root is needed or the other way round.
    """
    if caller == "root":
        origin: Any = ROOT
    else:
        try:
            origin = reader(kinds.ACCOUNT)(caller)
        except MisfitError as error:
            raise MalformedInputError([("op.origin", f"{error}, nor root")]) from None
    if declared.by_root is not None and (origin is ROOT) != declared.by_root:
        raise Rejection("BadOrigin", origin="root" if origin is ROOT else "signed")
    return origin


@cache
def declaration(function: CallFunction) -> Declaration:
    """What the signature of a call declares.

    Raises:
        TypeError: the function is no call; a mistake of the model.
    """
    hints = get_type_hints(function, include_extras=True)
    names = list(inspect.signature(function).parameters)
    if names[:2] != ["chain", "origin"]:
        message = f"{function.__name__}: a call begins with chain and origin"
        raise TypeError(message)
    arguments = {name: _kind(function, name, hints[name]) for name in names[2:]}
    readers = {name: reader(kind) for name, kind in arguments.items()}
    by_root = None if hints["origin"] == Anyone else hints["origin"] is Root
    return Declaration(by_root, arguments, readers)


def _kind(function: CallFunction, name: str, hint: Any) -> Kind[Any]:
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, Kind):
            return mark
    message = f"{function.__name__}: argument {name} has no kind"
    raise TypeError(message)
