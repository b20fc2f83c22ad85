"""Blocks that tell the model from its mutants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.examples.storage import Row, account, stake
from taospec.timeline import ForkRange, only
from taospec_vectors.cases._survivors import Survivor
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    CAROL,
    HOTKEY,
    OTHER,
    TAO,
    question,
    subnet,
)
from taospec_vectors.cases.network.incentives import due_subnet

_DAVE, _ERIN = account(4), account(5)
_LEASE_KEY = account(41)
_INTERVAL = 36_000  # blocks between swaps of a hotkey on one subnet
_HALF = 2**63


class _Block(NamedTuple):
    """A block, and what of the rows differs between forks."""

    slug: str
    rules: tuple[str, ...]
    why: str
    forks: ForkRange


def survivors() -> Iterator[Survivor]:
    """Blocks without an epoch, then blocks with one."""
    yield from _without_an_epoch()
    yield from _owners_cut()
    yield from _family()
    yield from _roots_part()
    yield from _records()
    yield from _requests()
    yield from _timelocked()
    yield from _voting_power()
    yield from _leases()


def _each(block: _Block, *rows: Row, number: int | None = None, due: bool = True) -> Iterator[Any]:
    for fork in block.forks:
        start = due_subnet(fork) if due else _scalars()
        changed = [] if number is None else [["BlockNumber", [], str(number - 1)]]
        yield Survivor(
            operation="network.apply",
            slug=f"block-{block.slug}-{fork}",
            rules=tuple(dict.fromkeys((*block.rules, "COI-1"))),
            why=block.why,
            given=question(_of(fork, [*start, *changed, *rows]), {"name": "block"}),
            forks=only(fork),
        )


def _of(fork: str, rows: list[Row]) -> list[Row]:
    """Rows of what the fork stores."""
    return [row for row in rows if fork != "dtao" or row[0] != "SubtokenEnabled"]


def _scalars() -> Iterator[Row]:
    yield ["BlockNumber", [], "1000"]
    yield ["ParentHash", [], account(0)]
    yield ["TotalIssuance", [], str(1_000_000 * TAO)]


def _without_an_epoch() -> Iterator[Survivor]:
    why = "walks over stakes only once it has begun, or indexes nobody of root"
    on_root = [*stake(HOTKEY, ALICE, 0, 5 * TAO), *stake(HOTKEY, BOB, 1, TAO)]
    walk = _Block("walks-from-the-first-stake", ("COI-33",), why, only("flow", "burnprice"))
    yield from _each(walk, *subnet(0, 1000 * TAO, 0), *on_root, due=False)
    why = "claims nothing for whom a block has drawn"
    stable: list[Row] = [
        *subnet(0, 1000 * TAO, 0),
        *subnet(1, 1000 * TAO, 0),
        *stake(HOTKEY, ALICE, 0, 5 * TAO),
        ["Owner", [HOTKEY], CAROL],
        ["StakingHotkeys", [ALICE], [HOTKEY]],
        ["RootClaimable", [HOTKEY], [[1, str(2**31)]]],
        ["StakingColdkeys", [ALICE], "0"],
        ["StakingColdkeysByIndex", ["0"], ALICE],
        ["NumStakingColdkeys", [], "1"],
        ["NumRootClaim", [], "1"],
    ]
    many = [["Alpha", [HOTKEY, account(100 + n), 0], str(2**64)] for n in range(31)]
    why = "walks on from another stake than the thirtieth"
    begun = _Block("walks-thirty-stakes", ("COI-33",), why, only("flow"))
    yield from _each(begun, *many, due=False)
    why = "goes on behind the last stake, instead of at the first one"
    ended = _Block("walks-to-the-last-stake", ("COI-33",), why, only("flow"))
    yield from _each(ended, *on_root, ["AlphaMapLastKey", [], "0x65"], due=False)
    drawn = _Block("claims-for-the-drawn", ("COI-32",), why, only("flow", "burnprice"))
    yield from _each(drawn, *stable, due=False)
    why = "takes one subnet that registers by burn for all of them"
    open_by_work = _Block("open-by-work-only", ("COI-3",), why, only("halving"))
    yield from _each(
        open_by_work,
        *_emitting(1),
        *_emitting(2),
        ["NetworkRegistrationAllowed", [2], False],
        ["NetworkPowRegistrationAllowed", [2], True],
        due=False,
    )
    why = "looks through swaps of another subnet, or forgets one that still limits"
    number = 2 * _INTERVAL + 1
    swaps = _Block("forgets-swaps-of-one-subnet", ("COI-2",), why, only("dereg", "halving"))
    yield from _each(
        swaps,
        *(["NetworksAdded", [netuid], True] for netuid in (1, 2, 1 + _INTERVAL)),
        ["LastHotkeySwapOnNetuid", [1, ALICE], str(number - _INTERVAL)],
        ["LastHotkeySwapOnNetuid", [1, BOB], str(number - _INTERVAL - 1)],
        ["LastHotkeySwapOnNetuid", [2, BOB], "1"],
        ["LastHotkeySwapOnNetuid", [1 + _INTERVAL, BOB], "1"],
        number=number,
        due=False,
    )


def _emitting(netuid: int) -> list[Row]:
    return [
        *subnet(netuid, 1000 * TAO, 16_000 * TAO),
        ["FirstEmissionBlockNumber", [netuid], "100"],
        ["SubnetMovingPrice", [netuid], str(2**28)],
        ["LastAdjustmentBlock", [netuid], "1000"],
        ["SubnetEmaTaoFlow", [netuid], ["1000", str(2**64)]],
    ]


def _owners_cut() -> Iterator[Survivor]:
    cut: Row = ["PendingOwnerCut", [1], str(TAO)]
    for slug, row in (
        ("without-an-owner-hotkey", ["SubnetOwner", [1], BOB]),
        ("without-an-owner", ["SubnetOwnerHotkey", [1], OTHER]),
    ):
        why = "pays the owner's cut where one of the owner's keys is not known"
        block = _Block(f"owner-cut-{slug}", ("COI-22",), why, only("dtao", "flow"))
        yield from _each(block, cut, row)


def _family() -> Iterator[Survivor]:
    """A validator that two parents lend to, one of them of its own owner."""
    why = "burns of a parent of the same owner, or gives a child a take that it does not ask for"
    block = _Block(
        "parent-of-the-same-owner", ("COI-19", "COI-20"), why, only("dereg", "authorfee")
    )
    parents = (account(51), account(52))
    yield from _each(
        block,
        ["CKBurn", [], str(_HALF)],
        ["ParentKeys", [HOTKEY, 1], [[str(_HALF // 2), parent] for parent in parents]],
        *(["ChildKeys", [parent, 1], [[str(_HALF // 2), HOTKEY]]] for parent in parents),
        ["Owner", [parents[0]], CAROL],
        ["Owner", [parents[1]], _DAVE],
        *stake(parents[0], CAROL, 1, 300 * TAO),
        *stake(parents[1], _DAVE, 1, 500 * TAO),
    )


def _roots_part() -> Iterator[Survivor]:
    why = "pays root's dividends to nobody, or keeps no take of them"
    block = _Block("pays-root-in-tao", ("COI-26",), why, only("dtao", "dereg"))
    yield from _each(
        block,
        *stake(HOTKEY, CAROL, 0, 100 * TAO),
        ["PendingRootDivs", [1], str(TAO)],
        ["Delegates", [HOTKEY], 11_796],
        ["TaoWeight", [], str(_HALF)],
    )


def _records() -> Iterator[Survivor]:
    why = "keeps what an earlier epoch recorded of who earns nothing now"
    block = _Block("forgets-roots-record", ("COI-27",), why, only("halving"))
    yield from _each(
        block,
        ["RootAlphaDividendsPerSubnet", [1, OTHER], "5"],
        ["AlphaDividendsPerSubnet", [1, OTHER], "5"],
    )
    why = "counts weights on a uid that was given away after a commit"
    hidden: list[Row] = [
        ["CommitRevealWeightsEnabled", [1], True],
        ["RevealPeriodEpochs", [1], "1"],
        ["WeightCommits", [1, HOTKEY], [["0x" + "07" * 32, "998", "0", "0"]]],
    ]
    for slug, registered in (("before", 998), ("after", 999)):
        block = _Block(f"weights-of-who-came-{slug}-a-commit", ("CON-13",), why, only("flow"))
        yield from _each(
            block, *hidden, ["Tempo", [1], 3], ["BlockAtRegistration", [1, 2], str(registered)]
        )
        block = _Block(f"weights-that-a-commit-hides-{slug}", ("CON-13",), why, only("flow"))
        yield from _each(
            block,
            *hidden,
            ["LastUpdate", [1], 3 * ["1000"]],
            ["Tempo", [1], 3],
            ["BlockAtRegistration", [1, 2], str(registered)],
        )


def _requests() -> Iterator[Survivor]:
    why = "carries out what makes no sense any more"
    block = _Block("drops-a-request-of-a-child", ("COI-31",), why, only("flow"))
    request: Row = ["PendingChildKeys", [1, HOTKEY], [[["5", OTHER]], "100"]]
    yield from _each(block, request, ["ParentKeys", [HOTKEY, 1], [["7", OTHER]]])
    for slug, why, cooldown in (
        ("in-its-last-block", "carries out a request in the block that it waits for", 1001),
        ("in-the-next-block", "lets a request wait a block longer", 1000),
    ):
        request = ["PendingChildKeys", [1, HOTKEY], [[["5", OTHER]], str(cooldown)]]
        block = _Block(f"request-{slug}", ("STA-29", "COI-31"), why, only("flow"))
        yield from _each(block, request)
    for slug, why, started in (
        ("at-once-before-the-start", "lets requests wait where nothing is staked yet", False),
        ("later-after-the-start", "carries out requests that have to wait", True),
    ):
        request = ["PendingChildKeys", [1, HOTKEY], [[["5", OTHER]], "5000"]]
        block = _Block(f"carries-out-{slug}", ("COI-31", "STA-39"), why, only("burnprice"))
        yield from _each(block, request, ["SubtokenEnabled", [1], started])


def _timelocked() -> Iterator[Survivor]:
    """Block 1001 is in the third epoch of a subnet with a tempo of 360."""
    for slug, why, period in (
        (
            "forgets-timelocked-commits",
            "keeps timelocked commits, or forgets those of the next epoch",
            1,
        ),
        (
            "keeps-commits-before-an-epoch-reveals",
            "forgets commits before any epoch can reveal them",
            2,
        ),
    ):
        block = _Block(slug, ("CON-55",), why, only("authorfee"))
        yield from _each(
            block,
            ["NetworksAdded", [1], True],
            ["Tempo", [1], 360],
            ["RevealPeriodEpochs", [1], str(period)],
            *(
                ["TimelockedWeightCommits", [1, str(epoch)], [[HOTKEY, "900", "0x07", "5"]]]
                for epoch in (0, 1, 2)
            ),
            due=False,
        )


def _voting_power() -> Iterator[Survivor]:
    counted: list[Row] = [
        ["IsNetworkMember", [HOTKEY, 1], True],
        ["VotingPowerTrackingEnabled", [1], True],
        ["VotingPowerEmaAlpha", [1], str(10**18 // 4)],
        ["VotingPower", [1, HOTKEY], str(TAO)],
        ["VotingPower", [1, OTHER], str(TAO)],
    ]
    for slug, why, row in (
        ("without-a-permit", "leaves power to who may not validate", _permitted(0)),
        ("until-this-block", "counts a block longer", _ends(1001)),
        ("until-the-next-block", "stops a block early", _ends(1002)),
    ):
        block = _Block(f"voting-power-{slug}", ("COI-37", "COI-1"), why, only("authorfee"))
        yield from _each(block, *counted, row)


def _permitted(validators: int) -> Row:
    return ["MaxAllowedValidators", [1], validators]


def _ends(block: int) -> Row:
    return ["VotingPowerDisableAtBlock", [1], str(block)]


def _leases() -> Iterator[Survivor]:
    """Block 1100 pays what was put aside; any other puts the part of the contributors aside."""

    def rows(*, cut: int, end: int | None = None, put_aside: int = TAO) -> list[Row]:
        lease = {
            "beneficiary": BOB,
            "coldkey": _LEASE_KEY,
            "hotkey": OTHER,
            "emissions_share": 30,
            "end_block": None if end is None else str(end),
            "netuid": 1,
            "cost": str(TAO),
        }
        return [
            ["Tempo", [1], 1102],  # due in block 1100
            ["SubnetOwner", [1], _LEASE_KEY],
            ["SubnetOwnerHotkey", [1], OTHER],
            ["Owner", [OTHER], _LEASE_KEY],
            ["SubnetUidToLeaseId", [1], 3],
            ["SubnetLeases", [3], lease],
            ["SubnetLeaseShares", [3, _DAVE], str(2**62)],
            ["SubnetLeaseShares", [3, _ERIN], str(2**61 + 1)],
            ["AccumulatedLeaseDividends", [3], str(put_aside)],
            ["PendingOwnerCut", [1], str(cut)],
            *stake(OTHER, _LEASE_KEY, 1, 10 * TAO),
        ]

    for slug, why, state in (
        (
            "pays-the-contributors",
            "pays a lease in no block, or each part rounded down",
            rows(cut=TAO),
        ),
        (
            "too-little-for-a-part",
            "pays some where another part is too little",
            rows(cut=7, put_aside=9),
        ),
        (
            "just-enough-for-each-part",
            "refuses a part that is worth just as much as a stake must be",
            rows(cut=0, put_aside=16_000_000),
        ),
        (
            "exactly-enough-for-a-part",
            "refuses a part that is worth just as much as a stake must be",
            rows(cut=0, put_aside=15_999_999),
        ),
        ("that-ends-now", "pays a lease in the block that ends it", rows(cut=TAO, end=1100)),
        ("that-ends-next", "ends a lease a block early", rows(cut=TAO, end=1101)),
    ):
        block = _Block(f"lease-{slug}", ("COI-38",), why, only("authorfee"))
        yield from _each(block, *state, number=1100)
    aside = _Block("lease-puts-aside", ("COI-38",), "pays in any block", only("authorfee"))
    yield from _each(aside, *rows(cut=5), ["Tempo", [1], 1])
