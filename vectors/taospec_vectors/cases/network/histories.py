"""Cases written by hand of `network.apply` and `network.trace`: what no executed step shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.examples.storage import Row, stake
from taospec.timeline import only, since
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    HOTKEY,
    OTHER,
    TAO,
    call,
    common,
    subnet,
)
from taospec_vectors.drafting import spans
from taospec_vectors.format import DraftCase, DraftFile

_RATE_OF_A_HALF = str(2**31)


def drafts() -> Iterator[DraftFile]:
    """Quirks of claims and moves, and what a state is."""
    apply, trace = "network.apply", "network.trace"
    yield DraftFile("network/trace-claims.yaml", trace, since("flow"), [_claimed_twice()])
    yield DraftFile("network/trace-rejections.yaml", trace, since("dereg"), [_rejected_between()])
    for span, forks in spans(since("dereg")):  # from `flow` on these write the flow of TAO as well
        yield DraftFile(f"network/apply-moves-{span}.yaml", apply, forks, list(_moves(span)))
        yield DraftFile(f"network/apply-order-{span}.yaml", apply, forks, [_by_low_byte(span)])
    yield DraftFile("network/apply-stored.yaml", apply, since("dereg"), list(_stored()))
    yield DraftFile("network/apply-origin.yaml", apply, since("dereg"), list(_origins()))
    yield DraftFile("network/apply-origin-dtao.yaml", apply, only("dtao"), [_root_of_dtao()])


def _claimed_twice() -> DraftCase:
    rows = [
        *common(),
        *subnet(0, 10 * TAO, 0),
        *subnet(1, 10 * TAO, 10 * TAO),
        *stake(HOTKEY, ALICE, 0, 10 * TAO),
        ["StakingHotkeys", [ALICE], [HOTKEY]],
        ["StakingHotkeys", [BOB], [HOTKEY]],
        ["RootClaimType", [ALICE], "Keep"],
        ["RootClaimType", [BOB], "Keep"],
        ["RootClaimable", [HOTKEY], [[1, _RATE_OF_A_HALF]]],
    ]
    transfer = call(
        "transfer_stake",
        ALICE,
        destination_coldkey=BOB,
        hotkey=HOTKEY,
        origin_netuid=0,
        destination_netuid=0,
        alpha_amount=str(10 * TAO),
    )
    ops = [
        call("claim_root", ALICE, subnets=[1]),
        call("claim_root", ALICE, subnets=[1]),
        transfer,
        call("claim_root", BOB, subnets=[1]),
    ]
    return DraftCase(
        "root-dividends-claimed-twice",
        ("STA-33", "STA-32", "STA-20", "NET-3"),
        "lets what was claimed follow root stake that is transferred, as one would like it to",
        {"storage": rows, "ops": ops},
    )


def _rejected_between() -> DraftCase:
    rows = [*common(), *subnet(1, 10 * TAO, 10 * TAO), *stake(HOTKEY, ALICE, 1, TAO)]

    def move(alpha: int) -> dict[str, Any]:
        return call(
            "move_stake",
            ALICE,
            origin_hotkey=HOTKEY,
            destination_hotkey=OTHER,
            origin_netuid=1,
            destination_netuid=1,
            alpha_amount=str(alpha),
        )

    return DraftCase(
        "rejected-after-its-writes",
        ("NET-2", "STA-20"),
        "keeps the shares that a call had handed over before it was rejected",
        {"storage": rows, "ops": [move(1_999_999), move(2_000_000)]},
    )


def _two_pools() -> list[Row]:
    return [
        *common(),
        *subnet(1, 1000 * TAO, 1000 * TAO),
        *subnet(2, 1000 * TAO, 1000 * TAO),
        *stake(HOTKEY, ALICE, 1, TAO),
        ["SubnetAlphaOut", [1], str(TAO)],
    ]


def _moves(fork: str) -> Iterator[DraftCase]:
    def move(limit: int) -> dict[str, Any]:
        return call(
            "swap_stake_limit",
            ALICE,
            hotkey=HOTKEY,
            origin_netuid=1,
            destination_netuid=2,
            alpha_amount=str(TAO),
            limit_price=str(limit),
            allow_partial=True,
        )

    yield DraftCase(
        f"proceeds-below-the-minimum-{fork}",
        ("STA-18", "STA-19"),
        "pays the proceeds back, buys with them all the same, or tests the capped amount",
        {"storage": _two_pools(), "op": move(999_999_000)},
    )
    yield DraftCase(
        f"proceeds-above-the-minimum-{fork}",
        ("STA-19", "STA-11", "STA-14"),
        "takes the fee of a move on both legs",
        {"storage": _two_pools(), "op": move(999_000_000)},
    )


def _by_low_byte(fork: str) -> DraftCase:
    rows = [
        *common(),
        *subnet(1, 10 * TAO, 10 * TAO),
        *subnet(256, 10 * TAO, 10 * TAO),
        *stake(HOTKEY, ALICE, 1, TAO),
        *stake(HOTKEY, ALICE, 256, TAO),
    ]
    return DraftCase(
        f"subnet-256-before-subnet-1-{fork}",
        ("NET-6", "STA-17"),
        "walks the subnets by their ids, and gives the positions of their pools the other numbers",
        {"storage": rows, "op": call("unstake_all", ALICE, hotkey=HOTKEY)},
    )


def _stored() -> Iterator[DraftCase]:
    owner: list[Row] = [["Owner", [HOTKEY], ALICE], ["BlockNumber", [], "1000"]]
    op = call("increase_take", ALICE, hotkey=HOTKEY, take=11_796)
    rules = ("NET-1", "STA-26")
    yield DraftCase(
        "default-that-is-stored",
        rules,
        "asks what an entry reads as where the chain asks whether it is stored",
        {"storage": [*owner, ["Delegates", [HOTKEY], 11_796]], "op": op},
        expect={"reject": {"code": "DelegateTakeTooLow"}},
    )
    yield DraftCase(
        "default-that-is-not-stored",
        rules,
        "takes the default of an absent entry for a take that was set",
        {"storage": owner, "op": op},
    )


def _origins() -> Iterator[DraftCase]:
    rules = ("NET-4",)
    yield DraftCase(
        "root-signs-for-nobody",
        rules,
        "lets root act as an account",
        {
            "storage": [["Owner", [HOTKEY], ALICE]],
            "op": call("increase_take", "root", hotkey=HOTKEY, take=1),
        },
        no_sibling="the origin is a field within the operation",
        expect={"reject": {"code": "BadOrigin"}},
    )
    yield DraftCase(
        "dissolved-by-an-account",
        rules,
        "lets an account dissolve a subnet that root dissolves",
        {
            "storage": subnet(1, TAO, TAO),
            "op": call("root_dissolve_network", ALICE, netuid=1),
        },
        no_sibling="the origin is a field within the operation",
        expect={"reject": {"code": "BadOrigin"}},
    )


def _root_of_dtao() -> DraftCase:
    return DraftCase(
        "owner-cannot-dissolve-in-dtao",
        ("NET-4",),
        "lets the owner of a subnet dissolve it",
        {
            "storage": [["NetworksAdded", [1], True], ["SubnetOwner", [1], ALICE]],
            "op": call("dissolve_network", ALICE, coldkey=ALICE, netuid=1),
        },
        no_sibling="the origin is a field within the operation",
        expect={"reject": {"code": "BadOrigin"}},
    )
