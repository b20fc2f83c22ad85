"""Conservation laws of the state of a network, on histories that are drawn and made smaller."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from taospec.forks import Fork, change, fork
from taospec.invariants import laws
from taospec.invariants.law import Law
from taospec.network import edge
from taospec.network.apply import answer
from taospec.network.chain import Chain
from taospec.network.effects.moves import Move
from taospec.operations.catalogue import execute
from taospec.timeline import specified
from taospec_conformance import histories
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import Ok
from taospec_conformance.asking.session import Session
from taospec_conformance.asking.target import Target
from taospec_conformance.asking.transports.inprocess import InProcessConnection
from taospec_conformance.reference import Reference
from taospec_conformance.telling.violation import Exchange, PropertyResult, violation


def of(name: str) -> list[Law]:
    """The laws of histories in a fork."""
    of_histories = [law for law in laws().values() if law.operation == histories.TRACE]
    return [law for law in of_histories if name in law.forks]


def held(
    aimed: Target, name: str, examples: int, kept: Sequence[Law] | None = None
) -> list[PropertyResult]:
    session = Session(aimed, Limits())
    session.start()
    try:
        return list(histories.hold(session, name, kept or of(name), examples))
    finally:
        session.close()


@pytest.mark.parametrize("name", specified())
def test_the_reference_keeps_every_law(name: str) -> None:
    results = held(target.parse("reference"), name, 4)
    assert len(results) >= 7
    assert [result.invariant.name for result in results if not result.holds] == []


class _Wrong(Reference):
    """Computes networks with rules of its own."""

    def __init__(self, changed: Callable[[Fork], Fork]) -> None:
        super().__init__()
        self._changed = changed

    def execute(
        self, fork_name: str, operation: str, given: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        if operation != histories.TRACE:
            return execute(fork_name, operation, given)
        chain = edge.load(self._changed(fork(fork_name)), given["storage"])
        return {"ok": {"steps": [answer(chain, op) for op in given["ops"]]}}


def fee_into_the_reserve(right: Fork) -> Fork:
    """Lets what the pool keeps of a purchase enter the reserve, twice."""
    moves = right.pools.moves
    return right.variant(pools=change(moves=lambda paid_in, out: moves(paid_in * 2, out)))


def pays_a_rao_more(right: Fork) -> Fork:
    """Counts a rao more of alpha as bought than leaves the reserve."""
    moves = right.pools.moves
    return right.variant(pools=change(moves=lambda paid_in, out: moves(paid_in, max(0, out - 1))))


def recycles_nothing(right: Fork) -> Fork:
    """Takes recycled alpha from the outside twice."""
    return right.variant(staking=change(recycled=lambda wanted, _removed: 2 * wanted))


def burns_what_is_moved(right: Fork) -> Fork:
    """Takes what a move loses from the issuance."""

    def move(chain: Chain, order: Move) -> None:
        right.network.stake.move(chain, order)
        chain.total_issuance.value -= 1

    return right.variant(network=change(stake=change(move=move)))


def shares_without_an_owner(right: Fork) -> Fork:
    """Counts for every purchase of stake as many shares again that nobody gets."""

    def buy(chain: Chain, hotkey: bytes, coldkey: bytes, netuid: int, amount: int) -> int:
        shares = chain.total_hotkey_shares
        before = shares[hotkey, netuid]
        credited = right.network.shares.buy(chain, hotkey, coldkey, netuid, amount)
        shares[hotkey, netuid] += shares[hotkey, netuid] - before
        return credited

    return right.variant(network=change(shares=change(buy=buy)))


def takes_a_rao_more(right: Fork) -> Fork:
    """Lets a rao of the fee enter the reserve that is paid into."""
    moves = right.pools.moves
    return right.variant(pools=change(moves=lambda paid_in, out: moves(paid_in + 1, out)))


@pytest.mark.parametrize(
    ("changed", "broken"),
    [
        (fee_into_the_reserve, "no-call-makes-tao"),
        (pays_a_rao_more, "only-recycling-destroys-alpha"),
        (takes_a_rao_more, "reserve-moves-as-the-position"),
        (shares_without_an_owner, "stakes-share-their-pool-to-a-rao-each"),
        # Seconds, until a call that shows it is drawn and all others are taken away.
        pytest.param(burns_what_is_moved, "no-call-changes-the-issuance", marks=pytest.mark.slow),
        pytest.param(
            recycles_nothing, "stake-stays-within-the-alpha-outside", marks=pytest.mark.slow
        ),
    ],
)
def test_a_wrong_history_is_made_small(changed: Callable[[Fork], Fork], broken: str) -> None:
    """Given rules that make or lose something, one call is left that shows it, as a trace."""
    aimed = Target("wrong", lambda limits: InProcessConnection(lambda: _Wrong(changed), limits))
    (violated,) = held(aimed, "halving", 200, [laws()[broken]])
    assert not violated.holds
    assert violated.reason == "the statement is false"
    given = violated.values["given"]
    assert len(given["ops"]) == 1
    assert "ok" in execute("halving", histories.TRACE, given)
    told = violation(violated).splitlines()
    states = [text for text in told if text.startswith("     state     [")]
    assert len(states) == len(given["storage"]) <= 20
    assert sum(text.startswith("     call      {") for text in told) == 1
    assert any(text.startswith("     changed   [") for text in told)


@pytest.mark.parametrize("steps", [None, 5, ["x"], [{"ok": 5}], [{"ok": {"diff": object()}}]])
def test_an_answer_that_is_none_is_told_as_it_is(steps: Any) -> None:
    """Given what is no answer of a history, it is shown in one line and nothing fails."""
    law = of("halving")[0]
    given: dict[str, Any] = {"storage": [], "ops": []}
    asked = Exchange(histories.TRACE, given, Ok({"steps": steps}))
    told = violation(PropertyResult(law, "halving", False, {"given": given}, "?", (asked,)))
    assert sum(text.startswith("     got ") for text in told.splitlines()) == 1
