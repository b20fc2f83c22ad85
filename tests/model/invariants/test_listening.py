"""What a statement reads of a fork, and that forks which it cannot tell apart are walked once."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from taospec.forks import fork
from taospec.invariants.declare import Ask, Range, parameters_of
from taospec.invariants.engine import settle
from taospec.invariants.listening import Slot, are_alike, listening
from taospec.invariants.symbolic import UnsupportedError
from taospec.pools.records import Pool

FORKS = ("dtao", "dereg", "flow", "halving")
Few = Annotated[int, Range(0, 9)]


def slots_of(read: Any, name: str = "flow") -> set[Slot]:
    """What is noted where something reads a fork."""
    heard: set[Slot] = set()
    read(listening(fork(name), heard))
    return heard


def test_a_slot_that_is_read_is_noted_and_no_other() -> None:
    assert slots_of(lambda fork: fork.supply.terms) == {("supply", "terms")}
    assert slots_of(lambda fork: fork.supply) == set()
    assert slots_of(lambda fork: fork.name) == {("name",)}


def test_a_method_of_a_part_notes_what_it_reads() -> None:
    pool = Pool(True, 10**12, 10**12)
    heard = slots_of(lambda fork: fork.pools.buy(pool, 10**9))
    assert {("pools", "bought"), ("pools", "minimum_reserve"), ("pools", "taken")} <= heard
    assert ("pools", "sold") not in heard


def test_a_value_answers_as_before() -> None:
    here = fork("flow")
    noted = listening(here, set())
    pool = Pool(True, 10**12, 10**12)
    assert noted.pools.buy(pool, 10**9) == here.pools.buy(pool, 10**9)
    assert noted.pools.price_format == here.pools.price_format
    assert noted.network.calls["add_stake"] is here.network.calls["add_stake"]
    assert dict(noted.constants) == dict(here.constants)


def test_open_names_and_constants_are_noted_one_by_one_or_all() -> None:
    assert slots_of(lambda fork: fork.network.calls["add_stake"]) == {
        ("network", "calls", "add_stake")
    }
    assert slots_of(lambda fork: "no_such_call" in fork.network.calls) == {
        ("network", "calls", "no_such_call")
    }
    assert slots_of(lambda fork: list(fork.network.calls)) == {("network", "calls")}
    deposit = ("constants", "EXISTENTIAL_DEPOSIT")
    assert slots_of(lambda fork: fork.constants["EXISTENTIAL_DEPOSIT"]) == {deposit}
    assert slots_of(lambda fork: fork.constants.entry("EXISTENTIAL_DEPOSIT")) == {deposit}
    assert slots_of(lambda fork: len(fork.constants)) == {("constants",)}


def test_forks_are_alike_in_what_did_not_change() -> None:
    one, other = fork("flow"), fork("halving")
    assert are_alike(one, other, {("pools", "bought"), ("constants", "EXISTENTIAL_DEPOSIT")})
    assert not are_alike(one, other, {("pools", "bought"), ("supply", "terms")})
    assert not are_alike(one, other, {("name",)})
    assert not are_alike(fork("dtao"), one, {("network", "calls", "claim_root")})
    assert are_alike(fork("dtao"), one, {("network", "calls", "no_such_call")})


def test_a_part_is_not_compared_as_a_whole() -> None:
    noted = listening(fork("flow"), set())
    with pytest.raises(UnsupportedError, match="as a whole"):
        assert noted.pools == fork("flow").pools
    with pytest.raises(UnsupportedError, match="as a whole"):
        hash(noted)


# The walk


def _is_never_flow(ask: Ask, number: Few) -> bool:
    return number >= 0 and ask.fork.name != "flow"


def _terms_mint_nothing_in_excess(ask: Ask, part: Few) -> bool:
    return bool(ask.fork.supply.terms(part << 32, 1 << 20, 1, True, 1).excess == 0)


def _has_a_minimum(ask: Ask, number: Few) -> bool:
    return ask.fork.pools.minimum_reserve + number > 0


def test_a_fork_that_is_otherwise_in_what_is_read_is_walked() -> None:
    for statement, broken in ((_is_never_flow, "flow"), (_terms_mint_nothing_in_excess, "dereg")):
        settlement = settle(statement, parameters_of(statement), forks=FORKS)
        assert settlement.verdict == "refuted"
        assert settlement.counterexamples[0]["fork"] == broken


def test_forks_that_are_alike_are_walked_once() -> None:
    alone = settle(_has_a_minimum, parameters_of(_has_a_minimum), forks=("dereg",))
    both = settle(_has_a_minimum, parameters_of(_has_a_minimum), forks=("dereg", "flow", "halving"))
    assert (both.verdict, both.paths) == (alone.verdict, alone.paths) == ("proved", 1)
    named = settle(_is_never_flow, parameters_of(_is_never_flow), forks=("dtao", "dereg"))
    assert named.paths == 2
