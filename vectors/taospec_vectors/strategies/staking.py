"""Inputs of the chapter for fuzzing: shares as decimals of one form, and locks on few hotkeys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import strategies as st

from taospec.constants import constants
from taospec.operations.staking.decimal_shares import LARGEST_EXPONENT
from taospec_vectors.strategies.general import Given, integers

_U64_MAX = 2**64 - 1
_LEAST, _MOST = 10**20 + 1, 10**21
# A handful of accounts, so that they meet.
_FEW = st.sampled_from(["0x0a", "0x0b", "0x0c"])
_ZERO = {"mantissa": "0", "exponent": "0"}
# Of a share whose worth is told in rao, and of whatever there may be.
_USUAL, _ANY = integers(-22, 3), integers(-LARGEST_EXPONENT, LARGEST_EXPONENT)


def _decimals() -> st.SearchStrategy[dict[str, Any]]:
    mantissas = integers(_LEAST, _MOST, [10**digits for digits in range(20)])
    exponents = st.one_of(_USUAL, _USUAL, _USUAL, _ANY)
    return st.just(_ZERO) | st.fixed_dictionaries({"mantissa": mantissas, "exponent": exponents})


def _holding(**others: st.SearchStrategy[Any]) -> Given:
    """A pool and a share of it, often all that there is."""
    value, shares = integers(0, _U64_MAX), _decimals()

    def with_share(pooled: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
        return (st.just(pooled) | _decimals()).flatmap(
            lambda share: st.fixed_dictionaries(
                {"value": value, "shares": st.just(pooled), "share": st.just(share), **others}
            )
        )

    return shares.flatmap(with_share)


def _subnet() -> Given:
    """A subnet of about the age at which it opens, and locks of about a tenth of its alpha."""
    age = constants("conviction")["SUBNET_OWNERSHIP_AGE"]

    def with_locks(alpha: int) -> Given:
        tenth = alpha * 2**64 // 10
        bits = integers(0, 2**128 - 1, [tenth, tenth // 2, tenth // 3])
        convinced = st.fixed_dictionaries({"hotkey": _FEW, "conviction": bits})
        return st.fixed_dictionaries(
            {
                "block": integers(0, _U64_MAX, [age, 2 * age]),
                "registered_at": integers(0, _U64_MAX, [0, age]),
                "alpha_out": st.just(str(alpha)),
                "convictions": st.lists(convinced, max_size=6),
            }
        )

    return integers(0, _U64_MAX).map(int).flatmap(with_locks)


STRATEGIES: Mapping[str, Callable[[], Given]] = {
    "staking.decimal_deposit": lambda: _holding(amount=integers(0, _U64_MAX)),
    "staking.decimal_withdraw": lambda: _holding(amount=integers(0, _U64_MAX)),
    "staking.decimal_worth": _holding,
    "staking.subnet_king": _subnet,
}
