"""What a new key takes over, and what it loses or gets twice; seats of the senate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from taospec.examples.storage import Row, account, stake
from taospec.timeline import only, since, until
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    CAROL,
    HOTKEY,
    ONE,
    OTHER,
    TAO,
    call,
    question,
)
from taospec_vectors.drafting import spans
from taospec_vectors.format import DraftCase, DraftFile

NEW = account(23)
_HALF = str(2**31)
_TWELVE = [account(number) for number in range(40, 52)]


def drafts() -> Iterator[DraftFile]:
    """Traces of claims around a swap, and single swaps."""
    flow = since("flow")
    yield DraftFile("network/trace-key-swaps.yaml", "network.trace", flow, list(_claims()))
    for span, forks in spans(since("dtao")):
        path = f"network/apply-swap-hotkey-writes-{span}.yaml"
        yield DraftFile(path, "network.apply", forks, list(_hotkeys(span)))
    for span, forks in spans(since("dereg")):
        path = f"network/apply-swap-coldkey-writes-{span}.yaml"
        yield DraftFile(path, "network.apply", forks, [_coldkey(span)])
    old = until("flow")
    yield DraftFile("network/apply-senate.yaml", "network.apply", old, list(_senate()))
    yield DraftFile("network/apply-senate-dtao.yaml", "network.apply", only("dtao"), [_senators()])
    seats = list(_seats())
    yield DraftFile("network/apply-senate-dereg.yaml", "network.apply", only("dereg"), seats)


def _root_stake() -> list[Row]:
    """Alice has 10 TAO on root, nothing on subnet 1, and has claimed all she was owed there."""
    return [
        ["BlockNumber", [], "100000"],
        ["Balance", [ALICE], str(10 * TAO)],
        ["Balances.TotalIssuance", [], str(10 * TAO)],
        ["TotalIssuance", [], str(10**16)],
        ["Owner", [HOTKEY], ALICE],
        ["OwnedHotkeys", [ALICE], [HOTKEY]],
        ["StakingHotkeys", [ALICE], [HOTKEY]],
        ["NetworksAdded", [0], True],
        ["NetworksAdded", [1], True],
        ["NetworksAdded", [2], True],
        ["SubnetMechanism", [1], 1],
        ["SubnetTAO", [1], str(1000 * TAO)],
        ["SubnetAlphaIn", [1], str(1000 * TAO)],
        ["SubnetAlphaOut", [1], str(100 * TAO)],
        *stake(HOTKEY, ALICE, 0, 10 * TAO),
        ["RootClaimType", [ALICE], "Keep"],
        ["RootClaimable", [HOTKEY], [[1, _HALF]]],
        ["RootClaimed", [1, HOTKEY, ALICE], str(5 * TAO)],
    ]


def _claims() -> Iterator[DraftCase]:
    claim = call("claim_root", ALICE, subnets=[1])
    swap = call("swap_hotkey", ALICE, hotkey=HOTKEY, new_hotkey=NEW, netuid=None)
    on_two = {**swap, "args": {**swap["args"], "netuid": 2}}
    coldkey = call("swap_coldkey", "root", old_coldkey=ALICE, new_coldkey=BOB, swap_cost="0")
    keep = call("set_root_claim_type", BOB, new_root_claim_type="Keep")
    after = call("claim_root", BOB, subnets=[1])
    holding = [*_root_stake(), *stake(HOTKEY, ALICE, 1, TAO)]
    for slug, why, rows, ops in (
        ("claimed-again-by-a-new-hotkey", "lets what was claimed follow the hotkey, as one would",
         _root_stake(), [claim, swap, claim]),
        ("claimed-again-by-a-new-coldkey", "lets what was claimed follow the coldkey, as one would",
         _root_stake(), [claim, coldkey, keep, after]),
        ("claimed-once-by-a-holder-with-a-new-hotkey", "loses what was claimed on every swap",
         holding, [claim, swap, claim]),
        ("claimed-once-by-a-holder-with-a-new-coldkey", "loses what was claimed on every swap",
         holding, [claim, coldkey, keep, after]),
        ("rates-leave-with-another-subnet", "moves the rate of the named subnet alone",
         _root_stake(), [on_two, claim]),
    ):  # fmt: skip
        yield DraftCase(slug, ("REG-26",), why, {"storage": rows, "ops": ops})


def _swapped(fork: str) -> list[Row]:
    rows: list[Row] = [
        ["BlockNumber", [], "100000"],
        ["Balance", [ALICE], str(10 * TAO)],
        ["Balances.TotalIssuance", [], str(10 * TAO)],
        ["TotalIssuance", [], str(10**16)],
        ["Owner", [HOTKEY], ALICE],
        ["OwnedHotkeys", [ALICE], [OTHER, HOTKEY]],
        ["Owner", [OTHER], ALICE],
        ["StakingHotkeys", [ALICE], [HOTKEY, OTHER]],
        ["StakingHotkeys", [BOB], [HOTKEY, NEW]],
        ["NetworksAdded", [0], True],
        ["NetworksAdded", [1], True],
        ["Delegates", [HOTKEY], 5000],
        ["SubnetOwnerHotkey", [1], HOTKEY],
        *stake(HOTKEY, ALICE, 1, 100),
        ["Alpha", [HOTKEY, BOB, 1], str(50 * ONE)],
        ["TotalHotkeyShares", [HOTKEY, 1], str(150 * ONE)],
        ["TotalHotkeyAlpha", [HOTKEY, 1], "300"],
        *stake(NEW, CAROL, 1, 60),
        ["TotalHotkeyAlphaLastEpoch", [HOTKEY, 1], "8"],
        ["AlphaDividendsPerSubnet", [1, HOTKEY], "9"],
        ["PendingChildKeys", [1, CAROL], [[["7", HOTKEY], ["8", OTHER]], "200000"]],
        ["ChildKeys", [HOTKEY, 1], [["5", CAROL], ["3", OTHER]]],
        ["ParentKeys", [CAROL, 1], [["5", HOTKEY]]],
        ["ParentKeys", [OTHER, 1], [["4", BOB], ["3", HOTKEY]]],
        ["LastColdkeyHotkeyStakeBlock", [ALICE, HOTKEY], "77"],
    ]
    if fork == "dtao":
        return [*rows, ["LastTxBlockDelegateTake", [HOTKEY], "55"]]
    return [
        *rows,
        ["LastRateLimitedBlock", [["LastTxBlockDelegateTake", HOTKEY]], "55"],
        ["AutoStakeDestination", [BOB, 1], HOTKEY],
        ["AutoStakeDestinationColdkeys", [HOTKEY, 1], [BOB]],
    ]


def _hotkeys(fork: str) -> Iterator[DraftCase]:
    def swapped(netuid: int | None, rows: Sequence[Row] = ()) -> dict[str, Any]:
        op = call("swap_hotkey", ALICE, hotkey=HOTKEY, new_hotkey=NEW, netuid=netuid)
        return question([*_swapped(fork), *rows], op)

    rules = ("REG-23", "REG-22", "REG-24")
    yield DraftCase(
        f"pools-of-two-prices-{fork}",
        rules,
        "adds what shares are worth instead of the shares, or forgets the clock of a take",
        swapped(None),
    )
    if fork != "dtao":
        yield DraftCase(
            f"one-subnet-and-its-clock-{fork}",
            rules,
            "moves the take and the clocks, or owns the old hotkey no longer",
            swapped(1),
        )
        yield DraftCase(
            f"before-any-interval-has-passed-{fork}",
            ("REG-22",),
            "lets the first swap on one subnet be free of the interval",
            swapped(1, [["BlockNumber", [], "36000"]]),
            expect={"reject": {"code": "HotKeySwapOnSubnetIntervalNotPassed"}},
        )


def _coldkey(fork: str) -> DraftCase:
    rows = [
        *_swapped(fork),
        ["SubnetOwner", [1], ALICE],
        ["AutoStakeDestination", [ALICE, 1], OTHER],
        ["AutoStakeDestinationColdkeys", [OTHER, 1], [ALICE, CAROL]],
    ]
    storage = [row for row in rows if row[:2] != ["StakingHotkeys", [BOB]]]
    op = call("swap_coldkey", "root", old_coldkey=ALICE, new_coldkey=BOB, swap_cost="9999999001")
    return DraftCase(
        f"everything-but-a-little-{fork}",
        ("REG-25",),
        "leaves no entry for a pair without stake, or loses a rest that an account can live on",
        question(storage, op),
    )


def _senate() -> Iterator[DraftCase]:
    rows: list[Row] = [
        ["BlockNumber", [], "100000"],
        ["NetworksAdded", [0], True],
        ["MaxAllowedUids", [0], 64],
        ["SenateMembers.Members", [], _TWELVE],
        ["TotalHotkeyAlpha", [NEW, 0], "5"],
        *(["TotalHotkeyAlpha", [member, 0], "4"] for member in _TWELVE),
    ]
    for slug, why, hotkey, code in (
        ("unseats-the-highest-of-equals", "takes the seat of the lowest account", NEW, None),
        ("not-above-the-lowest", "seats a member of equal stake", OTHER, None),
        ("seat-without-a-uid", "lets a senator register on root", _TWELVE[3],
         "HotKeyAlreadyRegisteredInSubNet"),
    ):  # fmt: skip
        yield DraftCase(
            f"senate-{slug}",
            ("REG-15",),
            why,
            question(rows, call("root_register", ALICE, hotkey=hotkey)),
            expect=None if code is None else {"reject": {"code": code}},
        )


def _senators() -> DraftCase:
    rows = [*_swapped("dtao"), ["SenateMembers.Members", [], [HOTKEY, NEW]]]
    op = call("swap_hotkey", ALICE, hotkey=HOTKEY, new_hotkey=NEW, netuid=None)
    return DraftCase(
        "senate-two-seats-dtao",
        ("REG-22",),
        "refuses a swap between two senators, or finishes it",
        question(rows, op),
    )


def _seats() -> Iterator[DraftCase]:
    op = call("swap_hotkey", ALICE, hotkey=HOTKEY, new_hotkey=NEW, netuid=None)
    for slug, why, members, code in (
        ("two-seats", "gives one hotkey two seats", [HOTKEY, NEW], "AlreadyMember"),
        ("one-seat", "refuses to let a seat go with its hotkey", [HOTKEY, OTHER], None),
    ):
        rows = [*_swapped("dereg"), ["SenateMembers.Members", [], members]]
        yield DraftCase(
            f"senate-{slug}-dereg",
            ("REG-22",),
            why,
            question(rows, op),
            expect=None if code is None else {"reject": {"code": code}},
        )
