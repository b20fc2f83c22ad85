"""Cases of `supply.ledger_trace`: drift that builds up, and the upgrade that makes it real."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from taospec.timeline import only
from taospec_vectors.cases.supply._common import ALL, SINCE_DEREG, SINCE_FLOW, TAO
from taospec_vectors.cases.supply.ledger._common import BASE, RICH, account, changed, event, wire
from taospec_vectors.format import DraftCase, DraftFile

_OPERATION = "supply.ledger_trace"
_UPGRADE = event("runtime_upgrade")

# An event, what it does to the totals, and the code it is refused with if it is.
Happens = tuple[Mapping[str, Any], Mapping[str, int], str | None]


def drafts() -> Iterator[DraftFile]:
    """Sequences of events, by the forks in which they end the same."""
    for topic, forks, cases in (
        ("", ALL, _everywhere()),
        ("-dtao", only("dtao"), _dtao()),
        ("-dereg", only("dereg"), _dereg()),
        ("-since-dereg", SINCE_DEREG, _since_dereg()),
        ("-since-flow", SINCE_FLOW, _since_flow()),
    ):
        yield DraftFile(f"supply/ledger_trace{topic}.yaml", _OPERATION, forks, list(cases))


def _traced(
    slug: str,
    rules: Sequence[str],
    why: str,
    steps: Sequence[Happens],
    start: Mapping[str, int] = BASE,
) -> DraftCase:
    given = {"ledger": wire(start), "events": [dict(happens) for happens, _, _ in steps]}
    state, answers = start, []
    for _, moves, code in steps:
        state = changed(state, **moves)
        answers.append({"rejected": code, "ledger": wire(state)})
    return DraftCase(slug, rules, why, given, expect={"ok": {"steps": answers}})


def _ok(happens: Mapping[str, Any], **moves: int) -> Happens:
    return happens, moves, None


def _upgraded(issuance: int, stake: int = 0) -> Happens:
    return _UPGRADE, {"issuance": issuance, "stake": stake}, None


def _everywhere() -> Iterator[DraftCase]:
    base_fee = event("evm_fee", total=10**15, base=10**15, author_free=0)
    yield _traced(
        "evm-fees-then-upgrade",
        ("SUP-22", "SUP-34"),
        "recycles EVM base fees at once, or never",
        [
            _ok(base_fee, balances=-1_000_000),
            _ok(base_fee, balances=-1_000_000),
            _upgraded(-2_000_000),
            _upgraded(0),
        ],
    )
    yield _traced(
        "faucet-then-upgrade",
        ("SUP-32", "SUP-34"),
        "forgets the nine tenths of a faucet's gift that only an upgrade counts",
        [
            _ok(
                event("faucet", enabled=True, receiver_free=0),
                issuance=100 * TAO,
                balances=1_000 * TAO,
            ),
            _upgraded(900 * TAO),
        ],
    )
    yield _traced(
        "root-write-does-not-last",
        ("SUP-33", "SUP-34"),
        "keeps an issuance that root wrote across an upgrade",
        [
            _ok(
                event("root_sets_issuance", total_issuance=TAO),
                issuance=TAO - BASE["total_issuance"],
            ),
            _upgraded(BASE["total_issuance"] - TAO),
        ],
    )
    poor = account(99_999_999)
    code = "NotEnoughBalanceToPaySwapHotKey"
    yield _traced(
        "rejection-changes-nothing",
        ("SUP-13", "SUP-20"),
        "stops at a rejected event, or lets half of it stand",
        [
            (event("hotkey_swap", payer=poor), {}, code),
            _ok(
                event("hotkey_swap", payer=RICH),
                issuance=-100_000_000,
                balances=-100_000_000,
            ),
        ],
    )
    yield _traced("nothing-happens", ("SUP-13",), "answers a step before the first event", [])
    yield _traced(
        "refund-is-minted-late",
        ("SUP-29", "SUP-34"),
        "mints the refund of a lock at once",
        [
            _ok(
                event("dissolve_subnet", pot=0, holders=[], refund=400 * TAO, owner_free=10**6),
                balances=400 * TAO,
            ),
            _upgraded(400 * TAO),
        ],
    )


def _root_sale() -> Happens:
    sale = event("root_dividends_sold", proceeds=40_000_000, provided=0)
    return _ok(sale, stake=-40_000_000, pools=-40_000_000)


def _dtao() -> Iterator[DraftCase]:
    yield _traced(
        "dtao-root-dividends-leave-the-issuance",
        ("SUP-26", "SUP-34"),
        "finds the dividends of root stakers in the pool of root, where this fork puts nothing",
        [
            _root_sale(),
            _ok(event("root_dividends_paid", amount=40_000_000)),
            _upgraded(-40_000_000),
        ],
    )
    yield _traced(
        "dtao-refused-registration-then-upgrade",
        ("SUP-18", "SUP-34"),
        "never recycles the price that a refusing pool destroyed",
        [
            _ok(
                event("neuron_registration", cost=700_000, fee=0, payer=RICH, accepted=False),
                balances=-700_000,
            ),
            _upgraded(-700_000),
        ],
    )
    yield _traced(
        "dtao-subnet-id-used-again",
        ("SUP-19", "SUP-29", "SUP-34"),
        "keeps the pool of a removed subnet in the sum when its id is used again",
        [
            _ok(
                event(
                    "dissolve_subnet",
                    pot=33 * TAO,
                    holders=[{"alpha": 5, "free": 500}],
                    refund=0,
                    owner_free=0,
                )
            ),
            _ok(
                event("subnet_registration", cost=3 * TAO, min_lock=TAO, payer=RICH),
                issuance=-2 * TAO,
                balances=-3 * TAO,
                stake=TAO,
                pools=TAO,
            ),
            _ok(event("pool_overwritten", pot=33 * TAO), pools=-33 * TAO),
            _upgraded(-33 * TAO, stake=-33 * TAO),
        ],
    )


def _dereg() -> Iterator[DraftCase]:
    buy = event("chain_buy", amount=250_000_000, paid_in=250_000_000, succeeds=True)
    yield _traced(
        "bought-tao-is-minted-late",
        ("SUP-17", "SUP-34"),
        "never counts the TAO that the chain spent on alpha",
        [
            _ok(buy, stake=250_000_000, pools=250_000_000),
            _ok(buy, stake=250_000_000, pools=250_000_000),
            _upgraded(500_000_000),
        ],
    )
    yield _traced(
        "upgrade-between-sale-and-payment-of-root-dividends",
        ("SUP-26", "SUP-34"),
        "counts dividends that are pending, and in no total, at an upgrade",
        [
            _root_sale(),
            _upgraded(-40_000_000),
            _ok(event("root_dividends_paid", amount=40_000_000), pools=40_000_000),
            _upgraded(40_000_000, stake=40_000_000),
        ],
    )


def _since_dereg() -> Iterator[DraftCase]:
    yield _traced(
        "swap-fees-leave-at-the-upgrade",
        ("SUP-23", "SUP-25", "SUP-34"),
        "takes swap fees out of the issuance when they are paid",
        [
            _ok(
                event("stake", amount=10 * TAO, fee=5_035_000, payer=RICH),
                balances=-10 * TAO,
                stake=10 * TAO,
                pools=10 * TAO - 5_035_000,
            ),
            _ok(
                event("move_stake", proceeds=TAO, provided=0, fee=503_547, accepted=True),
                pools=-503_547,
            ),
            _upgraded(-5_538_547, stake=-5_538_547),
        ],
    )
    yield _traced(
        "liquidity-out-and-in",
        ("SUP-30", "SUP-34"),
        "counts TAO in a liquidity position at an upgrade",
        [
            _ok(event("add_liquidity", amount=TAO, payer=RICH), balances=-TAO),
            _upgraded(-TAO),
            _ok(
                event("remove_liquidity", principal=TAO, fees=1_000, receiver_free=10**6),
                balances=TAO + 1_000,
            ),
            _upgraded(TAO + 1_000),
        ],
    )
    yield _traced(
        "dissolved-without-holders-is-recycled-late",
        ("SUP-29", "SUP-34"),
        "recycles the pot of every dissolved subnet, or of none",
        [
            _ok(
                event("dissolve_subnet", pot=33 * TAO, holders=[], refund=0, owner_free=0),
                stake=-33 * TAO,
                pools=-33 * TAO,
            ),
            _upgraded(-33 * TAO),
        ],
    )
    yield _traced(
        "lost-proceeds-are-recycled-late",
        ("SUP-25", "SUP-34"),
        "keeps lost proceeds of a move in the issuance for good",
        [
            _ok(
                event("move_stake", proceeds=1_999_999, provided=0, fee=0, accepted=True),
                stake=-1_999_999,
                pools=-1_999_999,
            ),
            _upgraded(-1_999_999),
        ],
    )


def _since_flow() -> Iterator[DraftCase]:
    yield _traced(
        "failed-buys-are-uncounted-late",
        ("SUP-17", "SUP-34"),
        "never takes back the coins that failed buys counted",
        [
            _ok(
                event("chain_buy", amount=250_000_000, paid_in=0, succeeds=False),
                issuance=250_000_000,
            ),
            _upgraded(-250_000_000),
        ],
    )
    yield _traced(
        "root-claims-are-recycled-late",
        ("SUP-27", "SUP-34"),
        "keeps TAO in the issuance that root claims took out of the pools",
        [
            _ok(
                event("root_claim_swap", proceeds=7_000_000, provided=0),
                stake=-7_000_000,
                pools=-7_000_000,
            ),
            _upgraded(-7_000_000),
        ],
    )
    yield _traced(
        "halving-put-off-by-an-upgrade",
        ("SUP-16", "SUP-34"),
        "treats a threshold as passed for good once the counter has been above it",
        [
            _ok(
                event("injection", amount=TAO),
                issuance=TAO,
                stake=TAO,
                pools=TAO,
            ),
            _upgraded(-5 * TAO, stake=-5 * TAO),
        ],
        {
            "total_issuance": 10_500_000 * TAO - 1,
            "balances": 3_000_000 * TAO - 1,
            "total_stake": 7_500_000 * TAO,
            "subnet_tao": 7_500_000 * TAO - 5 * TAO,
        },
    )
