"""States, events and answers for the builders of the ledger."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from taospec.examples.supply import economy
from taospec_vectors.cases.supply._common import TAO
from taospec_vectors.format import DraftCase

BASE: dict[str, int] = economy().to_dict()
RICH = {"free": 5_000 * TAO, "frozen": 0}


def wire(value: Any) -> Any:
    """The wire form of an event: integers as decimal strings, all the way down."""
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Mapping):
        return {name: wire(inner) for name, inner in value.items()}
    return [wire(inner) for inner in value]


def event(kind: str, **fields: Any) -> dict[str, Any]:
    """An event of a kind."""
    return {"kind": kind, **wire(fields)}


def account(free: int, frozen: int = 0) -> dict[str, int]:
    """A payer."""
    return {"free": free, "frozen": frozen}


def changed(
    state: Mapping[str, int],
    *,
    issuance: int = 0,
    balances: int = 0,
    stake: int = 0,
    pools: int = 0,
) -> dict[str, int]:
    """A state with each total moved by an amount that was worked out by hand."""
    moves = (issuance, balances, stake, pools)
    return {name: value + by for (name, value), by in zip(state.items(), moves, strict=True)}


def accepted(
    slug: str,
    rules: Sequence[str],
    why: str,
    happens: Mapping[str, Any],
    state: Mapping[str, int] | None = None,
    /,
    **moves: int,
) -> DraftCase:
    """An event and what it does to the totals; a total that is not named stays as it is."""
    before = state or BASE
    given = {"ledger": wire(before), "event": dict(happens)}
    return DraftCase(slug, rules, why, given, expect={"ok": wire(changed(before, **moves))})


def rejected(
    slug: str, rules: Sequence[str], why: str, happens: Mapping[str, Any], code: str
) -> DraftCase:
    """An event that is refused in the state `BASE`."""
    given = {"ledger": wire(BASE), "event": dict(happens)}
    return DraftCase(slug, rules, why, given, expect={"reject": {"code": code}})
