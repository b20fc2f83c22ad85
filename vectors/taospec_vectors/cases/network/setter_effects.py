"""What some setters do beside the value: mechanisms that go, nominations that are swept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from taospec.examples.storage import Row, stake
from taospec.timeline import only, since, specified, until
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    CAROL,
    HOTKEY,
    OTHER,
    TAO,
    call,
    question,
    subnet,
)
from taospec_vectors.drafting import spans
from taospec_vectors.format import DraftCase, DraftFile

_APPLY = "network.apply"
_SECOND = 4097
_OWNED: list[Row] = [
    ["BlockNumber", [], "7000000"],
    ["NetworksAdded", [1], True],
    ["SubnetOwner", [1], ALICE],
    ["Tempo", [1], 360],
]


def drafts() -> Iterator[DraftFile]:
    """The effects of each fork, and the edges of the pause."""
    later, path = since("dereg", until="balancer"), "network/apply-setter-{}.yaml"
    yield DraftFile(path.format("mechanisms"), _APPLY, later, list(_mechanisms()))
    counted = [*_mechanisms(), *_pauses(), _flag_of_no_subnet()]
    numbered = since("balancer")
    yield DraftFile(path.format("since-balancer"), _APPLY, numbered, list(map(_counted, counted)))
    for span, forks in spans(specified()):
        name = path.format(f"nominations-{span}")
        yield DraftFile(name, _APPLY, forks, list(_nominations(span)))
    yield DraftFile(path.format("dtao"), _APPLY, only("dtao"), [_rates_by_root()])
    yield DraftFile(path.format("pauses"), _APPLY, until("balancer"), list(_pauses()))
    yield DraftFile(path.format("flags"), _APPLY, later, [_flag_of_no_subnet()])


def _counted(case: DraftCase) -> DraftCase:
    """The case with a last epoch as far back as the number of the block had it before."""
    given: Any = case.given
    last: list[Row] = [["LastEpochBlock", [netuid], "6999788"] for netuid in (1, 9)]
    given = {**given, "storage": [*given["storage"], *last]}
    return replace(case, slug=f"{case.slug}-since-balancer", given=given)


def _mechanisms() -> Iterator[DraftCase]:
    rules = ("REG-48", "REG-47")
    rows: list[Row] = [
        *_OWNED,
        ["MechanismCountCurrent", [1], 2],
        ["MechanismEmissionSplit", [1], [45535, 20000]],
    ]
    for index in (1, _SECOND):
        rows += [
            ["Incentive", [index], [7, 8]],
            ["LastUpdate", [index], ["5", "6"]],
            ["Weights", [index, 0], [[1, 65535]]],
            ["Bonds", [index, 0], [[1, 3]]],
            ["WeightCommits", [index, HOTKEY], [["0x" + "11" * 32, "1", "2", "3"]]],
            ["TimelockedWeightCommits", [index, "9"], [[HOTKEY, "1", "0x00", "4"]]],
        ]
    for slug, count, why in (
        ("one-mechanism-less", 1, "keeps the rows of a mechanism that is gone, or how they shared"),
        ("as-many-mechanisms", 2, "forgets how mechanisms share where their number stays"),
    ):
        op = call("sudo_set_mechanism_count", ALICE, netuid=1, mechanism_count=count)
        yield DraftCase(slug, rules, why, question(rows, op))


def _nominations(span: str) -> Iterator[DraftCase]:
    rules = ("REG-48", "STA-8")
    unit = 10**6 if span == "dtao" else 2
    rows = [
        ["BlockNumber", [], "7000000"],
        ["Balance", [ALICE], str(TAO)],
        ["Balances.TotalIssuance", [], str(TAO)],
        ["TotalStake", [], str(1000 * TAO)],
        ["Owner", [HOTKEY], CAROL],
        ["Owner", [OTHER], CAROL],
        ["NominatorMinRequiredStake", [], "1"],
        *subnet(1, 1000 * TAO, 1000 * TAO),
        *subnet(2, 500 * TAO, 1000 * TAO),
        *stake(HOTKEY, ALICE, 1, 900_000),
        *stake(OTHER, ALICE, 1, 10 * TAO),
        *stake(OTHER, BOB, 2, 700_000),
        *stake(HOTKEY, CAROL, 2, 600_000),
        ["SubnetAlphaOut", [1], str(11 * TAO)],
        ["SubnetAlphaOut", [2], str(TAO)],
    ]
    if span == "dtao":
        rows = [row for row in rows if row[0] != "SubtokenEnabled"]
    small = {"dtao": str(unit)}.get(span, str(10**6 * 2))
    for slug, least, why in (
        ("sweeps", small, "keeps nominations that are below a minimum that was raised, or an own"),
        ("lowered-sweeps-nothing", "0", "sweeps nominations where the minimum was lowered"),
    ):
        op = call("sudo_set_nominator_min_required_stake", "root", min_stake=least)
        slug = f"least-nomination-{slug}-{span}"
        yield DraftCase(slug, rules, why, question(rows, op))


def _rates_by_root() -> DraftCase:
    args: dict[str, Any] = {"netuid": 1, "alpha_low": 100, "alpha_high": 60_000}
    rows = [*_OWNED, ["LiquidAlphaOn", [1], True]]
    return DraftCase(
        "rates-by-root-in-dtao",
        ("REG-47", "REG-36"),
        "lets root set the rates of liquid alpha, whose call insists on a signature",
        question(rows, call("sudo_set_alpha_values", "root", **args)),
        expect={"reject": {"code": "BadOrigin"}},
    )


def _pauses() -> Iterator[DraftCase]:
    rules = ("REG-47", "REG-37")
    clock: Row = ["TransactionKeyLastBlock", [ALICE, 1, 4], "6999280"]
    op = call("sudo_set_weights_version_key", ALICE, netuid=1, weights_version_key="7")
    shorter = [*_OWNED, clock, ["WeightsVersionKeyRateLimit", [], "2"]]
    yield DraftCase(
        "version-pause-as-stored",
        rules,
        "takes the tempos between two version keys for a constant",
        question(shorter, op),
    )
    yield DraftCase(
        "version-pause-as-stored-not-over",
        rules,
        "is off by one block in a pause that is stored",
        question([*shorter, [*clock[:2], "6999281"]], op),
        expect={"reject": {"code": "TxRateLimitExceeded"}},
    )
    op = call("sudo_set_weights_version_key", "root", netuid=1, weights_version_key="7")
    yield DraftCase(
        "root-starts-no-pause",
        rules,
        "starts the owner's pause when root sets the version",
        question([*shorter, [*clock[:2], "6999999"]], op),
    )


def _flag_of_no_subnet() -> DraftCase:
    op = call("sudo_set_yuma3_enabled", "root", netuid=9, enabled=True)
    return DraftCase(
        "flag-of-no-subnet",
        ("REG-47", "REG-37"),
        "looks for the subnet of a flag, which the chain writes for any netuid",
        question(_OWNED, op),
    )
