"""Calls that move stake, and tell the model from its mutants."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row, stake
from taospec.timeline import only, since
from taospec_vectors.cases._survivors import Survivor
from taospec_vectors.cases.network._economy import (
    ALICE,
    HOTKEY,
    OTHER,
    TAO,
    call,
    subnet,
)
from taospec_vectors.cases.network._survivor import of_call
from taospec_vectors.cases.network.edges import economy

_DTAO, _DEREG, _FLOW = only("dtao"), only("dereg"), only("flow")


def survivors() -> Iterator[Survivor]:
    """By what they are about."""
    yield from _flat_fees()
    yield from _dear_pools()
    yield from _beside_root()


def _flat_fees() -> Iterator[Survivor]:
    """In `dtao` a stake that leaves pays more than the flat fee where it earned much."""
    earning: list[Row] = [
        *economy("dtao"),
        ["AlphaDividendsPerSubnet", [1, HOTKEY], str(TAO)],
        ["TotalHotkeyAlphaLastEpoch", [HOTKEY, 1], str(10 * TAO)],
    ]
    keys = {"origin_hotkey": HOTKEY, "destination_hotkey": OTHER}
    within = {"origin_netuid": 1, "destination_netuid": 1}
    yield of_call(
        "moved-within-a-subnet-for-the-flat-fee-dtao",
        ("STA-21",),
        "takes the fee of leaving where nothing leaves",
        earning,
        call("move_stake", ALICE, **keys, **within, alpha_amount=str(5 * TAO)),
        forks=_DTAO,
    )
    stable = [*economy("dtao"), *_unpooled(3), *stake(HOTKEY, ALICE, 3, TAO)]
    away = {"origin_netuid": 3, "destination_netuid": 1}
    dear = {"origin_netuid": 1, "destination_netuid": 4}
    yield of_call(
        "moved-the-least-and-the-fee-dtao",
        ("STA-18", "STA-21"),
        "loses proceeds that are just enough for a stake and its fee",
        stable,
        call("move_stake", ALICE, **keys, **away, alpha_amount="550000"),
        forks=_DTAO,
    )
    yield of_call(
        "moved-but-bought-nothing-dtao",
        ("STA-12", "STA-21"),
        "lists a hotkey with which nothing is staked",
        [*economy("dtao"), *_dear("dtao")],
        call("move_stake", ALICE, **keys, **dear, alpha_amount=str(TAO)),
        forks=_DTAO,
    )


def _unpooled(netuid: int) -> list[Row]:
    return [
        ["NetworksAdded", [netuid], True],
        ["SubnetMechanism", [netuid], 0],
        ["SubnetTAO", [netuid], str(100 * TAO)],
        ["SubnetAlphaIn", [netuid], "0"],
    ]


def _dear(fork: str) -> list[Row]:
    """A pool in which an alpha costs nine TAO."""
    rows = subnet(4, 9 * 10**15, 10**6)
    return [row for row in rows if fork != "dtao" or row[0] != "SubtokenEnabled"]


def _dear_pools() -> Iterator[Survivor]:
    for slug, why, tao, forks in (
        (
            "nothing",
            "stakes nothing with a hotkey that has nothing yet",
            3_000_000,
            since("dereg", until="authorfee"),
        ),
        ("a-single-alpha", "takes one alpha for none", 15 * TAO, _DEREG),
    ):
        yield of_call(
            f"added-for-{slug}",
            ("STA-9",),
            why,
            [*economy(), *_dear("dereg")],
            call("add_stake", ALICE, hotkey=OTHER, netuid=4, amount_staked=str(tao)),
            forks=forks,
        )
    tiny = subnet(4, 2_000_000, 2_000_000)
    yield of_call(
        "first-stake-of-more-than-the-pool-flow",
        ("STA-24",),
        "counts as inflow what the pool held before anybody traded, or a rao more or less",
        [*economy(), *tiny],
        call("add_stake", ALICE, hotkey=OTHER, netuid=4, amount_staked=str(99 * TAO)),
        forks=_FLOW,
    )


def _beside_root() -> Iterator[Survivor]:
    """What is staked on root, where a call is about other subnets, or about it."""
    root: list[Row] = [*subnet(0, 1000 * TAO, 0), *stake(HOTKEY, ALICE, 0, 20 * TAO)]
    claims: list[Row] = [
        ["RootClaimable", [HOTKEY], [[1, str(2**31)]]],
        ["RootClaimed", [1, HOTKEY, ALICE], str(TAO)],
    ]
    yield of_call(
        "claims-stay-where-alpha-leaves-flow",
        ("STA-13", "STA-33"),
        "takes claims off with alpha as with the stake on root",
        [*economy(), *claims],
        call("remove_stake", ALICE, hotkey=HOTKEY, netuid=1, amount_unstaked=str(TAO)),
        forks=_FLOW,
    )
    yield of_call(
        "claims-leave-with-the-stake-on-root-flow",
        ("STA-13", "STA-33"),
        "leaves what was claimed where the stake is gone",
        [*economy(), *claims, *root],
        call("remove_stake", ALICE, hotkey=HOTKEY, netuid=0, amount_unstaked=str(TAO)),
        forks=_FLOW,
    )
    nearly: list[Row] = [
        ["AlphaDividendsPerSubnet", [1, HOTKEY], str(10**10 - 1)],
        ["TotalHotkeyAlphaLastEpoch", [HOTKEY, 1], str(10**10)],
        *stake(HOTKEY, ALICE, 1, TAO // 2),
    ]
    yield of_call(
        "all-alpha-but-a-rao-is-the-fee-dtao",
        ("STA-17", "STA-15"),
        "stakes nothing on root where a single rao is left",
        [row for row in (*economy("dtao"), *root, *nearly) if row[0] != "SubtokenEnabled"],
        call("unstake_all_alpha", ALICE, hotkey=HOTKEY),
        forks=_DTAO,
    )
    untraded: list[Row] = [["SubtokenEnabled", [2], False], *stake(HOTKEY, ALICE, 2, 9 * TAO)]
    yield of_call(
        "all-leaves-but-what-does-not-trade-dereg",
        ("STA-17",),
        "unstakes from a subnet whose alpha does not trade yet",
        [*economy(), *untraded],
        call("unstake_all", ALICE, hotkey=HOTKEY),
        forks=_DEREG,
    )
    rows = [row for row in (*economy("dtao"), *root) if row[0] != "SubtokenEnabled"]
    yield of_call(
        "all-alpha-leaves-root-alone-dtao",
        ("STA-17",),
        "unstakes from root as well, for a fee",
        rows,
        call("unstake_all_alpha", ALICE, hotkey=HOTKEY),
        forks=_DTAO,
    )
