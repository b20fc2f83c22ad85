"""The examples of the chapter coinbase are computed by the model, so that prose and code agree."""

from __future__ import annotations

from typing import Any

import pytest
from prose import row, says

from taospec.operations.catalogue import execute
from taospec.timeline import since, until

GIGA = 10**9
ONE = 1 << 32
OWNER_CUT = 11_796
# The subnet on the chapter's first page, its alpha counted after what the block adds.
CREATED = {
    "alpha_out": str(GIGA),
    "owner_cut": OWNER_CUT,
    "root_tao": str(5_500_000 * GIGA),
    "tao_weight": "3320413933267719290",
    "alpha_issuance": str(4_500_000 * GIGA + 500_000_002 + GIGA),
}


def shown(name: str, column: int) -> str:
    return row("coinbase", name)[column]


@pytest.mark.parametrize("fork", until("flow"))
def test_a_block_on_one_page_while_root_alpha_was_sold(fork: str) -> None:
    answer = execute(fork, "coinbase.set_aside_and_sell", CREATED)["ok"]
    assert shown("of it for the owner", 0) == f"{int(answer['owner']):,}"
    assert shown("for root", 0) == f"{int(answer['swapped']):,}"
    assert shown("for miners and validators", 0) == f"{int(answer['emission']):,}"
    rest = GIGA - sum(int(answer[part]) for part in ("owner", "swapped", "emission"))
    assert shown("for nobody", 0) == str(rest)


@pytest.mark.parametrize("fork", since("flow"))
def test_a_block_on_one_page_since_it_is_paid_as_alpha(fork: str) -> None:
    answer = execute(fork, "coinbase.set_aside", CREATED)["ok"]
    names = {
        "of it for the owner": "owner",
        "for root": "root",
        "for miners": "server",
        "for validators": "validator",
    }
    for name, field in names.items():
        assert shown(name, 1) == f"{int(answer[field]):,}"
    share = int(answer["root_proportion"]) * 10_000 // ONE
    assert shown("part of root in the rest", 1) == f"0.{share:04}"
    rest = GIGA - sum(int(answer[field]) for field in names.values())
    assert shown("for nobody", 1) == str(rest)


def test_eighteen_percent_is_too_much() -> None:
    given = {**CREATED, "alpha_issuance": "0", "root_tao": "0"}
    owner = int(execute("flow", "coinbase.set_aside", given)["ok"]["owner"])
    says("COI-12", OWNER_CUT, 180_000_000 - owner)


def moved(price: int, stored: int, age: int) -> dict[str, Any]:
    given = {
        "stored": str(stored),
        "is_dynamic": True,
        "price": str(price),
        "moving_alpha": "12885",
        "halving_blocks": "201600",
        "first_emission_block": "1",
        "block": str(age),
    }
    answer: dict[str, Any] = execute("dereg", "coinbase.moving_price", given)["ok"]
    return answer


@pytest.mark.parametrize(("price", "first"), [(42_949_673, 1_577), (429_497, 698_787)])
def test_a_small_price_is_seen_late(price: int, first: int) -> None:
    """Given an average of zero and 0.01 or 0.0001, it stays there up to the block named."""
    says("COI-6", first)
    assert moved(price, 0, first - 1)["moving_price"] == "0"
    assert moved(price, 0, first)["moving_price"] != "0"


def test_epochs_of_a_year() -> None:
    says("COI-34", 31_557_600 // (12 * 361))
