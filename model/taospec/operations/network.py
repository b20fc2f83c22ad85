"""Operations of the chapter network: the whole economy by value, one step or many.

The rows of a storage and the arguments of an operation are checked by `taospec.network.edge` and by
the declarations of the calls, which know for every fork what may stand there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from taospec.errors import MalformedInputError
from taospec.forks import Fork
from taospec.network import edge
from taospec.network.apply import answer
from taospec.network.call import UnsupportedOperationError
from taospec.network.chain import Chain
from taospec.network.effects import swap
from taospec.network.refusals import REFUSALS
from taospec.operations.declare import operation
from taospec.pools.quotes import BuyQuote, SellQuote
from taospec.quantities import U16, U64, AlphaRao, Length, Rao, Unit
from taospec.rejections import Rejection
from taospec.wire import Record

# What one question may cost: a longer history is asked for in parts, with the state in between.
MAX_ROWS = 1_000_000
MAX_OPS = 4096
MAX_WORK = 1 << 26
_UIDS, _MECHANISMS = "SubnetworkN", "MechanismCountCurrent"
_OF_A_QUOTE = (
    "InsufficientLiquidity",
    "PriceLimitExceeded",
    "ReservesTooLow",
    "SubnetNotExists",
    "SwapInputTooLarge",
)

LimitPrice = Annotated[U64, Unit("rao per 10^9 alpha")]
# `[name, [keys…], value]`, in the storage form.
Rows = Annotated[tuple[Any, ...], Length(most=MAX_ROWS)]


@dataclass(frozen=True, slots=True)
class Step(Record):
    """A state, and what is done to it: `{name: block}`, or an extrinsic with origin and args.

    Attributes:
        storage: the state; its numbers and texts, and n · n for each mechanism of a subnet of n
            uids, are at most 67_108_864.
        op: what is done to it.
    """

    storage: Rows
    op: Any

    def misfits(self) -> Iterator[tuple[str, str]]:
        """More work than one question may ask for."""
        if (work := _size(self.storage)) > MAX_WORK:
            yield "storage", f"is work of {work}, and one question may ask for {MAX_WORK}"


@dataclass(frozen=True, slots=True)
class Steps(Record):
    """A state, and what is done to it one after the other.

    Attributes:
        storage: the state.
        ops: what is done to it, in order; their number, times the numbers and texts of the storage
            and n · n for each mechanism of a subnet of n uids, is at most 67_108_864.
    """

    storage: Rows
    ops: Annotated[tuple[Any, ...], Length(most=MAX_OPS)]

    def misfits(self) -> Iterator[tuple[str, str]]:
        """More work than one question may ask for."""
        if (work := len(self.ops) * _size(self.storage)) > MAX_WORK:
            yield "ops", f"are work of {work}, and one question may ask for {MAX_WORK}"


def _size(storage: Sequence[Any]) -> int:
    """What one step may have to look at: what the state holds, and the matrices of its epochs.

    The rows are not validated yet; what is wrong with one is told by those who read it.
    """
    counted: dict[str, dict[int, int]] = {_UIDS: {}, _MECHANISMS: {}}
    for row in storage:
        if isinstance(row, list) and len(row) == 3 and row[0] in (_UIDS, _MECHANISMS):
            netuid = row[1][0] if isinstance(row[1], list) and row[1] else None
            counted[row[0]][_small(netuid)] = _small(row[2])
    mechanisms = counted[_MECHANISMS]
    matrices = sum(
        n * n * max(1, mechanisms.get(netuid, 1)) for netuid, n in counted[_UIDS].items()
    )
    return matrices + _scalars(storage)


def _small(value: Any) -> int:
    """A number of 16 bits in storage form; 0 for anything else."""
    return value if type(value) is int and 0 <= value < 1 << 16 else 0


def _scalars(values: Any) -> int:
    """How many numbers and texts there are in lists and mappings of them."""
    if isinstance(values, dict):
        values = values.values()
    elif not isinstance(values, list | tuple):
        return 1
    return sum(map(_scalars, values))


@dataclass(frozen=True, slots=True)
class Difference(Record):
    """The entries that read differently afterwards; null for an optional one that is gone.

    Attributes:
        diff: rows, in the order of storage.
    """

    diff: Rows


@dataclass(frozen=True, slots=True)
class Answers(Record):
    """For every operation `{ok: {diff}}`, or `{reject: {code}}` and the state as before.

    Attributes:
        steps: an answer for each operation.
    """

    steps: tuple[Any, ...]


@operation("network.apply", rejects=REFUSALS)
def apply(fork: Fork, given: Step) -> Difference:
    """What one operation changes in the state of a network."""
    answered = answer(edge.load(fork, given.storage), given.op)
    if "reject" in answered:
        raise Rejection(answered["reject"]["code"])
    return Difference(diff=tuple(answered["ok"]["diff"]))


@operation("network.trace")
def trace(fork: Fork, given: Steps) -> Answers:
    """What each of many operations changes after those before it."""
    chain = edge.load(fork, given.storage)
    steps = []
    for index, op in enumerate(given.ops):
        answered = _answer_at(index, chain, op)
        chain.settle()
        rejected = answered.get("reject")
        steps.append({"reject": {"code": rejected["code"]}} if rejected else answered)
    return Answers(steps=tuple(steps))


def _answer_at(index: int, chain: Chain, op: Any) -> dict[str, Any]:
    """The answer to one of many operations; what is no operation is named by its index."""
    try:
        return answer(chain, op)
    except MalformedInputError as error:
        problems = [
            (f"ops[{index}]{path.removeprefix('op')}", text) for path, text in error.problems
        ]
        raise MalformedInputError(problems) from None
    except UnsupportedOperationError as error:
        message = f"ops[{index}]: {error}"
        raise UnsupportedOperationError(message) from None


@dataclass(frozen=True, slots=True)
class Purchase(Record):
    """A state, and TAO that somebody thinks of offering to one of its pools.

    Attributes:
        storage: the state.
        netuid: the subnet.
        tao: what would be offered, fee included.
        limit: price above which nothing would be bought; 2**64 - 1 for none.
    """

    storage: Rows
    netuid: U16
    tao: Rao
    limit: LimitPrice


@dataclass(frozen=True, slots=True)
class Sale(Record):
    """A state, and alpha that somebody thinks of offering to one of its pools.

    Attributes:
        storage: the state.
        netuid: the subnet.
        alpha: what would be offered, fee included.
        limit: price below which nothing would be sold; 0 for none.
    """

    storage: Rows
    netuid: U16
    alpha: AlphaRao
    limit: LimitPrice


@operation("network.quote_buy", rejects=_OF_A_QUOTE)
def quote_buy(fork: Fork, given: Purchase) -> BuyQuote:
    """What TAO would buy on a subnet of a network."""
    chain = edge.load(fork, given.storage)
    return swap.quote_buy(chain, given.netuid, given.tao, given.limit)


@operation("network.quote_sell", rejects=_OF_A_QUOTE)
def quote_sell(fork: Fork, given: Sale) -> SellQuote:
    """What alpha of a subnet of a network would fetch."""
    chain = edge.load(fork, given.storage)
    return swap.quote_sell(chain, given.netuid, given.alpha, given.limit)
