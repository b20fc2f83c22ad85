"""The accounting identities after each step of long histories of three subnets and root."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from taospec.forks import fork
from taospec.invariants import laws
from taospec.invariants.network._books import Books
from taospec.invariants.network.conservation import STAKE_CALLS, STEPWISE, Step
from taospec.network import edge
from taospec.network.apply import answer
from taospec.timeline import since, specified
from taospec_conformance.trace_files import read_traces
from taospec_vectors.cases.network._executed import data_of
from taospec_vectors.funded import with_accounts

COLDKEYS = ["0x" + number.to_bytes(32, "little").hex() for number in range(1, 6)]
HOTKEYS = ["0x" + number.to_bytes(32, "little").hex() for number in range(21, 25)]
SUBNETS = (1, 2, 3)
TAO = 10**9
ONE = 2**64


def economy(name: str, rng: Random) -> list[Any]:
    """Root and three subnets with pools, five coldkeys, four hotkeys, each owned by one of them."""
    starts = name in since("dereg")
    rows: list[Any] = [
        ["BlockNumber", [], "1000"],
        ["Balances.TotalIssuance", [], str(5 * 5000 * TAO)],
        ["NominatorMinRequiredStake", [], "1000000"],
        *(["Balance", [coldkey], str(5000 * TAO)] for coldkey in COLDKEYS),
        *(["Owner", [hotkey], coldkey] for hotkey, coldkey in zip(HOTKEYS, COLDKEYS, strict=False)),
    ]
    total = 0
    for netuid in (0, *SUBNETS):
        tao = rng.randrange(1000, 20_000) * TAO if netuid else 0
        rows.append(["NetworksAdded", [netuid], True])
        rows += [["SubtokenEnabled", [netuid], True]] if starts else []
        rows += [["SubnetTAO", [netuid], str(tao)]]
        if netuid:
            rows.append(["SubnetMechanism", [netuid], 1])
            rows.append(["SubnetAlphaIn", [netuid], str(rng.randrange(1000, 2_000_000) * TAO)])
        total += tao
    rows.append(["TotalStake", [], str(total)])
    if name not in since("netflow"):
        return rows
    whole = with_accounts(rows)
    [issued] = [value for row, _, value in whole if row == "Balances.TotalIssuance"]
    return [*whole, ["TotalIssuance", [], issued]]


def call(rng: Random, books: Books) -> dict[str, Any]:
    """A call of somebody, about a part of what there is."""
    name = rng.choice(sorted(STAKE_CALLS - {"remove_stake_full_limit"}))
    origin, hotkey = rng.choice(COLDKEYS), rng.choice(HOTKEYS)
    netuid, other = rng.choice((0, *SUBNETS)), rng.choice((0, *SUBNETS))
    part = rng.choice((1, 10, 500, 999, 1000, 1001))
    amount = str(books.stake(hotkey, origin, netuid) * part // 1000)
    limit = {"limit_price": str(rng.randrange(2 * TAO)), "allow_partial": rng.random() < 0.7}
    one = {"hotkey": hotkey, "netuid": netuid}
    between = {"origin_netuid": netuid, "destination_netuid": other, "alpha_amount": amount}
    arguments: dict[str, dict[str, Any]] = {
        "add_stake": {**one, "amount_staked": str(rng.randrange(100 * TAO))},
        "remove_stake": {**one, "amount_unstaked": amount},
        "unstake_all": {"hotkey": hotkey},
        "unstake_all_alpha": {"hotkey": hotkey},
        "move_stake": {
            "origin_hotkey": hotkey,
            "destination_hotkey": rng.choice(HOTKEYS),
            **between,
        },
        "swap_stake": {"hotkey": hotkey, **between},
        "transfer_stake": {
            "destination_coldkey": rng.choice(COLDKEYS),
            "hotkey": hotkey,
            **between,
        },
        "recycle_alpha": {**one, "amount": amount},
        "burn_alpha": {**one, "amount": amount},
    }
    for limited in ("add_stake", "remove_stake", "swap_stake"):
        arguments[f"{limited}_limit"] = {**arguments[limited], **limit}
    return {"name": name, "origin": origin, "args": arguments[name]}


def history(name: str, calls: int, seed: int) -> Counter[str]:
    """Calls with a block between every few; each is held to the laws. Answers what was done."""
    rng = Random(seed)  # noqa: S311 - the same history in every run
    rows = economy(name, rng)
    chain, books = edge.load(fork(name), rows), Books(rows)
    kept = [law for law in laws().values() if law.name in STEPWISE and name in law.forks]
    done: Counter[str] = Counter()
    before = books.totals()
    for number in range(calls):
        if number % 4 == 0:
            books.change(answer(chain, {"name": "block"})["ok"]["diff"])
            before = books.totals()
        op = call(rng, books)
        answered = answer(chain, op)
        chain.settle()
        books.change(answered["ok"]["diff"] if "ok" in answered else ())
        step = Step(op["name"], before, books.totals())
        before = step.after
        done["accepted" if "ok" in answered else answered["reject"]["code"]] += 1
        assert step.is_looked_at, f"call {number}"
        broken = [law.name for law in kept if not STEPWISE[law.name](step)]
        assert broken == [], f"call {number}: {op}"
    return done


@pytest.mark.parametrize("name", specified())
def test_hundreds_of_calls_keep_every_identity(name: str) -> None:
    done = history(name, 400, 1)
    assert done.total() == 400
    assert done["accepted"] >= 100
    assert len(done) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4])
@pytest.mark.parametrize("name", specified())
def test_longer_histories_keep_every_identity(name: str, seed: int) -> None:
    assert history(name, 5000, seed)["accepted"] >= 1000


@pytest.mark.parametrize("name", since("netflow"))
def test_every_executed_step_keeps_the_issuance_the_sum_of_the_accounts(name: str) -> None:
    """Calls of all kinds and blocks, which mint: both issuances and all accounts move alike."""
    closed, looked_at = STEPWISE["issuances-move-as-the-accounts"], 0
    for trace in read_traces(data_of(name)):
        books = Books(trace["storage"])
        for step in trace["steps"]:
            before = books.totals()
            if "edit" in step:
                books.change(step["edit"])
                continue
            books.change(step["expect"].get("ok", {}).get("diff", ()))
            assert closed(Step(step["op"]["name"], before, books.totals())), trace["name"]
            looked_at += "ok" in step["expect"]
    assert looked_at >= 100
