"""Least amounts and limit prices have vectors on both sides, a rao or a part in 10**9 apart."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from taospec.timeline import EVERY_FORK, since
from taospec_vectors.load import load_all

OLD, NEW, FLOW = EVERY_FORK, since("dereg"), since("flow")
LITTLE, MUCH, BEYOND = "AmountTooLow", "SlippageTooHigh", "PriceLimitExceeded"
# The call or operation, the field, and the refusal on one side; none where both sides answer.
EDGES = {
    ("add_stake", "amount_staked", LITTLE): OLD,
    ("add_stake_limit", "amount_staked", LITTLE): OLD,
    ("add_stake_limit", "amount_staked", MUCH): OLD,
    ("add_stake_limit", "limit_price", MUCH): OLD,
    ("add_stake_limit", "limit_price", LITTLE): NEW,
    ("remove_stake", "amount_unstaked", LITTLE): OLD,
    ("remove_stake", "amount_unstaked", None): OLD,
    ("remove_stake_limit", "amount_unstaked", LITTLE): OLD,
    ("remove_stake_limit", "amount_unstaked", MUCH): OLD,
    ("remove_stake_limit", "limit_price", MUCH): OLD,
    ("remove_stake_full_limit", "limit_price", MUCH): NEW,
    ("move_stake", "alpha_amount", LITTLE): OLD,
    ("swap_stake", "alpha_amount", LITTLE): OLD,
    ("swap_stake_limit", "alpha_amount", LITTLE): OLD,
    ("swap_stake_limit", "alpha_amount", MUCH): OLD,
    ("swap_stake_limit", "limit_price", MUCH): OLD,
    ("transfer_stake", "alpha_amount", LITTLE): OLD,
    ("increase_take", "take", "DelegateTakeTooLow"): OLD,
    ("decrease_take", "take", "DelegateTakeTooLow"): OLD,
    ("set_childkey_take", "take", "InvalidChildkeyTake"): OLD,
    ("pools.buy", "limit", BEYOND): NEW,
    ("pools.buy", "limit", None): NEW,
    ("pools.sell", "limit", BEYOND): NEW,
    ("pools.sell", "limit", None): NEW,
    ("pools.quote_buy", "limit", BEYOND): NEW,
    ("pools.quote_buy", "limit", None): NEW,
    ("pools.quote_sell", "limit", BEYOND): NEW,
    ("pools.quote_sell", "limit", None): NEW,
    ("pools.max_buy", "limit", BEYOND): FLOW,
    ("pools.max_buy", "limit", None): OLD,
    ("pools.max_sell", "limit", BEYOND): FLOW,
    ("pools.max_sell", "limit", None): OLD,
    ("pools.max_move", "limit", "ZeroMaxStakeAmount"): since("dereg", until="balancer"),
    ("pools.max_move", "limit", None): OLD,
    ("pools.buy", "pool.alpha", "ReservesTooLow"): NEW,
    ("pools.sell", "pool.tao", "ReservesTooLow"): NEW,
}


def _numbers(given: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, int]]:
    """The whole numbers of an input by path, those of its pool as well."""
    for name, value in given.items():
        if name == "pool":
            yield from _numbers(value, f"{path}{name}.")
        elif type(value) in (int, str) and str(value).isdecimal():
            yield f"{path}{name}", int(value)


def _without(given: Mapping[str, Any], path: str) -> str:
    """The input as text, without the number at a path."""
    first, _, rest = path.partition(".")
    inner = _without(given[first], rest) if rest else None
    return json.dumps({**given, first: inner}, sort_keys=True)


Edge = tuple[str, str, str | None]


def edges() -> Mapping[Edge, set[str]]:
    """The forks in which two vectors differ by one and in the answer: operation, field, refusal."""
    answers: dict[tuple[str, str, str, str], dict[int, str]] = defaultdict(dict)
    files = load_all(wanted=lambda name: name.startswith(("network.apply", "pools.")))
    for forks, case in ((file.forks, case) for file in files for case in file.cases):
        op, given = case.given.get("op", {}), case.given
        if case.operation == "network.apply":
            given = {**op.get("args", {}), "storage": [case.given["storage"], op.get("origin")]}
        answer = case.expect["reject"]["code"] if case.rejects else json.dumps(case.expect)
        for path, number in _numbers(given):
            for fork in forks:
                key = op.get("name", case.operation), path, fork, _without(given, path)
                answers[key][number] = answer
    by_edge: dict[Edge, set[str]] = defaultdict(set)
    for (name, path, fork, _), by_number in answers.items():
        for number, answer in by_number.items():
            for code in _told_apart(answer, by_number.get(number + 1, answer)):
                by_edge[name, path, code].add(fork)
    return by_edge


def _told_apart(answer: str, beside: str) -> list[str | None]:
    """The refusals of two answers that differ; None where both answer."""
    if answer == beside:
        return []
    return [code for code in (answer, beside) if not code.startswith("{")] or [None]


def test_both_sides_of_every_edge_have_vectors() -> None:
    """Given an edge, two vectors of each of its forks differ by one there and in the answer."""
    there = edges()
    lacking = {edge: set(forks) - there[edge] for edge, forks in EDGES.items()}
    assert {edge: forks for edge, forks in lacking.items() if forks} == {}
