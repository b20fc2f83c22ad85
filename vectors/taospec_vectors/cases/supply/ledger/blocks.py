"""Cases of `supply.ledger`: what blocks, root dividends and upgrades do to the totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from taospec.timeline import only, until
from taospec_vectors.cases.supply._common import ALL, SINCE_FLOW, TAO, U64_MAX
from taospec_vectors.cases.supply.ledger._common import accepted, event, rejected
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger"
_FEE = 3_417_717_000_000


def drafts() -> Iterator[DraftFile]:
    """Events of blocks, by the forks in which they do the same."""
    for topic, forks, cases in (
        ("blocks", ALL, [*_injection(), *_upgrade(), *_root_writes()]),
        ("chain-buy-uncounted", only("dereg"), _buy_uncounted()),
        ("chain-buy-counted", SINCE_FLOW, _buy_counted()),
        ("root-dividends-sold", until("flow"), _sold()),
        ("root-dividends-vanish", only("dtao"), _vanish()),
        ("root-dividends-paid", only("dereg"), _paid()),
        ("root-claim", SINCE_FLOW, _claimed()),
        ("missing-in-dtao", only("dtao"), _missing_in_dtao()),
        ("missing-in-dereg", only("dereg"), _missing_in_dereg()),
        ("missing-since-flow", SINCE_FLOW, _missing_since_flow()),
    ):
        yield DraftFile(f"supply/ledger-{topic}.yaml", _OPERATION, forks, list(cases))


def _injection() -> Iterator[DraftCase]:
    rules = ("SUP-13", "SUP-16")
    yield accepted(
        "injection",
        rules,
        "counts injected TAO as stake or as issuance, not as both",
        event("injection", amount=8_474_576),
        issuance=8_474_576,
        stake=8_474_576,
        pools=8_474_576,
    )
    full = {"total_issuance": U64_MAX - 5, "balances": 7, "total_stake": 9, "subnet_tao": 9}
    yield accepted(
        "injection-at-the-end-of-the-type",
        rules,
        "wraps a counter that saturates",
        event("injection", amount=6),
        full,
        issuance=5,
        stake=6,
        pools=6,
    )


def _upgrade() -> Iterator[DraftCase]:
    upgrade = event("runtime_upgrade")
    rules = ("SUP-13", "SUP-34")
    yield accepted(
        "upgrade-without-drift", rules, "counts pools and stake, the same coins twice", upgrade
    )
    drifted = {
        "total_issuance": 10_411_256_319_581_248,
        "balances": 3_091_496_570_000_000,
        "total_stake": 7_319_759_749_581_248,
        "subnet_tao": 7_319_759_749_581_248 - _FEE,
    }
    yield accepted(
        "upgrade-recycles-what-left-the-pools",
        rules,
        "sums balances and the stake counter, and never recycles swap fees",
        upgrade,
        drifted,
        issuance=-_FEE,
        stake=-_FEE,
    )
    yield accepted(
        "upgrade-mints-what-the-counter-missed",
        rules,
        "lets an upgrade only lower the issuance",
        upgrade,
        {**drifted, "subnet_tao": 7_319_759_749_581_248 + 169_419 * TAO},
        issuance=169_419 * TAO,
        stake=169_419 * TAO,
    )
    yield accepted(
        "upgrade-above-the-supply",
        rules,
        "caps the issuance at 21 million TAO, which no rule of these forks does",
        upgrade,
        {
            "total_issuance": 20_999_999 * TAO,
            "balances": 20_000_000 * TAO,
            "total_stake": 999_999 * TAO,
            "subnet_tao": 1_000_001 * TAO,
        },
        issuance=2 * TAO,
        stake=2 * TAO,
    )
    yield accepted(
        "upgrade-at-the-end-of-the-type",
        rules,
        "wraps the sum of balances and pools",
        upgrade,
        {"total_issuance": 1, "balances": 2**63, "total_stake": 2, "subnet_tao": 2**63},
        issuance=U64_MAX - 1,
        stake=2**63 - 2,
    )


def _root_writes() -> Iterator[DraftCase]:
    yield accepted(
        "root-sets-the-issuance",
        ("SUP-33",),
        "moves balances or stake along with the counter",
        event("root_sets_issuance", total_issuance=TAO),
        issuance=TAO - 10_411_256_319_581_248,
    )
    yield accepted(
        "root-sets-more-than-the-supply",
        ("SUP-33",),
        "refuses an issuance above 21 million TAO",
        event("root_sets_issuance", total_issuance=U64_MAX),
        issuance=U64_MAX - 10_411_256_319_581_248,
    )


def _buy(paid_in: int, *, succeeds: bool) -> dict[str, object]:
    return event("chain_buy", amount=250_000_000, paid_in=paid_in, succeeds=succeeds)


def _buy_uncounted() -> Iterator[DraftCase]:
    yield accepted(
        "chain-buy-not-counted",
        ("SUP-17",),
        "counts bought TAO as issued, as later forks do",
        _buy(250_000_000, succeeds=True),
        stake=250_000_000,
        pools=250_000_000,
    )
    yield accepted(
        "failed-chain-buy-not-counted",
        ("SUP-17",),
        "counts TAO that a failed swap never spent",
        _buy(0, succeeds=False),
    )


def _buy_counted() -> Iterator[DraftCase]:
    yield accepted(
        "chain-buy-counted",
        ("SUP-17",),
        "leaves bought TAO out of the issuance, as an earlier fork does",
        _buy(250_000_000, succeeds=True),
        issuance=250_000_000,
        stake=250_000_000,
        pools=250_000_000,
    )
    yield accepted(
        "unfilled-chain-buy",
        ("SUP-17",),
        "adds to the pool what the swap could not place",
        _buy(100_000_000, succeeds=True),
        issuance=250_000_000,
        stake=250_000_000,
        pools=100_000_000,
    )
    yield accepted(
        "failed-chain-buy-counted",
        ("SUP-17",),
        "takes the issuance back when the swap fails",
        _buy(0, succeeds=False),
        issuance=250_000_000,
    )


def _sold() -> Iterator[DraftCase]:
    yield accepted(
        "root-dividends-sold",
        ("SUP-26",),
        "treats the sale for root stakers as a recycle, or as no event at all",
        event("root_dividends_sold", proceeds=40_000_000, provided=0),
        stake=-40_000_000,
        pools=-40_000_000,
    )
    yield accepted(
        "root-dividends-paid-from-users-liquidity",
        ("SUP-26",),
        "takes from the pool what users' liquidity has paid",
        event("root_dividends_sold", proceeds=40_000_000, provided=15_000_000),
        stake=-40_000_000,
        pools=-25_000_000,
    )


def _vanish() -> Iterator[DraftCase]:
    yield accepted(
        "root-dividends-vanish",
        ("SUP-26",),
        "puts the dividends into the pool of root, which this fork forgets",
        event("root_dividends_paid", amount=40_000_000),
    )


def _paid() -> Iterator[DraftCase]:
    yield accepted(
        "root-dividends-paid",
        ("SUP-26",),
        "raises the stake counter together with the pool of root",
        event("root_dividends_paid", amount=40_000_000),
        pools=40_000_000,
    )


def _claimed() -> Iterator[DraftCase]:
    yield accepted(
        "root-claim-swap",
        ("SUP-27",),
        "puts the claimed TAO into the pool of root, which only later forks do",
        event("root_claim_swap", proceeds=4_757_420_326, provided=0),
        stake=-4_757_420_326,
        pools=-4_757_420_326,
    )
    yield accepted(
        "root-claim-swap-from-users-liquidity",
        ("SUP-27",),
        "takes from the pool what users' liquidity has paid",
        event("root_claim_swap", proceeds=1_000, provided=2_000),
        stake=-1_000,
    )


def _missing(kind: str, fork: str, happens: Mapping[str, object]) -> DraftCase:
    slug = f"{fork}-has-no-{kind.replace('_', '-')}"
    why = f"applies {kind} in a fork that does not have it"
    return rejected(slug, ("SUP-13",), why, {"kind": kind, **happens}, "NoSuchEvent")


_PAYER = {"free": "5000000000000", "frozen": "0"}
_POSITION = {"principal": "1000000", "fees": "10", "receiver_free": "1000"}
_SALE = {"proceeds": "1000000", "provided": "0"}


def _missing_in_dtao() -> Iterator[DraftCase]:
    buy = {"amount": "250000000", "paid_in": "250000000", "succeeds": True}
    yield _missing("chain_buy", "dtao", buy)
    yield _missing("hotkey_swap_on_subnet", "dtao", {"payer": _PAYER})
    yield _missing("root_claim_swap", "dtao", _SALE)
    yield _missing("add_liquidity", "dtao", {"amount": "1000000", "payer": _PAYER})
    yield _missing("remove_liquidity", "dtao", _POSITION)
    yield _missing("close_liquidity", "dtao", _POSITION)


def _missing_in_dereg() -> Iterator[DraftCase]:
    yield _missing("root_claim_swap", "dereg", _SALE)
    yield _missing("pool_overwritten", "dereg", {"pot": "1000000"})


def _missing_since_flow() -> Iterator[DraftCase]:
    yield _missing("root_dividends_sold", "flow", _SALE)
    yield _missing("root_dividends_paid", "flow", {"amount": "1000000"})
    yield _missing("pool_overwritten", "flow", {"pot": "1000000"})
