"""Edges of what came with `burnprice`: prices that fall and rise, and what can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from taospec.examples.storage import Row, stake
from taospec.timeline import since
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    HOTKEY,
    ONE,
    OTHER,
    TAO,
    call,
    common,
    question,
    subnet,
)
from taospec_vectors.format import DraftCase, DraftFile

_APPLY = "network.apply"
_NEW = "0x" + (23).to_bytes(32, "little").hex()
_BLOCK = {"name": "block"}


def drafts() -> Iterator[DraftFile]:
    """A file for each call, and one for blocks."""
    forks = since("burnprice")
    path = "network/apply-{}-since-burnprice.yaml"
    yield DraftFile(path.format("block-burns"), _APPLY, forks, list(_blocks()))
    yield DraftFile(path.format("registration-prices"), _APPLY, forks, list(_places()))
    yield DraftFile(path.format("new-subnets"), _APPLY, forks, list(_subnets()))
    yield DraftFile(path.format("keys-taken-back"), _APPLY, forks, list(_keys()))


def _blocks() -> Iterator[DraftCase]:
    """Of one subnet whose price is 1 TAO and halves in 360 blocks, unless told otherwise."""
    for slug, why, changed in (
        ("falls", "lets the price fall by an interval, or linearly", {}),
        ("a-rao-above-its-least", "lets the price fall below its least", {"MinBurn": TAO - 1}),
        ("above-its-most", "leaves a price that is out of bounds", {"MaxBurn": TAO // 2}),
        ("above-its-most-without-half-life", "asks for the bounds only of what falls",
         {"MaxBurn": TAO // 2, "BurnHalfLife": 0}),
        ("without-half-life", "divides by a half-life of nothing", {"BurnHalfLife": 0}),
        ("in-one-block", "takes the half of a block for more than half", {"BurnHalfLife": 1}),
        ("in-the-first-block", "lets prices fall before there was a block", {"BlockNumber": 0}),
    ):  # fmt: skip
        stated = {"Burn": TAO, "MinBurn": 500_000, "MaxBurn": 100 * TAO, "BurnHalfLife": 360}
        stated |= {name: value for name, value in changed.items() if name != "BlockNumber"}
        rows: list[Row] = [
            ["BlockNumber", [], str(changed.get("BlockNumber", 1000))],
            ["NetworksAdded", [1], True],
            *(
                [name, [1], value if name == "BurnHalfLife" else str(value)]
                for name, value in stated.items()
            ),
        ]
        yield DraftCase(f"burn-{slug}", ("REG-29",), why, question(rows, _BLOCK))


def _places(price: int = TAO) -> Iterator[DraftCase]:
    """Of a subnet with room, whose price is 1 TAO and at most 100."""
    op = call("burned_register", ALICE, netuid=1, hotkey=_NEW)
    for slug, why, rows in (
        ("rises", "lets demand leave the price alone", []),
        ("rises-by-less-than-one", "lets a registration lower the price",
         [["BurnIncreaseMult", [1], str(ONE // 2)]]),
        ("rises-to-its-most", "lets the price rise above its most",
         [["MaxBurn", [1], str(price + price // 4)]]),
        ("was-above-its-most", "charges the bound and not the price",
         [["MaxBurn", [1], str(price // 2)]]),
    ):  # fmt: skip
        yield DraftCase(f"price-{slug}", ("REG-30",), why, question([*_room(price), *rows], op))
    for slug, why, limit in (
        ("at-the-limit", "refuses the price that was offered", price),
        ("a-rao-above-the-limit", "pays more than was offered", price - 1),
    ):
        op = call("register_limit", ALICE, netuid=1, hotkey=_NEW, limit_price=str(limit))
        expect = {"reject": {"code": "RegistrationPriceLimitExceeded"}} if limit < price else None
        given = question(_room(price), op)
        yield DraftCase(f"price-{slug}", ("REG-30",), why, given, expect=expect)


def _room(price: int) -> list[Row]:
    return [
        *common(),
        *subnet(1, 1000 * TAO, 1000 * TAO),
        ["SubnetAlphaOut", [1], str(1000 * TAO)],
        ["NetworkRegistrationAllowed", [1], True],
        ["MaxAllowedUids", [1], 256],
        ["Burn", [1], str(price)],
        ["MinBurn", [1], "500000"],
        ["MaxBurn", [1], str(100 * TAO)],
    ]


def _subnets() -> Iterator[DraftCase]:
    """Subnet 3, or 1, opened for a lock of one TAO."""
    op = call("register_network", ALICE, hotkey=_NEW)
    two = [*subnet(1, 1000 * TAO, 1000 * TAO), *subnet(2, 3000 * TAO, 1000 * TAO)]
    root: list[Row] = [
        ["Keys", [0, 0], OTHER],
        ["Uids", [0, OTHER], 0],
        ["IsNetworkMember", [OTHER, 0], True],
        ["SubnetworkN", [0], 1],
    ]
    priced: list[Row] = [
        ["NetworksAdded", [0], True],
        ["NetworkMinLockCost", [], str(TAO)],
        ["NetworkLastLockCost", [], str(TAO)],
    ]
    out: Row = ["AutoParentDelegationEnabled", [OTHER], False]
    for slug, rules, why, rows in (
        ("first", "REG-31", "finds no price where there is no other pool", []),
        ("between-two-prices", "REG-31", "takes the lower or the higher of two prices", two),
        ("without-a-price", "REG-31", "counts a pool without a price",
         [*two, *subnet(3, 0, 1000 * TAO)]),
        ("with-a-parent", "REG-32", "forgets the hotkeys of root", root),
        ("with-a-parent-that-opted-out", "REG-32", "makes a parent of who opted out",
         [*root, out]),
    ):  # fmt: skip
        given = question([*common(), *priced, *rows], op)
        yield DraftCase(f"new-subnet-{slug}", (rules,), why, given)


class _Swapped(NamedTuple):
    """What the new hotkey has when it takes over, and where."""

    slug: str
    why: str
    netuid: int
    rows: list[Row]
    clean: bool


def _keys() -> Iterator[DraftCase]:
    """In block 1000 + 7200: a swap was announced for 1000; and hotkeys that stand on root."""
    clear = call("clear_coldkey_swap_announcement", BOB)
    for slug, why, due, early in (
        ("when-it-may-be", "waits a block too long", 1000, False),
        ("a-block-too-early", "takes an announcement back a block too early", 1001, True),
    ):
        rows = [*common(), ["BlockNumber", [], "8200"]]
        rows.append(["ColdkeySwapAnnouncements", [BOB], [str(due), "0x" + "11" * 32]])
        expect = {"reject": {"code": "ColdkeySwapClearTooEarly"}} if early else None
        given = question(rows, clear)
        yield DraftCase(f"cleared-{slug}", ("NET-10",), why, given, expect=expect)
    held = stake(_NEW, BOB, 0, TAO)
    owed: list[Row] = [["RootClaimable", [_NEW], [[1, str(2**32)]]]]
    for slug, why, netuid, rows, clean in (
        _Swapped(
            "clean",
            "refuses a new hotkey without stake and claims",
            netuid=0,
            rows=[],
            clean=True,
        ),
        _Swapped(
            "staked",
            "lets a new hotkey with stake on root take over another's",
            netuid=0,
            rows=held,
            clean=False,
        ),
        _Swapped(
            "owed",
            "lets a new hotkey whose stakers have claims take over others",
            netuid=0,
            rows=owed,
            clean=False,
        ),
        _Swapped(
            "owed-elsewhere",
            "asks a new hotkey about root on any subnet",
            netuid=1,
            rows=owed,
            clean=True,
        ),
    ):
        op = call("swap_hotkey_v2", ALICE, hotkey=HOTKEY, new_hotkey=_NEW, netuid=netuid,
                  keep_stake=False)  # fmt: skip
        state = [
            *common(owner=ALICE),
            ["BlockNumber", [], "8200"],
            ["NetworksAdded", [0], True],
            *subnet(1, 1000 * TAO, 1000 * TAO),
            *rows,
        ]
        expect = None if clean else {"reject": {"code": "NewHotKeyNotCleanForRootSwap"}}
        given = question(state, op)
        yield DraftCase(f"swapped-on-root-{slug}", ("NET-9",), why, given, expect=expect)
