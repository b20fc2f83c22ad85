"""The examples of the chapter pools are computed by the model, so that prose and code agree."""

from __future__ import annotations

import pytest
from prose import row, says

from taospec.examples.pools import pool
from taospec.operations.catalogue import execute
from taospec.timeline import since

GIGA = 10**9
POOL = pool(alpha=2_500_000 * GIGA)
ONE_TAO = {"pool": POOL, "tao": str(GIGA), "limit": str(2**64 - 1), "with_fee": True}


def bought(fork: str) -> dict[str, int]:
    answer = execute(fork, "pools.buy", ONE_TAO)["ok"]
    grows = int(answer["pool"]["tao"]) - int(POOL["tao"])
    return {name: int(answer[name]) for name in ("paid_in", "fee", "paid_out")} | {"grows": grows}


def exact(paid_in: int) -> int:
    """What the curve without any rounding gives, floored."""
    tao, alpha = 20_000 * GIGA, 2_500_000 * GIGA
    return alpha - -(-tao * alpha // (tao + paid_in))


@pytest.mark.parametrize(
    ("column", "fork"), [(0, "dtao"), *((1, name) for name in since("dereg", until="balancer"))]
)
def test_the_same_trade_in_two_kinds_of_pool(column: int, fork: str) -> None:
    trade = bought(fork)
    shown = {
        "trades": trade["paid_in"],
        "exact curve, floored": exact(trade["paid_in"]),
        "buys": trade["paid_out"],
        "reserve of TAO grows by": trade["grows"],
    }
    for name, amount in shown.items():
        assert row("pools", name)[column].startswith(f"{amount:,} rao")
    fee = row("pools", "fee of the pool")[column]
    assert fee.startswith(f"{trade['fee']:,} rao") if trade["fee"] else fee.startswith("none")


def test_a_large_buy_gets_more_than_the_exact_curve() -> None:
    tao, alpha, paid = 10_673_831_362_500, 3_994_462_848_227_269, 711_826_326_016
    pool = {**POOL, "tao": str(tao), "alpha": str(alpha)}
    order = {**ONE_TAO, "pool": pool, "tao": str(paid), "with_fee": False}
    got = int(execute("dereg", "pools.buy", order)["ok"]["paid_out"])
    says("POO-11", "711.8 TAO", "0.0027", got - (alpha - -(-tao * alpha // (tao + paid))))
