"""Cases of `supply.ledger`: staking, and what happens outside the calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import only
from taospec_vectors.cases.supply._common import ALL, SINCE_DEREG, TAO
from taospec_vectors.cases.supply.ledger._common import RICH, accepted, account, event, rejected
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger"
_FEE = 503_547


def drafts() -> Iterator[DraftFile]:
    """Events of staking, by the forks in which they do the same."""
    for topic, forks, cases in (
        ("stake", SINCE_DEREG, _stake()),
        ("stake-dtao", only("dtao"), _stake_dtao()),
        ("unstake", ALL, _unstake()),
        ("move-stake", SINCE_DEREG, _move()),
        ("move-stake-dtao", only("dtao"), _move_dtao()),
        ("outside", ALL, _outside()),
    ):
        yield DraftFile(f"supply/ledger-{topic}.yaml", _OPERATION, forks, list(cases))


def _staked(payer: dict[str, int], amount: int = TAO) -> dict[str, Any]:
    return event("stake", amount=amount, fee=_FEE, payer=payer)


def _stake() -> Iterator[DraftCase]:
    yield accepted(
        "stake",
        ("SUP-23",),
        "puts the fee into the pool, or leaves it out of the stake",
        _staked(RICH),
        balances=-TAO,
        stake=TAO,
        pools=TAO - _FEE,
    )
    yield accepted(
        "stake-charged-short",
        ("SUP-14", "SUP-23"),
        "stakes what was asked for where less was paid",
        _staked(account(TAO + 100)),
        balances=-(TAO - 400),
        stake=TAO - 400,
        pools=TAO - 400 - _FEE,
    )
    yield rejected(
        "stake-one-rao-short",
        ("SUP-14", "SUP-23"),
        "stakes what there is where less than asked for is free",
        _staked(account(TAO - 1)),
        "NotEnoughBalanceToStake",
    )
    yield accepted(
        "stake-less-than-its-fee",
        ("SUP-13", "SUP-23"),
        "takes out of the pool what the fee exceeds the amount by",
        _staked(RICH, 1_000),
        balances=-1_000,
        stake=1_000,
    )


def _stake_dtao() -> Iterator[DraftCase]:
    yield accepted(
        "dtao-stake",
        ("SUP-23",),
        "takes the fee out of the pool, as later forks do",
        _staked(RICH),
        balances=-TAO,
        stake=TAO,
        pools=TAO,
    )
    yield accepted(
        "dtao-stake-charged-short",
        ("SUP-14", "SUP-23"),
        "stakes what was asked for where less was paid",
        _staked(account(TAO + 100)),
        balances=-(TAO - 400),
        stake=TAO - 400,
        pools=TAO - 400,
    )
    yield rejected(
        "dtao-stake-one-rao-short",
        ("SUP-14", "SUP-23"),
        "stakes what there is where less than asked for is free",
        _staked(account(TAO - 1)),
        "NotEnoughBalanceToStake",
    )


def _sold(paid_out: int, provided: int = 0, free: int = 10**6) -> dict[str, Any]:
    return event("unstake", paid_out=paid_out, provided=provided, receiver_free=free)


def _unstake() -> Iterator[DraftCase]:
    def case(
        slug: str,
        rules: tuple[str, ...],
        why: str,
        *,
        sale: dict[str, Any],
        arrives: int,
        out: int,
        pool: int,
    ) -> DraftCase:
        return accepted(slug, rules, why, sale, balances=arrives, stake=-out, pools=-pool)

    yield case(
        "unstake",
        ("SUP-24",),
        "lowers the issuance by what is sold",
        sale=_sold(TAO),
        arrives=TAO,
        out=TAO,
        pool=TAO,
    )
    yield case(
        "unstake-partly-from-users-liquidity",
        ("SUP-24",),
        "takes from the pool what users' liquidity has paid",
        sale=_sold(TAO, 300_000_000),
        arrives=TAO,
        out=TAO,
        pool=700_000_000,
    )
    yield case(
        "unstake-wholly-from-users-liquidity",
        ("SUP-24",),
        "lets the pool gain when users' liquidity could have paid more",
        sale=_sold(1_000, 5_000),
        arrives=1_000,
        out=1_000,
        pool=0,
    )
    yield case(
        "unstake-499-rao-to-nobody",
        ("SUP-15", "SUP-24"),
        "creates an account below the existential deposit",
        sale=_sold(499, free=0),
        arrives=0,
        out=499,
        pool=499,
    )
    yield case(
        "unstake-500-rao-to-nobody",
        ("SUP-15", "SUP-24"),
        "loses a payout that just makes an account",
        sale=_sold(500, free=0),
        arrives=500,
        out=500,
        pool=500,
    )
    yield case(
        "unstake-one-rao-to-an-account",
        ("SUP-15", "SUP-24"),
        "compares the payout with the deposit instead of the new balance",
        sale=_sold(1, free=500),
        arrives=1,
        out=1,
        pool=1,
    )


def _moved(
    proceeds: int, *, provided: int = 0, fee: int = _FEE, taken: bool = True
) -> dict[str, Any]:
    return event("move_stake", proceeds=proceeds, provided=provided, fee=fee, accepted=taken)


def _move() -> Iterator[DraftCase]:
    rules = ("SUP-25",)
    yield accepted(
        "move-stake",
        rules,
        "lets the fee of the purchase reach the pool",
        _moved(TAO),
        pools=-_FEE,
    )
    yield accepted(
        "move-stake-just-enough",
        rules,
        "loses proceeds that are exactly the minimum",
        _moved(2_000_000, fee=1_007),
        pools=-1_007,
    )
    yield accepted(
        "move-stake-too-little",
        rules,
        "refuses the move or gives back what is too little to buy",
        _moved(1_999_999, fee=1_007),
        stake=-1_999_999,
        pools=-1_999_999,
    )
    yield accepted(
        "move-stake-partly-from-users-liquidity",
        rules,
        "takes from the pool of the origin what users' liquidity has paid",
        _moved(TAO, provided=300_000_000),
        pools=300_000_000 - _FEE,
    )
    yield accepted(
        "move-stake-less-than-its-fee",
        ("SUP-13", "SUP-25"),
        "takes out of the pool what the fee exceeds the proceeds by",
        _moved(2_000_000, fee=2_000_001),
        pools=-2_000_000,
    )
    yield rejected(
        "move-stake-refused-by-the-pool",
        rules,
        "loses the proceeds where the call fails as a whole",
        _moved(TAO, taken=False),
        "InsufficientLiquidity",
    )


def _move_dtao() -> Iterator[DraftCase]:
    rules = ("SUP-25",)
    yield accepted(
        "dtao-move-stake",
        rules,
        "takes the fee out of the pool, as later forks do",
        _moved(TAO, fee=25_000),
    )
    yield accepted(
        "dtao-move-stake-just-enough",
        rules,
        "forgets that the minimum is asked of what the fee leaves",
        _moved(525_000, fee=25_000),
    )
    yield accepted(
        "dtao-move-stake-too-little",
        rules,
        "compares the proceeds with the minimum without the fee",
        _moved(524_999, fee=25_000),
        stake=-524_999,
        pools=-524_999,
    )
    yield accepted(
        "dtao-move-stake-refused-by-the-pool",
        rules,
        "refuses the move, where this fork loses all but the fee",
        _moved(TAO, fee=25_000, taken=False),
        stake=-(TAO - 25_000),
        pools=-(TAO - 25_000),
    )


def _outside() -> Iterator[DraftCase]:
    rules = ("SUP-31",)

    def case(
        slug: str, rule_ids: tuple[str], why: str, *, happens: dict[str, Any], balances: int
    ) -> DraftCase:
        return accepted(slug, rule_ids, why, happens, balances=balances)

    yield case(
        "dust",
        rules,
        "recycles the dust of reaped accounts",
        happens=event("dust_reaped", amount=499),
        balances=-499,
    )
    yield case(
        "balance-burned",
        rules,
        "recycles what the balances pallet burns",
        happens=event("balance_burned", amount=3 * TAO),
        balances=-3 * TAO,
    )
    yield case(
        "balance-raised",
        rules,
        "counts a forced balance as issued",
        happens=event("force_set_balance", old_free=TAO, new_free=5 * TAO),
        balances=4 * TAO,
    )
    yield case(
        "balance-lowered-below-the-deposit",
        rules,
        "keeps an account below the existential deposit",
        happens=event("force_set_balance", old_free=TAO, new_free=499),
        balances=-TAO,
    )
    yield case(
        "balance-lowered-to-the-deposit",
        rules,
        "reaps an account that holds exactly the existential deposit",
        happens=event("force_set_balance", old_free=TAO, new_free=500),
        balances=500 - TAO,
    )
    yield accepted(
        "faucet",
        ("SUP-32",),
        "counts what the faucet gives, where the chain counts a tenth of it",
        event("faucet", enabled=True, receiver_free=0),
        issuance=100 * TAO,
        balances=1_000 * TAO,
    )
    yield rejected(
        "faucet-not-built-in",
        ("SUP-32",),
        "gives from a faucet that no main network has",
        event("faucet", enabled=False, receiver_free=0),
        "FaucetDisabled",
    )
