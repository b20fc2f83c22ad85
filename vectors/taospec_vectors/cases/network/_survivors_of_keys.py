"""Calls about keys, seats and subnets that tell the model from its mutants."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row, account
from taospec.timeline import only, since, until
from taospec_vectors.cases._survivors import Survivor
from taospec_vectors.cases.network._economy import (
    ALICE,
    CAROL,
    HOTKEY,
    OTHER,
    TAO,
    call,
)
from taospec_vectors.cases.network._survivor import of_call
from taospec_vectors.cases.network.edges import economy

_NEW = account(23)
_DTAO, _DEREG, _FLOW = only("dtao"), only("dereg"), only("flow")
_LATER: Row = ["BlockNumber", [], "100000"]


def survivors() -> Iterator[Survivor]:
    """By what they are about."""
    yield from _keys()
    yield from _later_keys()
    yield from _seats()
    yield from _immortals()
    yield from _freeze()
    yield from _subnets()


def _keys() -> Iterator[Survivor]:
    announced = ("0x" + "07" * 32, "0x" + "08" * 32)
    for slug, why, take in (
        ("nothing", "refuses a child that keeps nothing", 0),
        ("the-most", "refuses a child that keeps as much as it may", 11_796),
        ("more-than-the-most", "lets a child keep more than it may", 11_797),
    ):
        op = call("set_childkey_take", CAROL, hotkey=HOTKEY, netuid=1, take=take)
        kept: list[Row] = [
            ["BlockNumber", [], "1000"],
            ["Owner", [HOTKEY], CAROL],
            ["MaxChildkeyTake", [], 11_796],
            ["ChildkeyTake", [HOTKEY, 1], 5],
        ]
        yield of_call(f"child-keeps-{slug}", ("STA-28",), why, kept, op, forks=until("netflow"))
    for slug, why, subnets in (
        ("five-subnets", "refuses a claim of as many subnets as there may be", 5),
        ("six-subnets", "claims on more subnets than there may be", 6),
    ):
        op = call("claim_root", ALICE, subnets=list(range(1, subnets + 1)))
        yield of_call(
            f"claimed-on-{slug}",
            ("STA-32",),
            why,
            [["BlockNumber", [], "1000"]],
            op,
            forks=since("flow", until="netflow"),
        )
    for slug, why, due in (
        ("at-last", "lets a coldkey wait a block longer to announce again", 950),
        ("too-early", "counts the delay from another block, or not at all", 951),
    ):
        rows: list[Row] = [
            *economy(),
            ["ColdkeySwapReannouncementDelay", [], "50"],
            ["ColdkeySwapAnnouncements", [ALICE], [str(due), announced[0]]],
        ]
        op = call("announce_coldkey_swap", ALICE, new_coldkey_hash=announced[1])
        yield of_call(
            f"announced-again-{slug}",
            ("NET-8",),
            why,
            rows,
            op,
            forks=since("authorfee", until="netflow"),
        )
    yield of_call(
        "hotkey-of-nobody-becomes-ones-own",
        ("REG-34",),
        "leaves a hotkey that nobody owns alone",
        economy(),
        call("try_associate_hotkey", ALICE, hotkey=_NEW),
        forks=since("authorfee", until="netflow"),
    )
    chosen: list[Row] = [
        ["NetworksAdded", [1], True],
        ["Uids", [1, HOTKEY], 0],
        ["AutoStakeDestination", [ALICE, 1], OTHER],
        ["AutoStakeDestinationColdkeys", [OTHER, 1], [ALICE, CAROL]],
    ]
    yield of_call(
        "another-hotkey-for-incentives",
        ("STA-30",),
        "leaves a coldkey on the list of the hotkey that it chose before",
        chosen,
        call("set_coldkey_auto_stake_hotkey", ALICE, netuid=1, hotkey=HOTKEY),
        forks=since("dereg", until="netflow"),
    )
    yield of_call(
        "a-hotkey-that-lists-the-coldkey-already",
        ("STA-30",),
        "lists a coldkey twice",
        [*chosen, ["AutoStakeDestinationColdkeys", [HOTKEY, 1], [CAROL, ALICE]]],
        call("set_coldkey_auto_stake_hotkey", ALICE, netuid=1, hotkey=HOTKEY),
        forks=since("dereg", until="netflow"),
    )
    for fork in (_DTAO, _DEREG):
        swapped: list[Row] = [
            *economy(str(fork.first or "dtao")),
            _LATER,
            ["Owner", [HOTKEY], ALICE],
            ["OwnedHotkeys", [ALICE], [HOTKEY]],
            ["PendingChildKeys", [1, HOTKEY], [[["5", OTHER]], "100001"]],
        ]
        yield of_call(
            f"requests-follow-a-hotkey-{next(iter(fork))}",
            ("REG-24",),
            "leaves a request for children with the old hotkey",
            [row for row in swapped if row[0] != "SubtokenEnabled"],
            call("swap_hotkey", ALICE, hotkey=HOTKEY, new_hotkey=_NEW, netuid=None),
            forks=fork,
        )


def _later_keys() -> Iterator[Survivor]:
    delegating: list[Row] = [
        *economy(),
        _LATER,
        ["NetworksAdded", [0], True],
        ["Owner", [HOTKEY], ALICE],
        ["OwnedHotkeys", [ALICE], [HOTKEY]],
        ["AutoParentDelegationEnabled", [HOTKEY], False],
    ]
    for slug, why, hotkey in (
        ("moves", "forgets that a hotkey wants no children of itself", HOTKEY),
        ("stays", "writes down what nobody has said", OTHER),
    ):
        rows = [*delegating, ["Owner", [OTHER], ALICE]]
        yield of_call(
            f"will-of-a-hotkey-{slug}",
            ("NET-9",),
            why,
            rows,
            call("swap_hotkey", ALICE, hotkey=hotkey, new_hotkey=_NEW, netuid=None),
            forks=since("burnprice", until="netflow"),
        )


def _seats() -> Iterator[Survivor]:
    twelve = [account(60 + member) for member in range(12)]
    tied: list[Row] = [
        _LATER,
        ["NetworksAdded", [0], True],
        ["MaxAllowedUids", [0], 64],
        ["SenateMembers.Members", [], twelve],
        *(["TotalHotkeyAlpha", [member, 0], "4"] for member in (*twelve, _NEW)),
    ]
    yield of_call(
        "senate-of-equals-stays",
        ("REG-15",),
        "seats who has just as much as the lowest",
        tied,
        call("root_register", ALICE, hotkey=_NEW),
        forks=until("flow"),
    )
    full: list[Row] = [
        _LATER,
        ["NetworksAdded", [0], True],
        ["MaxAllowedUids", [0], 3],
        ["SubnetworkN", [0], 3],
        ["TotalHotkeyAlpha", [_NEW, 0], "5"],
    ]
    for uid, held in ((2, 3), (1, 3), (0, 4)):  # as another storage might list them
        key = account(70 + uid)
        full += [["Keys", [0, uid], key], ["Uids", [0, key], uid]]
        full += [["IsNetworkMember", [key, 0], True], ["TotalHotkeyAlpha", [key, 0], str(held)]]
    yield of_call(
        "lowest-uid-of-the-poorest-on-root",
        ("REG-15",),
        "takes the first of the poorest in the order in which they were written",
        full,
        call("root_register", ALICE, hotkey=_NEW),
        forks=until("flow"),
    )


def _immortals() -> Iterator[Survivor]:
    """Of two uids the owner of the subnet has the one with the lower score."""
    for fork in (_DEREG, _FLOW):
        rows: list[Row] = [
            *economy(),
            ["NetworkRegistrationAllowed", [1], True],
            ["TargetRegistrationsPerInterval", [1], 1],
            ["MaxAllowedUids", [1], 2],
            ["SubnetworkN", [1], 2],
            ["Burn", [1], "1000000"],
            ["SubnetOwner", [1], CAROL],
            ["OwnedHotkeys", [CAROL], [HOTKEY]],
            ["ImmuneOwnerUidsLimit", [1], 1],
            ["PruningScores", [1], [1, 9]],
        ]
        for uid, hotkey in enumerate((HOTKEY, OTHER)):
            rows += [["Keys", [1, uid], hotkey], ["Uids", [1, hotkey], uid]]
            rows += [["BlockAtRegistration", [1, uid], "1"], ["IsNetworkMember", [hotkey, 1], True]]
        name = next(iter(fork))
        yield of_call(
            f"owner-keeps-a-uid-{name}",
            ("REG-5", "REG-12"),
            "gives a uid of the owner away that is not the subnet's own hotkey",
            rows,
            call("burned_register", ALICE, netuid=1, hotkey=_NEW),
            forks=fork,
        )


def _freeze() -> Iterator[Survivor]:
    """In `dtao` there is neither a window in which an owner may not set, nor a pause of tempos."""
    for slug, block in (("before-an-epoch", 361 * 20_000 - 3), ("in-the-first-tempo", 100)):
        rows: list[Row] = [
            ["BlockNumber", [], str(block)],
            ["NetworksAdded", [1], True],
            ["SubnetOwner", [1], ALICE],
            ["Tempo", [1], 360],
        ]
        yield of_call(
            f"owner-sets-{slug}-dtao",
            ("REG-47", "REG-37"),
            "closes the end of a tempo, or starts a pause, as later forks do",
            rows,
            call("sudo_set_weights_version_key", ALICE, netuid=1, weights_version_key="7"),
            forks=_DTAO,
        )


def _subnets() -> Iterator[Survivor]:
    waiting: list[Row] = [
        *economy(),
        ["SubnetOwner", [1], CAROL],
        ["TotalNetworks", [], 3],
        ["CRV3WeightCommits", [1, "5"], [[HOTKEY, "0x07", "5"]]],
        ["CRV3WeightCommitsV2", [1, "5"], [[HOTKEY, "900", "0x07", "5"]]],
    ]
    yield of_call(
        "old-commits-go-with-a-subnet-dereg",
        ("REG-20",),
        "leaves commits of older forms where a subnet was",
        waiting,
        call("root_dissolve_network", "root", netuid=1),
        forks=_DEREG,
    )
    spent: list[Row] = [
        *economy("dtao"),
        _LATER,
        ["Balance", [ALICE], str(9000 * TAO)],
        ["NetworkMinLockCost", [], str(TAO)],
        ["NetworkLastLockCost", [], str(TAO)],
        ["NetworkLockReductionInterval", [], "57600"],
        ["NetworkRateLimit", [], "0"],
        ["TotalNetworks", [], 3],
        ["TotalIssuance", [], str(21 * 10**15)],
        ["BlockEmission", [], "5"],
    ]
    yield of_call(
        "registered-when-all-is-issued-dtao",
        ("REG-17", "SUP-12"),
        "stores the emission of a curve that is asked no more",
        spent,
        call("register_network", ALICE, hotkey=_NEW),
        forks=_DTAO,
    )
