"""The package bittensor 9.12: the offline quotes and tick helpers of the last SDK that had them.

Its quotes are a constant product of the two reserves in the fashion of early 2025, without a fee,
without a limit price, and without the position against which swaps trade since `dereg`. Its prices
are rounded to rao and its ticks are logarithms in floating point. It is asked as it is: a pool
becomes the record that its users get from a node, with the price of the stored root where there is
one. A question with a limit is refused, since nothing in it could take one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from math import sqrt
from typing import Any

from taospec.timeline import until
from taospec_conformance.asking.protocol import PROTOCOL, UnsupportedError

try:
    from bittensor.core.chain_data.dynamic_info import DynamicInfo
    from bittensor.utils.balance import Balance
    from bittensor.utils.liquidity import price_to_tick, tick_to_price
except ImportError as error:
    message = (
        "the adapter bittensor-sdk asks the package bittensor 9.12.2:"
        " pip install 'taospec[bittensor-sdk]'"
    )
    raise ImportError(message) from error

Answer = dict[str, Any]
_NETUID = 1
_RAO = 10**9
_ONE = 2**32
_ROOT_ONE = 2**64
_NO_LIMIT = {"pools.quote_buy": str(2**64 - 1), "pools.quote_sell": "0"}


class BittensorSdk:
    """Answers `pools` with the helpers of the SDK."""

    def __init__(self) -> None:
        self._operations: Mapping[str, Callable[[Mapping[str, Any]], Answer]] = {
            "pools.price": _price,
            "pools.quote_buy": _quote_buy,
            "pools.quote_sell": _quote_sell,
            "pools.sqrt_price_at": _sqrt_price_at,
            "pools.tick_at": _tick_at,
        }

    def describe(self) -> dict[str, Any]:
        """The operations that the package has, in all forks whose pools have no weights."""
        return {
            "protocol": PROTOCOL,
            "adapter": {
                "name": "bittensor-sdk",
                "version": version("bittensor"),
                "language": "Python",
                "homepage": "https://github.com/opentensor/bittensor",
                "issues": "https://github.com/opentensor/bittensor/issues",
            },
            "forks": list(until("balancer")),
            "operations": list(self._operations),
            "numeric": "float64",
        }

    def execute(self, _fork: str, operation: str, given: Mapping[str, Any]) -> Answer:
        """The package's own answer.

        Raises:
            UnsupportedError: the package has no such operation, or no word for the question.
        """
        if operation not in self._operations:
            text = f"the SDK has nothing like {operation}"
            raise UnsupportedError(text)
        if given.get("limit", _NO_LIMIT.get(operation)) != _NO_LIMIT.get(operation):
            text = "its quotes know no limit price"
            raise UnsupportedError(text)
        try:
            return self._operations[operation](given)
        except (ArithmeticError, ValueError) as error:
            text = f"the helper raises {type(error).__name__}: {error}"
            raise UnsupportedError(text) from None


def _info(pool: Mapping[str, Any], tao: int = 0, alpha: int = 0) -> DynamicInfo:
    """What its users get of a subnet, the reserves moved by some rao."""
    nothing = Balance.from_rao(0)
    tao_in = int(pool["tao"]) + int(pool["tao_provided"]) + tao
    alpha_in = int(pool["alpha"]) + int(pool["alpha_provided"]) + alpha
    return DynamicInfo(
        netuid=_NETUID,
        owner_hotkey="",
        owner_coldkey="",
        subnet_name="",
        symbol="",
        tempo=360,
        last_step=0,
        blocks_since_last_step=0,
        emission=nothing,
        alpha_in=Balance.from_rao(alpha_in).set_unit(_NETUID),
        alpha_out=nothing,
        tao_in=Balance.from_rao(tao_in),
        price=_price_of(pool, tao_in, alpha_in).set_unit(_NETUID),
        k=tao_in * alpha_in,
        is_dynamic=pool["dynamic"],
        alpha_out_emission=nothing,
        alpha_in_emission=nothing,
        tao_in_emission=nothing,
        pending_alpha_emission=nothing,
        pending_root_emission=nothing,
        network_registered_at=0,
        subnet_volume=nothing,
        subnet_identity=None,
        moving_price=0.0,
    )


def _price_of(pool: Mapping[str, Any], tao_in: int, alpha_in: int) -> Balance:
    """As the SDK has it: of the stored root, once there is one, else of the reserves."""
    if not pool["dynamic"]:
        return Balance.from_tao(1)
    if pool["position"] is not None:
        root = int(pool["position"]["sqrt_price"]) / _ROOT_ONE
        return Balance.from_rao(int(root * root * 1e9))
    return Balance.from_tao((tao_in / _RAO) / (alpha_in / _RAO))


def _bits(price: Balance) -> str:
    return str(price.rao * _ONE // _RAO)


def _price(given: Mapping[str, Any]) -> Answer:
    return {"ok": {"price": _bits(_info(given["pool"]).price)}}


def _quote_buy(given: Mapping[str, Any]) -> Answer:
    tao = int(given["tao"])
    info = _info(given["pool"])
    alpha, slippage = info.tao_to_alpha_with_slippage(Balance.from_rao(tao))
    return _quote(tao, alpha.rao, slippage.rao, info, _info(given["pool"], tao, -alpha.rao))


def _quote_sell(given: Mapping[str, Any]) -> Answer:
    alpha = int(given["alpha"])
    info = _info(given["pool"])
    tao, slippage = info.alpha_to_tao_with_slippage(Balance.from_rao(alpha).set_unit(_NETUID))
    return _quote(alpha, tao.rao, slippage.rao, info, _info(given["pool"], -tao.rao, alpha))


def _quote(
    paid: int, received: int, slippage: int, before: DynamicInfo, after: DynamicInfo
) -> Answer:
    return {
        "ok": {
            "paid_in": str(paid),
            "fee": "0",
            "paid_out": str(received),
            "price_before": _bits(before.price),
            "price_after": _bits(after.price),
            "slippage": str(slippage),
            "left": "0",
        }
    }


def _tick_at(given: Mapping[str, Any]) -> Answer:
    return {"ok": {"tick": price_to_tick((int(given["sqrt_price"]) / _ROOT_ONE) ** 2)}}


def _sqrt_price_at(given: Mapping[str, Any]) -> Answer:
    return {"ok": {"sqrt_price": str(int(sqrt(tick_to_price(given["tick"])) * _ROOT_ONE))}}
