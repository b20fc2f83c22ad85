"""Operations about keys: what replacing one costs, and when, and what take a hotkey may ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from taospec.forks import Fork
from taospec.operations.declare import operation
from taospec.quantities import U16, Block, Bool, Rao, Unit
from taospec.registration.keys import require_interval, require_pause
from taospec.rejections import Rejection
from taospec.staking import takes
from taospec.supply.events import Payer
from taospec.wire import Record

Take = Annotated[U16, Unit("1/65535")]
SwapForm = Literal["hotkey", "hotkey_on_subnet", "coldkey"]

_ON_SUBNET = "KEY_SWAP_ON_SUBNET_COST"
_UNAFFORDABLE = {
    "hotkey": "NotEnoughBalanceToPaySwapHotKey",
    "hotkey_on_subnet": "NotEnoughBalanceToPaySwapHotKey",
    "coldkey": "NotEnoughBalanceToPaySwapColdKey",
}


@dataclass(frozen=True, slots=True)
class SwapRequest(Record):
    """A key that is to be replaced.

    Attributes:
        form: a hotkey on all subnets, a hotkey on one subnet, which in `dtao` is on all, or a
            coldkey as the schedule does it.
        now: the block.
        free: free balance of the coldkey that pays.
        last: the coldkey's last swap, either way; 0 for never. Not asked of a coldkey.
        last_there: its last swap on that subnet alone; 0 for never. Asked of that form only.
        rate_limit: blocks between two swaps (`TxRateLimit`).
    """

    form: SwapForm
    now: Block
    free: Rao
    last: Block
    last_there: Block
    rate_limit: Block


@dataclass(frozen=True, slots=True)
class SwapPrice(Record):
    """What replacing the key costs.

    Attributes:
        cost: the price.
        paid: what really leaves the account, all of which is recycled.
        next_swap: first block in which the coldkey can replace a hotkey again; after the swap of a
            coldkey that is the new one.
    """

    cost: Rao
    paid: Rao
    next_swap: Block


@operation(
    "registration.swap_cost",
    rejects=(
        "HotKeySetTxRateLimitExceeded",
        "HotKeySwapOnSubnetIntervalNotPassed",
        "InsufficientBalance",
        "NotEnoughBalanceToPaySwapColdKey",
        "NotEnoughBalanceToPaySwapHotKey",
    ),
)
def swap_cost(fork: Fork, given: SwapRequest) -> SwapPrice:
    """What the replacement of a key costs now, if it is allowed now."""
    if given.form != "coldkey":
        require_pause(given.now, given.last, given.rate_limit)
    cost = fork.constants["KEY_SWAP_COST"]
    if given.form == "hotkey_on_subnet" and _ON_SUBNET in fork.constants:
        interval = fork.constants["HOTKEY_SWAP_ON_SUBNET_INTERVAL"]
        require_interval(given.now, given.last_there, interval)
        cost = fork.constants[_ON_SUBNET]
    paid = _paid(fork, given, cost)
    pause = given.rate_limit + 1 if given.rate_limit and given.now else 0
    return SwapPrice(cost, paid, min(given.now + pause, 2**64 - 1))


def _paid(fork: Fork, given: SwapRequest, cost: int) -> int:
    """What is paid of the price; of a coldkey all that cannot be paid is one refusal."""
    payer, code = Payer(free=given.free, frozen=0), _UNAFFORDABLE[given.form]
    try:
        return fork.supply.key_price(cost, payer, fork.constants, code)
    except Rejection as rejection:
        named = code if given.form == "coldkey" else rejection.code
        raise Rejection(named, **rejection.compared) from None


@dataclass(frozen=True, slots=True)
class TakeRequest(Record):
    """A delegate take that is asked for.

    Attributes:
        take: what is asked for.
        raises: whether by the call that raises a take, or by the one that lowers it.
        current: the stored take; null if the hotkey never had one.
        minimum: the least that may be asked for when lowering.
        maximum: the most that may be asked for when raising.
        now: the block.
        last: block of the last change, either way; 0 for never.
        rate_limit: blocks that a raise must be more than away from it; 0 for none.
    """

    take: Take
    raises: Bool
    current: Take | None
    minimum: Take
    maximum: Take
    now: Block
    last: Block
    rate_limit: Block


@dataclass(frozen=True, slots=True)
class TakeSet(Record):
    """The take that holds from now on.

    Attributes:
        take: of all that the hotkey's nominators would earn.
        next_raise: first block in which it can be raised again.
    """

    take: Take
    next_raise: Block


@operation(
    "registration.set_take",
    rejects=(
        "DelegateTakeTooHigh",
        "DelegateTakeTooLow",
        "DelegateTxRateLimitExceeded",
    ),
)
def set_take(_fork: Fork, given: TakeRequest) -> TakeSet:
    """Whether a take may be raised or lowered to this now."""
    if given.raises:
        takes.require_higher(given.take, given.current)
        takes.require_at_most(given.take, given.maximum)
        takes.require_pause(given.now, given.last, given.rate_limit)
    else:
        takes.require_lower(given.take, given.current)
        takes.require_at_least(given.take, given.minimum)
    pause = given.rate_limit + 1 if given.rate_limit and given.now else 0
    return TakeSet(given.take, min(given.now + pause, 2**64 - 1))
