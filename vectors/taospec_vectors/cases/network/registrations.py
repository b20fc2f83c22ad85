"""What registrations of neurons and subnets write, and what the end of a subnet pays and leaves."""

from __future__ import annotations

from collections.abc import Iterator

from taospec.examples.storage import Row, account, stake, subnet
from taospec.timeline import only, since
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

NEW = "0x" + (23).to_bytes(32, "little").hex()
_APPLY = "network.apply"
_LIMIT_CLOCK = ["LastRateLimitedBlock", ["NetworkLastRegistered"]]


def drafts() -> Iterator[DraftFile]:
    """A file for each call and fork, since forks differ in what they store."""
    for span, forks in spans(since("dtao")):
        path = f"network/apply-{{}}-writes-{span}.yaml"
        places = [*_places(span), *(_refused_pool() if span == "dtao" else ())]
        yield DraftFile(path.format("burned-register"), _APPLY, forks, places)
        yield DraftFile(path.format("register-network"), _APPLY, forks, list(_subnets(span)))
    for span, forks in spans(since("dereg")):
        path = f"network/apply-root-dissolve-network-writes-{span}.yaml"
        yield DraftFile(path, _APPLY, forks, list(_ends(span)))
    path = "network/apply-dissolve-network-writes-dtao.yaml"
    yield DraftFile(path, _APPLY, only("dtao"), [_end_in_dtao()])


def _common(balance: int = 10_000 * TAO) -> list[Row]:
    return [
        ["BlockNumber", [], "100000"],
        ["Balance", [ALICE], str(balance)],
        ["Balances.TotalIssuance", [], str(balance)],
        ["TotalIssuance", [], str(10**16)],
        ["TotalStake", [], str(10**15)],
        ["NetworksAdded", [0], True],
    ]


def _pool(netuid: int, tao: int = 1000 * TAO, alpha: int = 1000 * TAO) -> list[Row]:
    return subnet(netuid, tao, alpha)


# Neurons


def _full(fork: str, uids: int = 2) -> list[Row]:
    """A subnet whose uids are all taken: the subnet's own hotkey, then others."""
    keys = [HOTKEY, OTHER, *("0x" + (100 + n).to_bytes(32, "little").hex() for n in range(uids))]
    names = ("Rank", "Trust", "Consensus", "Incentive", "Dividends", "ValidatorTrust")
    rows: list[Row] = [
        *_pool(1),
        ["NetworkRegistrationAllowed", [1], True],
        ["TargetRegistrationsPerInterval", [1], 1],
        ["MaxAllowedUids", [1], uids],
        ["SubnetworkN", [1], uids],
        ["ImmunityPeriod", [1], 5000],
        ["Burn", [1], str(TAO)],
        ["SubnetAlphaOut", [1], str(500 * TAO)],
        ["SubnetOwner", [1], CAROL],
        ["SubnetOwnerHotkey", [1], HOTKEY],
        ["Owner", [HOTKEY], CAROL],
        ["OwnedHotkeys", [CAROL], [HOTKEY]],
        *([name, [1], [1000 + uid for uid in range(uids)]] for name in names),
        ["Emission", [1], [str(5000 + uid) for uid in range(uids)]],
        ["PruningScores", [1], [7] * uids],
        ["Active", [1], [True, *[False] * (uids - 1)]],
        ["ValidatorPermit", [1], [True] * uids],
        ["LastUpdate", [1], ["99000"] * uids],
        ["Bonds", [1, 0], [[0, 11], [1, 22]]],
        ["Bonds", [1, 1], [[0, 33]]],
        ["Weights", [1, 0], [[0, 44], [1, 55]]],
        ["Weights", [1, 1], [[0, 66]]],
    ]
    if fork != "dtao":
        rows.append(["StakeWeight", [1], [9] * uids])
    for uid, key in enumerate(keys[:uids]):
        rows += [["Keys", [1, uid], key], ["Uids", [1, key], uid]]
        rows += [["BlockAtRegistration", [1, uid], "100"], ["IsNetworkMember", [key, 1], True]]
    return rows


def _chosen_by(span: str) -> str:
    """The rule that says who makes room; from `authorfee` on another one."""
    return "REG-28" if span.startswith("since-") else "REG-4"


def _places(fork: str) -> Iterator[DraftCase]:
    op = call("burned_register", ALICE, netuid=1, hotkey=NEW)
    yield DraftCase(
        f"inherited-uid-{fork}",
        ("REG-14", _chosen_by(fork), "REG-12"),
        "clears the permit, the last update, or the bonds of others of a uid that is given away",
        question([*_common(), *_full(fork)], op),
    )
    yield DraftCase(
        f"paid-without-a-uid-{fork}",
        (_chosen_by(fork), "REG-5", "REG-13"),
        "refuses, or gives the uid of the subnet's own hotkey, where nobody can make room",
        question([*_common(), *_full(fork, 1)], op),
    )
    roomy = [row for row in _full(fork) if row[0] != "MaxAllowedUids"]
    yield DraftCase(
        f"appended-to-short-vectors-{fork}",
        ("REG-14",),
        "writes beyond the end of a vector, or leaves the last update of the new uid out",
        question(
            [
                *_common(),
                *(row for row in roomy if row[0] not in {"LastUpdate", "Rank"}),
                ["MaxAllowedUids", [1], 256],
                ["LastUpdate", [1], ["99000"]],
            ],
            op,
        ),
    )
    yield DraftCase(
        f"price-paid-but-for-the-deposit-{fork}",
        ("REG-13", "REG-12"),
        "counts what was paid as recycled instead of the nominal burn, or refuses",
        question([*_common(TAO + 100), *_full(fork)], op),
    )
    if fork == "halving":
        yield DraftCase(
            "full-subnet-of-256-uids",
            ("REG-4", "REG-14"),
            "counts uids in a byte",
            question([*_common(), *_full(fork, 256)], op),
        )


def _refused_pool() -> Iterator[DraftCase]:
    rows = [row for row in _full("dtao") if row[0] not in {"SubnetTAO", "SubnetAlphaIn"}]
    yield DraftCase(
        "price-destroyed-by-a-small-pool-dtao",
        ("REG-12",),
        "refuses, or returns the price, where the pool does not sell",
        question([
                *_common(), *rows, ["SubnetTAO", [1], "1"], ["SubnetAlphaIn", [1], "1"]
            ], call("burned_register", ALICE, netuid=1, hotkey=NEW)),
    )  # fmt: skip


# Subnets


def _network(fork: str, cost: int) -> list[Row]:
    clock: Row = ["NetworkLastRegistered", []] if fork == "dtao" else _LIMIT_CLOCK
    rows: list[Row] = [
        ["NetworkMinLockCost", [], str(TAO)],
        ["NetworkLastLockCost", [], str(cost // 2)],
        ["NetworkLockReductionInterval", [], "57600"],
        ["NetworkRateLimit", [], "0"],
        ["TotalNetworks", [], 2],
        [*clock, "100000"],
    ]
    return rows if fork == "dtao" else [*rows, ["SubnetLimit", [], 128]]


def _subnets(fork: str) -> Iterator[DraftCase]:
    op = call("register_network", ALICE, hotkey=NEW)
    cost = 2000 * TAO
    yield DraftCase(
        f"lock-paid-but-for-the-deposit-{fork}",
        ("REG-17", "REG-7"),
        "makes the price of a subnet what it was asked for, and not what was paid",
        question([*_common(cost), *_network(fork, cost)], op),
    )
    yield DraftCase(
        f"cheaper-than-the-minimum-{fork}",
        ("REG-17",),
        "makes the pool what was paid",
        question([*_common(TAO), *_network(fork, 2)], op),
    )
    yield DraftCase(
        f"id-that-is-stored-as-absent-{fork}",
        ("REG-9", "REG-17"),
        "gives the id of a subnet that storage still names",
        question([
                *_common(), *_network(fork, cost),
                ["NetworksAdded", [1], False], ["NetworksAdded", [3], True],
            ], op),
    )  # fmt: skip
    if fork == "dtao":
        yield DraftCase(
            "id-of-a-dissolved-subnet-dtao",
            ("REG-17", "REG-20"),
            "empties what a subnet of the same id left behind",
            question([
                    *_common(), *_network(fork, cost), *_pool(1)[1:],
                    *stake(OTHER, BOB, 1, 7 * TAO), ["SubnetAlphaOut", [1], str(7 * TAO)],
                    ["SubnetMovingPrice", [1], "12345"],
                ], op),
        )  # fmt: skip
        return
    yield DraftCase(
        f"cheapest-makes-room-{fork}",
        ("REG-8", "REG-9", "REG-16", "REG-19", "REG-20"),
        "prunes by number, dissolves before the price is paid, or clears what a netuid passes on",
        question([*_common(), *_network(fork, cost), *_two_subnets(fork)], op),
    )


def _two_subnets(fork: str) -> list[Row]:
    """Subnets 1 and 256 of the same price and age, at a limit of two; 256 comes first."""
    rows = [
        *_pool(1),
        *_pool(256, 30 * TAO, 40 * TAO),
        *stake(OTHER, BOB, 256, 2 * TAO),
        *stake(HOTKEY, CAROL, 256, TAO),
        ["SubnetLimit", [], 2],
        ["SubnetMovingPrice", [1], str(2**30)],
        ["SubnetMovingPrice", [256], str(2**30)],
        ["SubnetAlphaOut", [256], str(3 * TAO)],
        ["NetworkImmunityPeriod", [], "100000"],
        ["RecycleOrBurn", [256], "Recycle"],
        ["Tempo", [256], 99],
    ]
    if fork != "dereg":
        rows += [["SubnetTaoFlow", [256], "-7"], ["SubnetEmaTaoFlow", [256], ["99", "123"]]]
    return rows


# The end


def _ends(fork: str) -> Iterator[DraftCase]:
    op = call("root_dissolve_network", "root", netuid=1)
    pot = 10_000
    held = [*stake(OTHER, BOB, 1, 300), *stake(HOTKEY, ALICE, 1, 700)]
    base: list[Row] = [
        *_common(),
        *_pool(1, pot, 10 * TAO),
        ["SubnetOwner", [1], CAROL],
        ["SubnetAlphaOut", [1], "1000"],
        ["SubnetLocked", [1], "5000"],
        ["NetworkRegisteredAt", [1], "10"],
        ["NetworkRegistrationStartBlock", [], "11"],
        ["Balance", [BOB], "500"],
        ["Balance", [CAROL], "500"],
        ["TotalNetworks", [], 2],
    ]
    cases: list[tuple[str, str, tuple[str, ...], list[Row]]] = [
        ("upstream-pro-rata-and-lock", "pays the lock to a new owner, or the pot to the owner",
         ("REG-19", "REG-10", "REG-11"), [*base, *held]),
        ("registered-at-the-start", "refunds the lock of a subnet of the first new block",
         ("REG-11", "REG-19"), [*base, *held, ["NetworkRegistrationStartBlock", [], "10"]]),
        ("nobody-holds", "leaves the pot in the pool, or gives it to the owner",
         ("REG-19",), base),
        ("remainder-and-dust", "gives the remainder to the last, or pays dust",
         ("REG-10", "REG-19"),
         [*base, *stake(OTHER, BOB, 1, 2), *stake(HOTKEY, "0x" + "33" * 32, 1, 1),
          ["SubnetTAO", [1], "1000"]]),
        ("shares-worth-nothing", "leaves a holder out whose shares are worth less than a rao",
         ("REG-10", "REG-19"),
         [*base, *stake(OTHER, BOB, 1, 300), ["TotalHotkeyAlpha", [HOTKEY, 1], "0"],
          ["TotalHotkeyShares", [HOTKEY, 1], str(5 * ONE)],
          ["Alpha", [HOTKEY, ALICE, 1], str(5 * ONE)]]),
        ("half-a-share-worth-nothing", "rounds the number of shares that are worth nothing up",
         ("REG-10", "REG-19"),
         [*base, *stake(OTHER, BOB, 1, 300), ["TotalHotkeyAlpha", [HOTKEY, 1], "0"],
          ["TotalHotkeyShares", [HOTKEY, 1], str(11 * ONE // 2)],
          ["Alpha", [HOTKEY, ALICE, 1], str(11 * ONE // 2)]]),
        ("equal-remainders", "gives the rao that is left to another than the first by hash",
         ("REG-10", "REG-19"), [*base, *_three_alike()]),
        ("empty-pot", "removes an entry that the chain leaves", ("REG-19", "REG-20"),
         [*base, *held, ["SubnetTAO", [1], "0"]]),
    ]  # fmt: skip
    if fork != "dereg":
        claims: list[Row] = [
            ["RootClaimable", [HOTKEY], [[1, str(2**31)], [2, str(2**30)]]],
            ["RootClaimed", [1, HOTKEY, ALICE], "5"],
            ["RootClaimed", [2, HOTKEY, ALICE], "6"],
        ]
        why = "lets root dividends of a dissolved subnet be claimed on its successor"
        cases.append(("unclaimed-is-lost", why, ("REG-19",), [*base, *held, *claims]))
    for slug, why, rules, rows in cases:
        yield DraftCase(f"dissolved-{slug}-{fork}", rules, why, question(rows, op))


def _three_alike() -> Iterator[Row]:
    """The hashes of the three coldkeys are in another order than their accounts."""
    yield ["TotalHotkeyAlpha", [HOTKEY, 1], "300"]
    yield ["TotalHotkeyShares", [HOTKEY, 1], str(300 * ONE)]
    for coldkey in (ALICE, BOB, account(4)):
        yield ["Alpha", [HOTKEY, coldkey, 1], str(100 * ONE)]


def _end_in_dtao() -> DraftCase:
    rows = [
        *_common(),
        *_pool(1),
        *stake(OTHER, BOB, 1, 7 * TAO),
        ["SubnetOwner", [1], CAROL],
        ["SubnetOwnerHotkey", [1], HOTKEY],
        ["SubnetLocked", [1], str(7 * TAO)],
        ["TotalNetworks", [], 2],
        ["Tempo", [1], 360],
        ["Weights", [0, 2], [[1, 65535], [3, 9]]],
        ["Weights", [1, 0], [[1, 65535]]],
    ]
    return DraftCase(
        "dissolved-in-dtao",
        ("REG-21", "REG-20"),
        "pays the holders, or empties the pool",
        {"storage": rows, "op": call("dissolve_network", "root", coldkey=CAROL, netuid=1)},
    )
