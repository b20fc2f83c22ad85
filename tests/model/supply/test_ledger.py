"""The ledger: identities that hold, and single steps that the chain itself has executed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from each import each
from hypothesis import given
from hypothesis import strategies as st

from taospec.errors import MalformedInputError
from taospec.examples.supply import economy
from taospec.forks import FORKS
from taospec.operations.catalogue import execute
from taospec.rejections import Rejection
from taospec.supply import events
from taospec.supply.dissolution import shares
from taospec.supply.ledger import Ledger, applied, drift, trace
from taospec.supply.payments import charge, credit
from taospec.timeline import since, until

_STEPS = Path(__file__).parents[2] / "data" / "supply" / "ledger-steps.jsonl"
_DEREG = FORKS["dereg"].constants
_TAO = 10**9
_BASE = economy()


def _executed() -> list[Any]:
    return [json.loads(line) for line in _STEPS.read_text(encoding="utf-8").splitlines()]


@each("row", _executed(), name=lambda row: f"{row['fork']}-{row['trace']}-{row['step']}")
def test_a_step_is_what_the_chain_made_of_it(row: dict[str, Any]) -> None:
    given = {"ledger": row["ledger"], "event": row["event"]}
    answer = execute(row["fork"], "supply.ledger", given)
    if "reject" in answer:
        answer = {"reject": answer["reject"]["code"]}
    assert answer == row["expect"]


def test_the_executed_steps_cover_every_fork() -> None:
    kinds = {(row["fork"], row["event"]["kind"]) for row in _executed()}
    assert {fork for fork, _ in kinds} == set(FORKS)
    assert len(kinds) >= 25


def _kinds() -> set[str]:
    kinds = get_args(get_args(events.Event)[0])
    return {get_args(get_type_hints(kind)["kind"])[0] for kind in kinds}


def test_every_kind_of_event_exists_in_some_fork_and_no_other_does() -> None:
    assert {kind for fork in FORKS.values() for kind in fork.supply.ledger} == _kinds()


@pytest.mark.parametrize("name", FORKS)
def test_an_event_the_fork_lacks_is_rejected(name: str) -> None:
    lacking = {
        kind: rule for kind, rule in FORKS[name].supply.ledger.items() if kind != "runtime_upgrade"
    }
    upgrade = events.RuntimeUpgrade(kind="runtime_upgrade")
    assert _kinds() - set(FORKS[name].supply.ledger)
    with pytest.raises(Rejection, match="NoSuchEvent: kind=runtime_upgrade"):
        applied(lacking, _BASE, upgrade, FORKS[name].constants)


_AMOUNT = st.integers(0, 100 * _TAO)
_RICH = events.Payer(free=1_000 * _TAO, frozen=0)
_CONSISTENT = st.one_of(
    st.builds(events.EmissionInjected, kind=st.just("injection"), amount=_AMOUNT),
    st.builds(
        events.ChainBuy,
        kind=st.just("chain_buy"),
        amount=_AMOUNT,
        paid_in=_AMOUNT,
        succeeds=st.just(True),
    ),
    st.builds(
        events.Stake, kind=st.just("stake"), amount=_AMOUNT, fee=_AMOUNT, payer=st.just(_RICH)
    ),
    st.builds(
        events.Unstake,
        kind=st.just("unstake"),
        paid_out=_AMOUNT,
        provided=_AMOUNT,
        receiver_free=st.just(500),
    ),
    st.builds(
        events.NeuronRegistration,
        kind=st.just("neuron_registration"),
        cost=_AMOUNT,
        fee=_AMOUNT,
        payer=st.just(_RICH),
        accepted=st.just(True),
    ),
    st.builds(
        events.SubnetRegistration,
        kind=st.just("subnet_registration"),
        cost=st.integers(_TAO, 100 * _TAO),
        min_lock=st.just(_TAO),
        payer=st.just(_RICH),
    ),
    st.builds(events.ColdkeySwap, kind=st.just("coldkey_swap"), cost=_AMOUNT, payer=st.just(_RICH)),
    st.builds(events.HotkeySwap, kind=st.just("hotkey_swap"), payer=st.just(_RICH)),
    st.builds(
        events.TransactionFee,
        kind=st.just("transaction_fee"),
        withdrawn=_AMOUNT,
        corrected=_AMOUNT,
        payer=st.just(_RICH),
        payer_lives=st.booleans(),
    ),
)


@given(st.lists(_CONSISTENT, max_size=20))
def test_ordinary_events_keep_the_counter_equal_to_its_parts(happened: list[Any]) -> None:
    """Given events whose accounts can pay, the counter stays balances plus stake."""
    flow = FORKS["flow"]
    for code, ledger in trace(flow.supply.ledger, _BASE, happened, flow.constants):
        assert code is None
        assert ledger.total_issuance == ledger.balances + ledger.total_stake


_TOTAL = st.integers(0, 2**64 - 1)
_LEDGERS = st.builds(
    Ledger, total_issuance=_TOTAL, balances=_TOTAL, total_stake=_TOTAL, subnet_tao=_TOTAL
)


@given(st.sampled_from(sorted(until("netflow"))), _LEDGERS)
def test_an_upgrade_restores_the_identity(name: str, ledger: Ledger) -> None:
    fork = FORKS[name]
    upgrade = events.RuntimeUpgrade(kind="runtime_upgrade")
    after = applied(fork.supply.ledger, ledger, upgrade, fork.constants)
    assert after.total_stake == after.subnet_tao == ledger.subnet_tao
    assert after.balances == ledger.balances
    assert after.total_issuance == min(ledger.balances + ledger.subnet_tao, 2**64 - 1)
    assert after.total_issuance - ledger.total_issuance == drift(ledger)
    assert drift(after) == 0


@given(st.sampled_from(sorted(since("netflow"))), _LEDGERS)
def test_from_netflow_on_an_upgrade_changes_nothing(name: str, ledger: Ledger) -> None:
    fork = FORKS[name]
    upgrade = events.RuntimeUpgrade(kind="runtime_upgrade")
    assert applied(fork.supply.ledger, ledger, upgrade, fork.constants) == ledger


@given(_TOTAL, _TOTAL, _TOTAL)
def test_a_charge_leaves_what_the_account_needs(cost: int, free: int, frozen: int) -> None:
    payer = events.Payer(free=free, frozen=frozen)
    spendable = max(free - max(500, frozen), 0)
    if cost > max(free - frozen, 0):
        with pytest.raises(Rejection, match="NotEnoughBalanceToStake"):
            charge(cost, payer, _DEREG, "NotEnoughBalanceToStake")
    elif cost and not spendable:
        with pytest.raises(Rejection, match="ZeroBalanceAfterWithdrawn"):
            charge(cost, payer, _DEREG, "NotEnoughBalanceToStake")
    else:
        paid = charge(cost, payer, _DEREG, "NotEnoughBalanceToStake")
        assert paid == min(cost, spendable)
        assert cost - paid <= 500


@pytest.mark.parametrize(
    ("amount", "free", "arrives"),
    [(499, 0, 0), (500, 0, 500), (1, 499, 1), (1, 498, 0), (0, 0, 0), (0, 500, 0)],
)
def test_a_credit_arrives_whole_or_not_at_all(amount: int, free: int, arrives: int) -> None:
    assert credit(amount, free, _DEREG) == arrives


@given(_TOTAL, st.lists(_TOTAL, max_size=12))
def test_shares_sum_to_the_pot_and_are_off_by_less_than_a_rao(pot: int, values: list[int]) -> None:
    given_shares = shares(pot, values)
    total = sum(values)
    assert sum(given_shares) == (pot if total else 0)
    for share, value in zip(given_shares, values, strict=True):
        assert share - pot * value // (total or 1) in (0, 1)
        assert value or not share


def test_a_rejected_event_changes_nothing_and_the_next_one_counts() -> None:
    poor = events.Payer(free=0, frozen=0)
    happened: list[events.Event] = [
        events.HotkeySwap(kind="hotkey_swap", payer=poor),
        events.HotkeySwap(kind="hotkey_swap", payer=_RICH),
    ]
    dereg = FORKS["dereg"]
    (first, unchanged), (second, after) = trace(
        dereg.supply.ledger, _BASE, happened, dereg.constants
    )
    assert (first, unchanged) == ("NotEnoughBalanceToPaySwapHotKey", _BASE)
    assert second is None
    assert after.total_issuance == _BASE.total_issuance - 100_000_000


@pytest.mark.parametrize(
    ("event", "path"),
    [
        ({"kind": "stake"}, "event.stake.amount"),
        ({"kind": "no_such_kind"}, "event"),
        ({"kind": "injection", "amount": 1}, "event.injection.amount"),
        ({"kind": "injection", "amount": "1", "more": "2"}, "event.injection.more"),
    ],
)
def test_a_malformed_event_is_named_by_its_path(event: dict[str, Any], path: str) -> None:
    with pytest.raises(MalformedInputError) as caught:
        execute("dereg", "supply.ledger", {"ledger": _BASE.to_wire(), "event": event})
    assert path in {where for where, _ in caught.value.problems}
