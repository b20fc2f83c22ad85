"""Calls whose swap cannot be made, or buys nothing, after everything else was in order."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row, stake
from taospec.timeline import only, since
from taospec_vectors.cases.network._economy import (
    ALICE,
    HOTKEY,
    TAO,
    call,
    common,
    question,
    subnet,
)
from taospec_vectors.format import DraftCase, DraftFile

# One rao of alpha costs 15,000,000 rao, so what 5,000,000 rao buy is floored to nothing.
_DEAR = subnet(2, 15_000 * TAO, 1_000_000)
_LEAST = 1_000_000
_RESERVES = "its pool is what is wrong, and other amounts and prices would belong to a sound one"


def drafts() -> Iterator[DraftFile]:
    """A move in all forks since `dereg`; limits and claims by the fork that names the error."""
    path = "network/apply-move-stake-buys-nothing.yaml"
    yield DraftFile(path, "network.apply", since("dereg"), [_nothing_bought()])
    for suffix, forks, code in (
        ("dereg", only("dereg"), "ZeroMaxStakeAmount"),
        ("since-flow", since("flow"), "ReservesTooLow"),
    ):
        path = f"network/apply-limits-without-reserves-{suffix}.yaml"
        yield DraftFile(path, "network.apply", forks, list(_limits(suffix, code)))
    path = "network/apply-claims-without-reserves.yaml"
    yield DraftFile(path, "network.apply", since("flow"), list(_claims()))


def _nothing_bought() -> DraftCase:
    rows = [
        *common(),
        *subnet(1, 1000 * TAO, 1000 * TAO),
        *_DEAR,
        *stake(HOTKEY, ALICE, 1, 10 * TAO),
    ]
    op = call(
        "move_stake",
        ALICE,
        origin_hotkey=HOTKEY,
        destination_hotkey=HOTKEY,
        origin_netuid=1,
        destination_netuid=2,
        alpha_amount=str(5_000_000),
    )
    return DraftCase(
        "move-buys-less-than-a-rao",
        ("STA-11", "STA-18"),
        "stakes nothing with what was sold elsewhere, or lets the sale stand",
        question(rows, op),
        expect={"reject": {"code": "AmountTooLow"}},
        no_sibling=_RESERVES,
    )


def _limits(suffix: str, code: str) -> Iterator[DraftCase]:
    common_arguments = {"hotkey": HOTKEY, "netuid": 1, "allow_partial": True}
    add = call(
        "add_stake_limit",
        ALICE,
        amount_staked=str(TAO),
        limit_price=str(2 * TAO),
        **common_arguments,
    )
    remove = call(
        "remove_stake_limit",
        ALICE,
        amount_unstaked=str(TAO),
        limit_price="1",
        **common_arguments,
    )
    for side, op, tao, alpha in (
        ("bought-from-an-empty-pool", add, 1000 * TAO, _LEAST - 1),
        ("sold-to-an-empty-pool", remove, _LEAST - 1, 1000 * TAO),
    ):
        rows = [*common(), *subnet(1, tao, alpha), *stake(HOTKEY, ALICE, 1, 10 * TAO)]
        yield DraftCase(
            f"limit-{side}-{suffix}",
            ("STA-16",),
            "takes reserves below the least for a limit that is too close, or for none",
            question(rows, op),
            expect={"reject": {"code": code}},
            no_sibling=_RESERVES,
        )


def _claims() -> Iterator[DraftCase]:
    for slug, tao in (("a-rao-below", _LEAST - 1), ("at", _LEAST)):
        yield DraftCase(
            f"claim-with-a-reserve-{slug}-the-least",
            ("STA-32",),
            "fails a claim whose sale the pool refuses, or counts it as claimed",
            question(_owed(tao), call("claim_root", ALICE, subnets=[1])),
        )


def _owed(tao: int) -> Iterator[Row]:
    """Alice is owed 10,000 rao of alpha on subnet 1, whose pool has this much TAO."""
    yield from common()
    yield from subnet(0, 1000 * TAO, 0)
    yield from subnet(1, tao, 1000 * TAO)
    yield from stake(HOTKEY, ALICE, 0, TAO)
    yield ["StakingHotkeys", [ALICE], [HOTKEY]]
    yield ["RootClaimable", [HOTKEY], [[1, str(2**32)]]]
    yield ["RootClaimableThreshold", [1], "0"]
