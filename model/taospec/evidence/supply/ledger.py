"""Evidence about the ledger: what recycles, what burns and what only moves."""

from __future__ import annotations

from typing import Any

from taospec.evidence import Evidence, tao
from taospec.evidence.supply import observed
from taospec.evidence.supply.observed import TAO
from taospec.examples import storage
from taospec.forks import FORKS
from taospec.operations.catalogue import execute
from taospec.supply.emission import THRESHOLDS
from taospec.supply.projection import Start, project
from taospec.timeline import timeline

_STAKED = observed.RECORD_ISSUANCE - observed.RECORD_BALANCES
_STATE = {
    "total_issuance": str(observed.RECORD_ISSUANCE),
    "balances": str(observed.RECORD_BALANCES),
    "total_stake": str(_STAKED),
    "subnet_tao": str(_STAKED),
}
# A lock cost, and the amount of a refund, a fee or dividends, of which is asked what becomes of it.
_LOCK, _AMOUNT = 2_500 * TAO, TAO
_RICH = {"free": str(10_000 * TAO), "frozen": "0"}
_UPGRADE = {"kind": "runtime_upgrade"}


def _effect(fork: str, *events: dict[str, Any]) -> tuple[int, int]:
    """What events do to the counter at once, and after the next upgrade."""
    given = {"ledger": _STATE, "events": [*events, _UPGRADE]}
    steps = execute(fork, "supply.ledger_trace", given)["ok"]["steps"]
    counters = [int(step["ledger"]["total_issuance"]) for step in steps]
    return counters[-2] - observed.RECORD_ISSUANCE, counters[-1] - observed.RECORD_ISSUANCE


def deregistration() -> Evidence:
    """The counter after the dissolution of a subnet with 1,000 TAO in its pool."""
    pot = 1_000 * TAO
    event = {"kind": "dissolve_subnet", "pot": str(pot), "refund": "0", "owner_free": "0"}
    holders = [{"alpha": "3", "free": "500"}, {"alpha": "5", "free": "500"}]
    with_holders = _effect("dereg", {**event, "holders": holders})[1]
    without = _effect("dereg", {**event, "holders": []})[1]
    at_once = _effect("netflow", {**event, "holders": []})[0]
    refund = {**event, "holders": holders, "refund": str(TAO), "owner_free": str(TAO)}
    return Evidence(
        {
            "with_holders": tao(with_holders),
            "without": tao(-without),
            "refund": tao(_effect("dereg", refund)[1]),
            "at_once": tao(-at_once),
        },
        {
            "it does when somebody holds the alpha": with_holders == -pot,
            "it does when nobody holds alpha": without == -pot,
        },
    )


def lock_returned() -> Evidence:
    """The counter after a lock of 2,500 TAO is paid, and after a legacy owner is refunded 1 TAO."""
    lock = {
        "kind": "subnet_registration",
        "cost": str(_LOCK),
        "min_lock": str(TAO),
        "payer": _RICH,
    }
    refund = {
        "kind": "dissolve_subnet",
        "pot": "0",
        "holders": [],
        "refund": str(_AMOUNT),
        "owner_free": str(TAO),
    }
    paid, refunded = _effect("dereg", lock)[0], _effect("dereg", refund)[1]
    return Evidence(
        {
            "lock": tao(_LOCK),
            "recycled": tao(-paid),
            "refund": tao(_AMOUNT),
            "refunded": tao(refunded),
        },
        {
            "the lock is kept for its owner": paid == 0,
            "the owner of a legacy subnet is refunded": refunded > 0,
        },
    )


def registration_fees() -> Evidence:
    """The counter after registering a subnet for 2,500 TAO and a neuron for 1 TAO."""
    subnet = {
        "kind": "subnet_registration",
        "cost": str(_LOCK),
        "min_lock": str(TAO),
        "payer": _RICH,
    }
    neuron = {
        "kind": "neuron_registration",
        "cost": str(TAO),
        "fee": "0",
        "payer": _RICH,
        "accepted": True,
    }
    recycled = {name: -_effect("dereg", event)[1] for name, event in (("s", subnet), ("n", neuron))}
    return Evidence(
        {"lock": tao(_LOCK), "subnet": tao(recycled["s"]), "neuron": tao(recycled["n"])},
        {
            "the lock of a subnet beyond its minimum is": recycled["s"] == _LOCK - TAO,
            "the price of a neuron is": recycled["n"] == TAO,
        },
    )


def _coldkey_swap() -> dict[str, Any]:
    cost = FORKS["dereg"].constants["KEY_SWAP_COST"]
    return {"kind": "coldkey_swap", "cost": str(cost), "payer": _RICH}


def coldkey_swap() -> Evidence:
    """The counter after a coldkey swap."""
    at_once, later = _effect("dereg", _coldkey_swap())
    cost = FORKS["dereg"].constants["KEY_SWAP_COST"]
    return Evidence(
        {"recycled": tao(-at_once)},
        {"the price leaves the issuance": at_once == later == -cost},
    )


def burn_against_recycle() -> Evidence:
    """A coldkey swap, which recycles, against the same amount burned by an account."""
    recycled = _effect("dereg", _coldkey_swap())[0]
    burned, later = _effect("dereg", {"kind": "balance_burned", "amount": str(-recycled)})
    kept, issued = _fee_without_author()
    return Evidence(
        {
            "recycled": tao(-recycled),
            "burned": tao(-burned),
            "later": tao(-later),
            "kept": f"{kept:,}",
        },
        {
            "burning does what recycling does": burned == recycled,
            "what the chain burns from netflow on leaves the issuance": issued != 0,
        },
    )


def _fee_without_author() -> tuple[int, int]:
    """Rao on the account of what is burned, and change of the issuance, in `balancer`."""
    buyer, hotkey = storage.account(1), storage.account(21)
    rows: list[Any] = [
        ["BlockNumber", [], "1000"],
        ["Balance", [buyer], str(100 * TAO)],
        ["Balance", ["0x" + (b"modlsubtensr\x01").ljust(32, b"\0").hex()], str(1000 * TAO)],
        ["TotalIssuance", [], str(1100 * TAO)],
        ["Owner", [hotkey], buyer],
        *storage.subnet(1, 1000 * TAO, 1000 * TAO),
        ["SubtokenEnabled", [1], True],
    ]
    stake = {"hotkey": hotkey, "netuid": 1, "amount_staked": str(10 * TAO)}
    op = {"name": "add_stake", "origin": buyer, "args": stake}
    written = execute("balancer", "network.apply", {"storage": rows, "op": op})["ok"]["diff"]
    burned = ["0x" + b"modlburntnsr".ljust(32, b"\0").hex()]
    balances = [int(row[2]) for row in written if row[:2] == ["Balance", burned]]
    return sum(balances), sum(int(row[2]) for row in written if row[0] == "TotalIssuance")


def fees() -> Evidence:
    """The counter after a transaction fee, an EVM base fee and a staking fee of 1 TAO each."""
    transaction = {
        "kind": "transaction_fee",
        "withdrawn": str(TAO),
        "corrected": str(TAO),
        "payer": _RICH,
        "payer_lives": True,
    }
    wei = str(TAO * 10**9)
    evm = {"kind": "evm_fee", "total": wei, "base": wei, "author_free": "0"}
    stake = {"kind": "stake", "amount": str(100 * TAO), "fee": str(_AMOUNT), "payer": _RICH}
    effects = [_effect("flow", event) for event in (transaction, evm, stake)]
    in_pool = _effect("dtao", stake)[1]
    paid = transaction | {"author_free": "0"}
    to_author = TAO + _effect("authorfee", paid)[1]
    dropped = _effect("netflow", transaction)[1]
    return Evidence(
        {
            "fee": tao(_AMOUNT),
            "late": tao(-effects[2][1]),
            "in_pool": tao(-in_pool),
            "to_author": tao(to_author),
        },
        {
            "transaction fees are": effects[0][0] == -TAO,
            "the EVM base fee is, at once": effects[1][0] == -TAO,
            "swap fees are, at once": effects[2][0] == -TAO,
            "swap fees were in dtao": in_pool == -TAO,
            "transaction fees are, since authorfee": to_author == 0,
            "transaction fees without an author are, since netflow": dropped == -TAO,
        },
    )


def root_registration() -> Evidence:
    """Whether any fork's ledger has such an event."""
    kinds = {kind for fork in FORKS.values() for kind in fork.supply.ledger}
    named = [kind for kind in kinds if kind.endswith("registration")]
    return Evidence(
        {"registrations": " and ".join(sorted(kind.replace("_", " ") for kind in named))},
        {"registering on root moves TAO": "root_registration" in kinds},
    )


def root_emission() -> Evidence:
    """The counter after root stakers were paid 1 TAO of dividends, fork by fork."""
    sold = {"kind": "root_dividends_sold", "proceeds": str(_AMOUNT), "provided": "0"}
    paid = {"kind": "root_dividends_paid", "amount": str(_AMOUNT)}
    claim = {"kind": "root_claim_swap", "proceeds": str(_AMOUNT), "provided": "0"}
    lost = {
        "dtao": _effect("dtao", sold, paid)[1],
        "dereg": _effect("dereg", sold, paid)[1],
        "flow": _effect("flow", claim)[1],
        "halving": _effect("halving", claim)[1],
        "netflow": _effect("netflow", claim)[1],
    }
    return Evidence(
        {"dividends": tao(_AMOUNT)} | {fork: tao(-rao) for fork, rao in lost.items()},
        {
            f"what root stakers earn leaves the issuance in {fork}": rao < 0
            for fork, rao in lost.items()
        },
    )


def recycled_again() -> Evidence:
    """What is left to mint after a coldkey swap."""
    change = _effect("dereg", _coldkey_swap())[1]
    left = THRESHOLDS[-1] - observed.RECORD_ISSUANCE
    return Evidence(
        {"before": tao(left), "after": tao(left - change)},
        {"what was paid can be minted again": change < 0},
    )


def recycling_delays() -> Evidence:
    """The next halving from the record with and without the pace then measured."""
    free = observed.next_halving(observed.at_record())
    slowed = observed.next_halving(observed.at_record(observed.measured_pace()))
    hours = ((slowed.seconds or 0) - (free.seconds or 0)) // 3600
    lower, upper = (_blocks_to(11, THRESHOLDS[9] - less) for less in (1, 0))
    return Evidence(
        {
            "pace": tao(observed.measured_pace()),
            "measured": observed.MEASURED,
            "recorded": observed.day_of_record(),
            "hours": hours,
            "lead": upper - lower,
        },
        {"the halving comes later": (slowed.blocks or 0) > (free.blocks or 0)},
    )


def _blocks_to(era: int, issuance: int) -> int:
    halvings = project(Start(issuance, 0, 0, 12_000, 0))
    return next(halving.blocks or 0 for halving in halvings if halving.era == era)


def identity() -> Evidence:
    """The counter against balances and stake after events that it is not told of."""
    buy = {"kind": "chain_buy", "amount": str(TAO), "paid_in": str(TAO), "succeeds": True}
    burned = {"kind": "balance_burned", "amount": str(TAO)}
    late_mint, late_recycle = _effect("dereg", buy), _effect("dereg", burned)
    counted, never = _effect("netflow", buy)[0], _effect("netflow", burned)[1]
    return Evidence(
        {
            "minted_late": tao(late_mint[1]),
            "recycled_late": tao(-late_recycle[1]),
            "counted": tao(counted),
            "never": tao(-never),
        },
        {
            "bought TAO is counted when it is bought": late_mint[0] == TAO,
            "burned balances are counted when they are burned": late_recycle[0] == -TAO,
            "they are counted later, since netflow": never == -TAO,
        },
    )


def premine() -> Evidence:
    """What the present chain started with; where those coins came from is not in its rules."""
    started = timeline()["finney"].date
    return Evidence({"genesis": tao(observed.GENESIS_ISSUANCE), "started": f"{started:%B %Y}"})


def staked_share() -> Evidence:
    """The part of the issuance that was in pools, and the part in accounts."""
    percent = _STAKED * 100 // observed.RECORD_ISSUANCE
    return Evidence(
        {
            "recorded": observed.day_of_record(),
            "staked": percent,
            "balances": tao(observed.RECORD_BALANCES),
        },
        {
            "about 72 percent of the issuance is in pools": abs(percent - 72) <= 3,
            "these coins are in somebody's account": _STAKED <= observed.RECORD_BALANCES,
        },
    )


def alpha_recycling() -> Evidence:
    """The alpha curve after recycling and after burning 1 alpha outside the pool."""
    held = 10_500_000 * TAO
    recycled, burned = (_alpha(held - TAO), _alpha(held))
    return Evidence(
        {"recycled": tao(recycled), "burned": tao(burned)},
        {"recycled alpha is created again": recycled > burned, "burned alpha is not": burned < TAO},
    )


def _alpha(alpha_out: int) -> int:
    given = {"alpha_in": "0", "alpha_in_provided": "0", "alpha_out": str(alpha_out)}
    return int(execute("flow", "supply.alpha_emission", given)["ok"]["emission"])
