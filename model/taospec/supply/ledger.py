"""The four totals of TAO, and the arithmetic by which an event changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from taospec.numbers.raw import U64
from taospec.quantities import Rao
from taospec.rejections import Rejection
from taospec.rules import rule
from taospec.supply.events import Event
from taospec.wire import Record


@dataclass(frozen=True, slots=True)
class Ledger(Record):
    """The four totals. None of them is computed from the others while the chain runs.

    Attributes:
        total_issuance: the counter `TotalIssuance`, which the emission reads.
        balances: sum of all account balances.
        total_stake: the counter `TotalStake` of TAO in pools.
        subnet_tao: sum of the pools themselves, root included.
    """

    total_issuance: Rao
    balances: Rao
    total_stake: Rao
    subnet_tao: Rao


# `(ledger, event, constants of the fork) -> ledger after it`; raises `Rejection`.
LedgerRule = Callable[[Ledger, Any, Mapping[str, int]], Ledger]


@rule("SUP-13")
def changed(
    ledger: Ledger, *, issuance: int = 0, balances: int = 0, stake: int = 0, pools: int = 0
) -> Ledger:
    """The ledger with signed amounts added to its totals, each saturating at 0 and 2**64 - 1."""
    return Ledger(
        total_issuance=_saturating(ledger.total_issuance + issuance),
        balances=_saturating(ledger.balances + balances),
        total_stake=_saturating(ledger.total_stake + stake),
        subnet_tao=_saturating(ledger.subnet_tao + pools),
    )


def _saturating(total: int) -> int:
    if total < 0:
        return 0
    return U64.high if total > U64.high else total


@rule("SUP-13")
def applied(
    rules: Mapping[str, LedgerRule], ledger: Ledger, event: Event, constants: Mapping[str, int]
) -> Ledger:
    """The ledger after an event.

    Args:
        rules: of the fork, by kind of event.
        ledger: the totals before.
        event: what happens.
        constants: of the fork.

    Raises:
        Rejection: the fork has no such event, or an account cannot pay.
    """
    if event.kind not in rules:
        raise Rejection("NoSuchEvent", kind=event.kind)
    return rules[event.kind](ledger, event, constants)


def trace(
    rules: Mapping[str, LedgerRule],
    ledger: Ledger,
    events: Iterable[Event],
    constants: Mapping[str, int],
) -> Iterator[tuple[str | None, Ledger]]:
    """After each event, the code it was rejected with if it was, and the totals then.

    A rejected event changes nothing, and the next one is applied all the same.
    """
    for event in events:
        code = None
        try:
            ledger = applied(rules, ledger, event, constants)
        except Rejection as rejection:
            code = rejection.code
        yield code, ledger


def drift(ledger: Ledger) -> int:
    """What the next runtime upgrade adds to the counter, negative if it takes away."""
    return _saturating(ledger.balances + ledger.subnet_tao) - ledger.total_issuance
