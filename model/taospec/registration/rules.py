"""What forks differ in about registration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from taospec.pools.records import Swap
from taospec.registration.hyperparameters import Change, Setting
from taospec.rejections import Rejection
from taospec.rules import rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationRules:
    """What registration is in one fork.

    Attributes:
        missing: the chain's name of the error for a subnet that does not exist.
        unaffordable_lock: the chain's name of the error for a lock cost above the free balance.
        notes_lock: whether what was paid is noted for a refund.
        setting_order: what is asked of a change of a hyperparameter between who and what.
        sets_weight_limit: whether a new subnet gets a limit of single weights.
        opens_to_liquidity: whether users can provide liquidity to a new subnet.
        bought: alpha that a registration bought, from what the pool did.
    """

    missing: str
    unaffordable_lock: str
    notes_lock: bool
    setting_order: Callable[[Setting, Change], None]
    sets_weight_limit: bool
    bought: Callable[[Swap], int]
    opens_to_liquidity: bool = True


@rule("REG-12")
def bought_or_nothing(swap: Swap) -> int:
    """`dtao`: where the pool refuses, the price is destroyed and the uid granted."""
    return swap.paid_out


@rule("REG-12")
def bought_or_rejected(swap: Swap) -> int:
    """From `dereg` on the refusal of the pool is the refusal of the registration.

    Raises:
        Rejection: with the pool's own error.
    """
    if swap.error is not None:
        raise Rejection(swap.error)
    return swap.paid_out
