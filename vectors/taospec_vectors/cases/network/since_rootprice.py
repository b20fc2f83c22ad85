"""Edges of what came with `rootprice`, and inputs that it answers otherwise than `netflow`.

Shares follow price, root's weight and paid miners, root's part of a curve bounds what a pool takes
in, and a lock goes only to who accepts it. What `netflow` did is asked with the same inputs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from taospec.examples.storage import Row, stake
from taospec.network.effects.accounts import of_subnet
from taospec.timeline import only, since
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    CAROL,
    HOTKEY,
    OTHER,
    TAO,
    call,
    common,
    question,
    subnet,
)
from taospec_vectors.cases.network.incentives import MINERS, due_subnet
from taospec_vectors.format import DraftCase, DraftFile

_APPLY = "network.apply"
_BLOCK = {"name": "block"}
_ONE = 2**32
# Storage that `netflow` does not have, so that nobody can ask it about such a state.
_NEW = {"AccountFlags", "MinerBurned"}
_KEPT: list[Row] = [["UnlockRate", [], "0"], ["MaturityRate", [], "0"]]


class Asked(NamedTuple):
    """One input, of which both forks are asked if they can be.

    Attributes:
        slug: the case's, without its forks.
        rules: of `rootprice` that it shows.
        why: the bug that it catches there.
        given: the input.
        older: rules of `netflow` that it shows there; none where that answers alike.
        older_why: the bug that it catches there.
    """

    slug: str
    rules: Sequence[str]
    why: str
    given: dict[str, Any]
    older: Sequence[str]
    older_why: str


def drafts() -> Iterator[DraftFile]:
    """Files of what both answer, one for each, and of what only `rootprice` asks."""
    path = "network/apply-{}-since-rootprice.yaml"
    forks = since("rootprice")
    yield DraftFile(path.format("acceptance"), _APPLY, forks, list(_acceptance()))
    for topic, rows in (
        ("shares", _blocks()),
        ("withheld", _epochs()),
        ("locks", _locks()),
        ("ends", _ends()),
    ):
        both = list(rows)
        now = [
            DraftCase(f"{each.slug}-since-rootprice", each.rules, each.why, each.given)
            for each in both
        ]
        yield DraftFile(path.format(topic), _APPLY, forks, now)
        yield from _before(topic, both)


def _before(topic: str, both: Sequence[Asked]) -> Iterator[DraftFile]:
    forks: Collection[str] = only("netflow")
    cases = [
        DraftCase(f"{each.slug}-in-netflow", each.older, each.older_why, each.given)
        for each in both
        if each.older and not _NEW & {row[0] for row in each.given["storage"]}
    ]
    if forks and cases:
        yield DraftFile(f"network/apply-{topic}-netflow.yaml", _APPLY, forks, cases)


# Blocks


def _network(*rows: Row, issuance: int = 10_600_000 * TAO) -> dict[str, Any]:
    """A block in which subnets 1 and 2 emit, of one price, with a million TAO on root.

    Each has two million alpha in its pool and two outside; users brought 3 TAO to the first and
    one to the second since the last block.
    """
    reserve, alpha = 1_000_000 * TAO, 2_000_000 * TAO
    stated: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["Balances.TotalIssuance", [], str(issuance)],
        ["TotalIssuance", [], str(issuance)],
        ["NetworksAdded", [0], True],
        ["SubnetTAO", [0], str(reserve)],
        ["FlowEmaSmoothingFactor", [], str(2**63 - 1)],
    ]
    for netuid, flow in ((1, 3), (2, 1)):
        stated += [
            *subnet(netuid, reserve, alpha),
            ["SubnetAlphaOut", [netuid], str(alpha)],
            ["SubnetMovingPrice", [netuid], str(_ONE // 2)],
            ["SubnetTaoFlow", [netuid], str(flow * TAO)],
            ["FirstEmissionBlockNumber", [netuid], "1"],
            ["NetworkRegistrationAllowed", [netuid], True],
            ["SubnetEmissionEnabled", [netuid], True],
            ["Balance", ["0x" + of_subnet(netuid).hex()], str(reserve)],
        ]
    return question([*stated, *rows], _BLOCK)


def _blocks() -> Iterator[Asked]:
    shares, flows = ("COI-44", "SUP-36"), ("COI-40",)
    for slug, why, before, rows in (
        ("equal-prices", "shares by flow", "shares by price", []),
        ("one-is-worth-more", "shares by flow, or equally", "shares by price",
         [["SubnetMovingPrice", [1], str(_ONE // 4)]]),
        ("one-withholds", "forgets what the owner withholds", "counts what the owner withholds",
         [["MinerBurned", [1], str(3 * _ONE // 4)]]),
        ("one-withholds-everything", "pays a subnet whose miners get nothing",
         "pays nothing for incentives that are withheld", [["MinerBurned", [1], str(_ONE)]]),
        ("one-withholds-more-than-all", "wraps below zero", "reads what is withheld",
         [["MinerBurned", [1], str(_ONE + 1)]]),
        ("both-withhold-everything", "emits nothing where no miner is paid",
         "emits nothing where no miner is paid",
         [["MinerBurned", [netuid], str(_ONE)] for netuid in (1, 2)]),
        ("one-is-older", "takes one weight of root for both", "reads root's weight",
         [["SubnetAlphaOut", [1], str(8_000_000 * TAO)]]),
        ("nobody-on-root", "emits nothing without root", "lets no alpha in without root",
         [["SubnetTAO", [0], "0"]]),
        ("one-step-of-root", "takes the smallest weight of root for none",
         "bounds alpha by root's weight",
         [["SubnetTAO", [0], "10000000"], ["SubnetAlphaOut", [2], str(8_000_000 * TAO)]]),
        ("one-without-price", "lets root's weight earn without a price",
         "pays nothing without a price", [["SubnetMovingPrice", [1], "0"]]),
        ("both-without-price", "splits equally where there are no prices",
         "pays nothing without prices",
         [["SubnetMovingPrice", [netuid], "0"] for netuid in (1, 2)]),
        ("one-switched-off", "leaves its part of the prices to nobody",
         "leaves its part of the flow to nobody", [["SubnetEmissionEnabled", [1], False]]),
        ("one-lost-tao", "lets outflow end emission", "pays for outflow",
         [["SubnetTaoFlow", [1], str(-TAO)]]),
    ):  # fmt: skip
        yield Asked(slug, shares, why, _network(*rows), flows, before)
    # Minting crosses the first threshold: the curve after it allows half of what it did.
    above = _network(
        ["SubnetTAO", [0], str(10**9 * TAO)],
        issuance=10_500_000 * TAO - 1,
    )
    yield Asked(
        "crosses-a-threshold",
        ("SUP-36", "COI-39"),
        "bounds alpha by the emission after minting",
        above,
        ("COI-39", "SUP-10"),
        "bounds alpha by the emission before minting, or by root's weight",
    )


def _epochs() -> Iterator[Asked]:
    """A validator rates two miners, of whom Alice has the first and Bob the second, alike."""
    now, before = ("COI-44", "COI-23"), ("COI-23", "COI-24")
    writes = "writes down what nobody got"
    both = ["OwnedHotkeys", [BOB], list(MINERS)]
    owned: Row = ["OwnedHotkeys", [BOB], [MINERS[1]]]
    owner: Row = ["SubnetOwner", [1], BOB]
    for slug, why, rows in (
        ("half-recycled", "counts what is burned only, or nothing",
         [owner, owned, ["RecycleOrBurn", [1], "Recycle"]]),
        ("all", "lets all of it be less than one", [owner, both]),
        ("none", "writes nothing where nothing is withheld", []),
        ("of-no-incentives", "divides by nothing", [owner, owned, ["Weights", [1, 0], []]]),
    ):  # fmt: skip
        given = question([*due_subnet("rootprice"), *rows], _BLOCK)
        same = slug in {"none", "of-no-incentives"}
        yield Asked(f"epoch-withholds-{slug}", now, why, given, () if same else before, writes)
    stored: Row = ["MinerBurned", [1], str(_ONE // 2)]
    for slug, why, rows in (
        ("none-any-more", "keeps the part of an epoch before", [stored]),
        ("of-no-incentives-any-more", "keeps the part of an epoch before",
         [stored, ["Weights", [1, 0], []]]),
        ("nothing-before-it-is-due", "forgets the part before the next epoch",
         [stored, ["Tempo", [1], 2]]),
        ("nothing-with-a-hotkey-twice", "writes for an epoch that does not run",
         [stored, owner, owned, ["Keys", [1, 2], MINERS[0]]]),
    ):  # fmt: skip
        given = question([*due_subnet("rootprice"), *rows], _BLOCK)
        yield Asked(f"epoch-withholds-{slug}", now, why, given, before, writes)


# Locks


def _state(*rows: Row) -> list[Row]:
    """Alice has ten alpha on subnet 1, of which six are locked on her hotkey, and do not decay."""
    return [
        *common(owner=ALICE),
        *_KEPT,
        *subnet(1, 1000 * TAO, 1000 * TAO),
        *stake(HOTKEY, ALICE, 1, 10 * TAO),
        ["SubnetAlphaOut", [1], str(10 * TAO)],
        ["StakingHotkeys", [ALICE], [HOTKEY]],
        ["OwnedHotkeys", [ALICE], [HOTKEY, OTHER]],
        ["TransferToggle", [1], True],
        _lock(ALICE, HOTKEY, 6 * TAO),
        ["DecayingLock", [ALICE, 1], False],
        ["HotkeyLock", [1, HOTKEY], _locked(6 * TAO)],
        *rows,
    ]


def _locked(mass: int) -> dict[str, Any]:
    return {"locked_mass": str(mass), "conviction": "0", "last_update": "1000"}


def _lock(coldkey: str, hotkey: str, mass: int) -> Row:
    return ["Lock", [coldkey, 1, hotkey], _locked(mass)]


def _sent(alpha: int, *rows: Row) -> dict[str, Any]:
    op = call(
        "transfer_stake",
        ALICE,
        destination_coldkey=BOB,
        hotkey=HOTKEY,
        origin_netuid=1,
        destination_netuid=1,
        alpha_amount=str(alpha),
    )
    return question(_state(*rows), op)


def _swapped(*rows: Row) -> dict[str, Any]:
    op = call("swap_coldkey", "root", old_coldkey=ALICE, new_coldkey=BOB, swap_cost="0")
    return question(_state(*rows), op)


def _flags(who: str, flags: int) -> Row:
    return ["AccountFlags", [who], str(flags)]


def _locks() -> Iterator[Asked]:
    now, before = ("STA-54", "STA-45"), ("STA-45",)
    asks = "asks who receives a lock whether they accept it"
    for slug, why, given in (
        ("all-that-is-free", "asks for acceptance where nothing is locked", _sent(4 * TAO)),
        ("a-rao-of-a-lock", "lets a lock of one rao go to anybody", _sent(4 * TAO + 1)),
        ("accepted", "refuses who accepts", _sent(4 * TAO + 1, _flags(BOB, 1))),
        ("other-flags", "takes any flag for acceptance", _sent(4 * TAO + 1, _flags(BOB, 2))),
        ("accepted-among-others", "takes one flag only", _sent(4 * TAO + 1, _flags(BOB, 3))),
        ("sender-accepts", "asks the sender", _sent(4 * TAO + 1, _flags(ALICE, 1))),
        ("where-a-lock-is", "asks only who has no lock yet",
         _sent(4 * TAO + 1, _lock(BOB, HOTKEY, TAO))),
        ("accepted-where-a-lock-is", "refuses who accepts",
         _sent(4 * TAO + 1, _lock(BOB, HOTKEY, TAO), _flags(BOB, 1))),
        ("on-another-hotkey", "asks for acceptance before it compares the hotkeys",
         _sent(4 * TAO + 1, _lock(BOB, OTHER, TAO))),
    ):  # fmt: skip
        same = slug in {"all-that-is-free", "on-another-hotkey"}
        yield Asked(f"transfer-{slug}", now, why, given, () if same else before, asks)
    now, before = ("STA-54", "STA-46"), ("STA-46",)
    accepts = _flags(BOB, 1)
    decays: Row = ["DecayingLock", [ALICE, 1], None]
    for slug, why, asks, rows in (
        ("nobody-accepts", "gives a lock to whoever is named", "asks for acceptance", []),
        ("accepted", "lets a perpetual lock decay", "keeps a perpetual lock perpetual", [accepts]),
        ("accepted-and-decays", "makes a lock perpetual", "asks for acceptance", [accepts, decays]),
        ("new-one-keeps-locks", "keeps the choice of the new coldkey",
         "takes the choice of the old coldkey along",
         [accepts, decays, ["DecayingLock", [BOB, 1], False]]),
        ("flags-stay", "moves flags along with the locks", "moves flags along with the locks",
         [accepts, _flags(ALICE, 3)]),
        ("nothing-left", "asks for acceptance of a lock without a mass",
         "takes the choice of the old coldkey along",
         [_lock(ALICE, HOTKEY, 0)]),
        ("new-one-has-a-lock", "asks for acceptance first", "asks for acceptance",
         [_lock(BOB, OTHER, 1)]),
    ):  # fmt: skip
        given = _swapped(*[row for row in rows if row[2] is not None])
        if decays in rows:
            given = _without(given, decays)
        same = slug == "new-one-has-a-lock"
        yield Asked(f"coldkey-{slug}", now, why, given, () if same else before, asks)


def _without(given: dict[str, Any], removed: Row) -> dict[str, Any]:
    rows = [row for row in given["storage"] if row[:2] != removed[:2]]
    return {**given, "storage": rows}


def _acceptance() -> Iterator[DraftCase]:
    """What is stored of who accepts, before and after."""
    for slug, why, before, enabled in (
        ("accepts", "stores a refusal", 0, False),
        ("accepts-again", "turns the flag over", 1, False),
        ("accepts-with-other-flags", "forgets other flags", 2, False),
        ("refuses", "stores a zero", 1, True),
        ("refuses-again", "stores a zero", 0, True),
        ("refuses-with-other-flags", "forgets other flags", 3, True),
    ):
        rows = [*common(), *([_flags(CAROL, before)] if before else [])]
        op = call("set_reject_locked_alpha", CAROL, enabled=enabled)
        yield DraftCase(slug, ("STA-54",), why, question(rows, op))


# What a subnet leaves


def _ends() -> Iterator[Asked]:
    rows: list[Row] = [
        *common(),
        ["NetworksAdded", [0], True],
        *subnet(1, 1000 * TAO, 1000 * TAO),
        ["TotalNetworks", [], 2],
        ["SubnetOwner", [1], BOB],
        ["Balance", ["0x" + of_subnet(1).hex()], str(1000 * TAO)],
        ["Balances.TotalIssuance", [], str(1100 * TAO)],
        ["MinerBurned", [1], str(_ONE // 3)],
    ]
    op = call("root_dissolve_network", "root", netuid=1)
    yield Asked(
        "a-part-that-was-withheld",
        ("REG-40", "COI-44"),
        "leaves it to the next subnet of this id",
        question(rows, op),
        (),
        "",
    )
