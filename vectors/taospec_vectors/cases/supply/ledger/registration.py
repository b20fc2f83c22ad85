"""Cases of `supply.ledger`: registrations of neurons and of subnets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import only
from taospec_vectors.cases.supply._common import SINCE_DEREG, TAO
from taospec_vectors.cases.supply.ledger._common import (
    BASE,
    RICH,
    accepted,
    account,
    event,
    rejected,
)
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger"
_BURN = 700_000


def drafts() -> Iterator[DraftFile]:
    """Registrations, by the forks in which they do the same."""
    for topic, forks, cases in (
        ("neuron-registration", SINCE_DEREG, _neuron()),
        ("neuron-registration-dtao", only("dtao"), _neuron_dtao()),
        ("subnet-registration", SINCE_DEREG, _subnet("CannotAffordLockCost", "")),
        (
            "subnet-registration-dtao",
            only("dtao"),
            [*_subnet("NotEnoughBalanceToStake", "dtao-"), _overwritten()],
        ),
    ):
        yield DraftFile(f"supply/ledger-{topic}.yaml", _OPERATION, forks, list(cases))


def _register(
    payer: dict[str, int], *, cost: int = _BURN, accepted_by_pool: bool = True
) -> dict[str, Any]:
    return event("neuron_registration", cost=cost, fee=352, payer=payer, accepted=accepted_by_pool)


def _poor_and_refused(slug: str) -> DraftCase:
    return rejected(
        slug,
        ("SUP-14", "SUP-18"),
        "asks the pool before it asks whether the account can pay",
        _register(account(_BURN - 1), accepted_by_pool=False),
        "NotEnoughBalanceToStake",
    )


def _neuron() -> Iterator[DraftCase]:
    rules = ("SUP-14", "SUP-18")
    yield accepted(
        "neuron-registration",
        rules,
        "recycles the price of a registration, as before the subnet pools",
        _register(RICH),
        balances=-_BURN,
        stake=_BURN,
        pools=_BURN - 352,
    )
    yield accepted(
        "neuron-registration-charged-short",
        rules,
        "adds the price to the pool where less was paid",
        _register(account(_BURN)),
        balances=-(_BURN - 500),
        stake=_BURN - 500,
        pools=_BURN - 500 - 352,
    )
    yield rejected(
        "neuron-registration-one-rao-short",
        rules,
        "registers a neuron that cannot pay",
        _register(account(_BURN - 1)),
        "NotEnoughBalanceToStake",
    )
    yield rejected(
        "neuron-registration-refused-by-the-pool",
        rules,
        "registers the neuron although the pool refuses, as an older fork does",
        _register(RICH, accepted_by_pool=False),
        "InsufficientLiquidity",
    )
    yield _poor_and_refused("neuron-registration-poor-and-refused")
    yield accepted(
        "neuron-registration-fee-above-the-price",
        ("SUP-13", "SUP-18"),
        "takes out of the pool what the fee exceeds the price by",
        _register(RICH, cost=300),
        balances=-300,
        stake=300,
    )


def _neuron_dtao() -> Iterator[DraftCase]:
    rules = ("SUP-14", "SUP-18")
    yield accepted(
        "dtao-neuron-registration",
        rules,
        "takes a swap fee out of the pool, as later forks do",
        _register(RICH),
        balances=-_BURN,
        stake=_BURN,
        pools=_BURN,
    )
    yield accepted(
        "dtao-neuron-registration-refused-by-the-pool",
        rules,
        "refuses the registration, where this fork destroys the price and grants the uid",
        _register(RICH, accepted_by_pool=False),
        balances=-_BURN,
    )
    yield rejected(
        "dtao-neuron-registration-one-rao-short",
        rules,
        "registers a neuron that cannot pay",
        _register(account(_BURN - 1)),
        "NotEnoughBalanceToStake",
    )
    yield _poor_and_refused("dtao-neuron-registration-poor-and-refused")


def _lock(cost: int, payer: dict[str, int] | None = None, minimum: int = TAO) -> dict[str, Any]:
    return event("subnet_registration", cost=cost, min_lock=minimum, payer=payer or RICH)


def _subnet(code: str, prefix: str) -> Iterator[DraftCase]:
    rules = ("SUP-14", "SUP-19")
    cost = 2_500 * TAO
    yield accepted(
        f"{prefix}subnet-registration",
        rules,
        "recycles the whole lock, or none of it",
        _lock(cost),
        issuance=-(cost - TAO),
        balances=-cost,
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        f"{prefix}subnet-registration-at-the-minimum",
        rules,
        "recycles where nothing exceeds the minimum",
        _lock(TAO),
        balances=-TAO,
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        f"{prefix}subnet-registration-charged-short",
        rules,
        "starts the pool with what was paid instead of the full minimum",
        _lock(TAO, account(TAO)),
        balances=-(TAO - 500),
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        f"{prefix}subnet-registration-recycles-less-when-charged-short",
        rules,
        "recycles the price less the minimum where the payment was shorter",
        _lock(cost, account(cost)),
        issuance=-(cost - 500 - TAO),
        balances=-(cost - 500),
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        f"{prefix}subnet-registration-for-nothing",
        rules,
        "counts stake for a lock of zero, where only the pool gets its minimum",
        _lock(0),
        pools=TAO,
    )
    yield rejected(
        f"{prefix}subnet-registration-one-rao-short",
        rules,
        "uses the error name of another fork",
        _lock(cost, account(cost - 1)),
        code,
    )
    small = {**BASE, "total_issuance": TAO}
    yield accepted(
        f"{prefix}subnet-registration-recycles-more-than-there-is",
        ("SUP-13", "SUP-19"),
        "wraps below zero when more is recycled than counted",
        _lock(cost),
        small,
        issuance=-TAO,
        balances=-cost,
        stake=TAO,
        pools=TAO,
    )


def _overwritten() -> DraftCase:
    return accepted(
        "dtao-pool-overwritten",
        ("SUP-19",),
        "pays the pool that a removed subnet left behind to somebody",
        event("pool_overwritten", pot=33 * TAO),
        pools=-33 * TAO,
    )
