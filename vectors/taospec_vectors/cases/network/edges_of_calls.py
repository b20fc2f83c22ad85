"""Each call that stakes, unstakes or moves, at its least amount and at its limit, and a rao beside.

What `edges` states is not stated again. An amount is at its edge where one rao less, or more, is
refused; a limit price where one part in 10**9 is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from taospec.examples.storage import Row, stake
from taospec.timeline import EVERY_FORK, only, since
from taospec_vectors.cases.network._economy import ALICE, BOB, HOTKEY, OTHER, TAO, call, subnet
from taospec_vectors.cases.network.edges import economy
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.funded import as_kept

_LITTLE = "AmountTooLow"
_MUCH = "SlippageTooHigh"
_HALF = {"limit_price": str(TAO // 2), "allow_partial": False}
_WHOLE = {"allow_partial": False}
_HERE = {"hotkey": HOTKEY, "netuid": 1}
_OVER = {"hotkey": HOTKEY, "origin_netuid": 1, "destination_netuid": 2}
_WITHIN = {**_OVER, "destination_netuid": 1}
_HOTKEYS = {"origin_hotkey": HOTKEY, "destination_hotkey": OTHER}


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where the answer of a call changes.

    Attributes:
        call: its name.
        slug: what is at its edge.
        arguments: the others.
        field: the argument that is.
        passes: the last value of it that passes.
        refused: the one beside it.
        code: how that is refused.
        rules: which say so.
    """

    call: str
    slug: str
    arguments: dict[str, Any]
    field: str
    passes: int
    refused: int
    code: str
    rules: tuple[str, ...]

    def cases(self, fork: str) -> Iterator[DraftCase]:
        """What passes and what does not."""
        name = self.call.replace("_", "-")
        for slug, why, value in (
            (self.slug, f"refuses what just passes: {self.field} {self.passes}", self.passes),
            (
                f"beside-{self.slug}",
                f"lets pass what is one too far: {self.field} {self.refused}",
                self.refused,
            ),
        ):
            op = call(self.call, ALICE, **{**self.arguments, self.field: str(value)})
            expect = None if value == self.passes else {"reject": {"code": self.code}}
            yield DraftCase(
                f"{name}-at-{slug}-{fork}",
                self.rules,
                why,
                {"storage": economy(fork), "op": op},
                expect=expect,
            )


def _move(name: str, **arguments: Any) -> dict[str, Any]:
    """Arguments of a move without its amount."""
    if name == "move_stake":
        netuids = {key: value for key, value in arguments.items() if key != "hotkey"}
        return {**_HOTKEYS, **netuids}
    return {**arguments, "destination_coldkey": BOB} if name == "transfer_stake" else arguments


_MOVES = ("move_stake", "swap_stake", "transfer_stake")


def _least(fork: str) -> Iterator[_Edge]:
    """The least that is bought, that a sale fetches, and that moves."""
    old = fork in only("dtao")
    adding, leaving, moving = (
        ("STA-10", "STA-15", "STA-21") if old else ("STA-9", "STA-13", "STA-19")
    )
    bought, sold, moved = (550_000, 500_002, 500_002) if old else (2_001_007, 2_001_012, 2_001_013)
    limited = {**_HERE, "limit_price": str(2 * TAO), "allow_partial": False}

    def least(
        name: str, arguments: dict[str, Any], field: str, amount: int, rule: str, slug: str = ""
    ) -> _Edge:
        slug = f"the-least{slug}"
        return _Edge(name, slug, arguments, field, amount, amount - 1, _LITTLE, (rule, "STA-6"))

    yield least("add_stake_limit", limited, "amount_staked", bought, adding)
    yield least("remove_stake_limit", {**_HERE, **_HALF}, "amount_unstaked", sold, leaving)
    yield least("swap_stake_limit", {**_OVER, **_HALF}, "alpha_amount", moved, moving)
    if old:
        yield least("add_stake", _HERE, "amount_staked", bought, adding)
        yield least("remove_stake", _HERE, "amount_unstaked", sold, leaving)
        yield least("move_stake", _move("move_stake", **_OVER), "alpha_amount", moved, moving)
    for name in ("swap_stake", "transfer_stake"):
        yield least(name, _move(name, **_OVER), "alpha_amount", moved, moving)
    handed_over = moved if old else 2_000_000
    names = ("move_stake", "transfer_stake") if old else ("transfer_stake",)
    for name in names:
        rule, arguments = moving if old else "STA-20", _move(name, **_WITHIN)
        yield least(name, arguments, "alpha_amount", handed_over, rule, "-within-a-subnet")


def _limits(fork: str) -> Iterator[_Edge]:
    """The most under a limit price, and the last price under which an amount passes."""
    old = fork in only("dtao")
    adding, leaving, moving = (
        (("STA-10", "POO-20"), ("STA-15", "POO-20"), ("STA-21", "POO-23"))
        if old
        else (("STA-9", "STA-16"), ("STA-13", "STA-16"), ("STA-19", "POO-23"))
    )
    bought = {**_HERE, **_WHOLE, "amount_staked": str(3 * TAO)}
    price = 1_003_000_000 if old else 1_006_005_970
    at_price = "the-last-limit-price"
    yield _Edge("add_stake_limit", at_price, bought, "limit_price", price, price - 1, _MUCH, adding)
    sold = {**_HERE, **_WHOLE, "amount_unstaked": str(5 * TAO)}
    price = 995_024_875 if old else 990_079_463
    yield _Edge(
        "remove_stake_limit", at_price, sold, "limit_price", price, price + 1, _MUCH, leaving
    )
    moved = {**_OVER, **_WHOLE, "alpha_amount": str(5 * TAO)}
    price = 990_099_009
    yield _Edge("swap_stake_limit", at_price, moved, "limit_price", price, price + 1, _MUCH, moving)
    under, most = {**_OVER, **_WHOLE, "limit_price": "990000000"}, 5_050_505_050
    at_most = "the-most-under-a-limit"
    yield _Edge("swap_stake_limit", at_most, under, "alpha_amount", most, most + 1, _MUCH, moving)
    if old:
        under, most = {**_HERE, **_WHOLE, "limit_price": "1010000000"}, 10_000_000_000
        yield _Edge(
            "add_stake_limit", at_most, under, "amount_staked", most, most + 1, _MUCH, adding
        )
        under, most = {**_HERE, **_WHOLE, "limit_price": "995000000"}, 5_025_125_628
        yield _Edge(
            "remove_stake_limit", at_most, under, "amount_unstaked", most, most + 1, _MUCH, leaving
        )
        return
    part, price = {**bought, "allow_partial": True}, 1_000_004_001
    let_in = "a-price-that-lets-the-least-in", part, "limit_price", price, price - 1
    yield _Edge("add_stake_limit", *let_in, _LITTLE, ("STA-9", "STA-6"))
    price = 980_305_824
    yield _Edge(
        "remove_stake_full_limit", at_price, _HERE, "limit_price", price, price + 1, _MUCH, leaving
    )


def _swept(fork: str) -> Iterator[DraftCase]:
    """The least nomination that stays, and what is a rao smaller."""
    old = fork in only("dtao")
    required, staying = (2_000_000, 2_000_000) if old else (1_000_000, 2_040_171)
    for slug, why, left in (
        ("leaving-the-least-nomination", "sweeps a nomination that may just stay", staying),
        ("leaving-a-rao-less-than-a-nomination", "leaves what is a rao too small", staying - 1),
    ):
        amount = str(10 * TAO - left)
        op = call("remove_stake", ALICE, **_HERE, amount_unstaked=amount)
        rows: list[Row] = [*economy(fork), ["NominatorMinRequiredStake", [], str(required)]]
        given = {"storage": rows, "op": op}
        yield DraftCase(f"remove-stake-{slug}-{fork}", ("STA-7", "STA-8"), why, given)


def _claimed(fork: str) -> Iterator[DraftCase]:
    """Half of the root stake is owed, and the least that is paid is half a million rao."""
    for slug, why, root_stake in (
        ("the-least-that-is-paid", "asks for more than the threshold", 1_000_000),
        ("half-a-rao-less", "rounds up what is owed before it is compared", 999_999),
    ):
        rows: list[Row] = [
            *economy(fork),
            *subnet(0, 1000 * TAO, 0),
            *stake(HOTKEY, ALICE, 0, root_stake),
            ["StakingHotkeys", [ALICE], [HOTKEY]],
            ["RootClaimable", [HOTKEY], [[1, str(2**31)]]],
            ["RootClaimableThreshold", [1], str(500_000 << 32)],
        ]
        given = {"storage": rows, "op": call("claim_root", ALICE, subnets=[1])}
        yield DraftCase(f"claim-root-of-{slug}-{fork}", ("STA-32",), why, given)


def drafts() -> Iterator[DraftFile]:
    """A file a fork, since what passes writes other entries in each."""
    for fork in EVERY_FORK:
        claimed = list(_claimed(fork)) if fork in since("flow") else []
        for topic, cases in (
            ("least-amounts", [case for edge in _least(fork) for case in edge.cases(fork)]),
            ("limit-prices", [case for edge in _limits(fork) for case in edge.cases(fork)]),
            ("left-and-claimed", [*_swept(fork), *claimed]),
        ):
            path = f"network/apply-edges-of-{topic}-{fork}.yaml"
            yield DraftFile(path, "network.apply", [fork], as_kept(fork, cases))
