"""Amounts at the least and at a limit, and a rao beside them; clocks and claims at their edges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.examples.storage import Row, account, stake
from taospec.timeline import EVERY_FORK, since
from taospec_vectors.cases.network._economy import ALICE, CAROL, HOTKEY, OTHER, TAO, call, subnet
from taospec_vectors.drafting import spans
from taospec_vectors.format import DraftCase, DraftFile
from taospec_vectors.funded import as_kept

Given = dict[str, Any]
_HALF = str(2**31)


def drafts() -> Iterator[DraftFile]:
    """A file a fork, since what passes writes the flow of TAO from `flow` on."""
    for span, forks in spans(since("dereg")):
        cases = [*_least(span), *_limits(span)]
        yield DraftFile(f"network/apply-edges-{span}.yaml", "network.apply", forks, cases)
    cases = as_kept("netflow", [*_least("with-accounts"), *_limits("with-accounts")])
    path = "network/apply-edges-with-accounts.yaml"
    yield DraftFile(path, "network.apply", since("netflow"), cases)
    cases = [_lowered(), _kept(), _whole()]
    yield DraftFile("network/apply-edges.yaml", "network.apply", since("dereg"), cases)
    waits = DraftCase(
        "childkey-take-raised-too-soon",
        ("STA-28",),
        "lets a child's take rise while the clock still runs",
        _childkey_take(1001),
        expect={"reject": {"code": "TxChildkeyTakeRateLimitExceeded"}},
    )
    yield DraftFile("network/apply-edges-childkey.yaml", "network.apply", EVERY_FORK, [waits])
    for span, forks in spans(since("flow")):
        path = f"network/apply-edges-claims-{span}.yaml"
        yield DraftFile(path, "network.apply", forks, [_counted_as_claimed(span)])


def economy(fork: str = "dereg") -> list[Row]:
    """Two pools of 1000 TAO, and a stake of 10 in one of them; `dtao` does not say they started."""
    rows: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["Balance", [ALICE], str(100 * TAO)],
        ["Balances.TotalIssuance", [], str(100 * TAO)],
        ["TotalStake", [], str(2010 * TAO)],
        ["Owner", [HOTKEY], CAROL],
        ["Owner", [OTHER], CAROL],
        ["Delegates", [HOTKEY], 11_796],
        ["Delegates", [OTHER], 11_796],
        ["SubnetAlphaOut", [1], str(10 * TAO)],
        *subnet(1, 1000 * TAO, 1000 * TAO),
        *subnet(2, 1000 * TAO, 1000 * TAO),
        *stake(HOTKEY, ALICE, 1, 10 * TAO),
    ]
    started = fork in since("dereg")
    return [row for row in rows if started or row[0] != "SubtokenEnabled"]


def _given(name: str, **arguments: Any) -> Given:
    return {"storage": economy(), "op": call(name, ALICE, **arguments)}


def _add(amount: int) -> Given:
    return _given("add_stake", hotkey=HOTKEY, netuid=1, amount_staked=str(amount))


def _remove(amount: int) -> Given:
    return _given("remove_stake", hotkey=HOTKEY, netuid=1, amount_unstaked=str(amount))


def _move(amount: int, destination: int) -> Given:
    return _given(
        "move_stake",
        origin_hotkey=HOTKEY,
        destination_hotkey=OTHER,
        origin_netuid=1,
        destination_netuid=destination,
        alpha_amount=str(amount),
    )


_TOO_LOW = {"reject": {"code": "AmountTooLow"}}


class _Amount(NamedTuple):
    """An amount at the least that may be traded, or a rao beside it."""

    slug: str
    rule: str
    why: str
    given: Given
    passes: bool


def _least(fork: str) -> Iterator[DraftCase]:
    """2,001,007 rao buy for 2,000,000; 2,001,012 rao of alpha fetch just as much."""
    for slug, rule, why, given, passes in (
        _Amount(
            "add-the-least",
            "STA-6",
            "asks for more than the minimum",
            given=_add(2_001_007),
            passes=True,
        ),
        _Amount(
            "add-a-rao-less",
            "STA-6",
            "forgets the fee in the minimum",
            given=_add(2_001_006),
            passes=False,
        ),
        _Amount(
            "remove-the-least",
            "STA-6",
            "asks for more than the minimum",
            given=_remove(2_001_012),
            passes=True,
        ),
        _Amount(
            "remove-a-rao-less",
            "STA-6",
            "tests the amount and not what it fetches",
            given=_remove(2_001_011),
            passes=False,
        ),
        _Amount(
            "move-the-least",
            "STA-19",
            "lets a move pass whose proceeds are just the minimum",
            given=_move(2_001_012, 2),
            passes=False,
        ),
        _Amount(
            "move-a-rao-more",
            "STA-19",
            "asks for more than a rao above the minimum",
            given=_move(2_001_013, 2),
            passes=True,
        ),
        _Amount(
            "hand-over-the-least",
            "STA-20",
            "asks for more than the minimum within a subnet",
            given=_move(2_000_000, 1),
            passes=True,
        ),
        _Amount(
            "hand-over-a-rao-less",
            "STA-20",
            "lets less than the minimum change hands",
            given=_move(1_999_999, 1),
            passes=False,
        ),
    ):
        expect = None if passes else _TOO_LOW
        yield DraftCase(f"{slug}-{fork}", (rule,), why, given, expect=expect)


def _limits(fork: str) -> Iterator[DraftCase]:
    """Up to 1.01 the pool takes 4,990,074,850 rao; down to 0.99 it takes 5,040,353,294 of alpha."""
    for verb, coin, most, limit in (
        ("add", "amount_staked", 4_990_074_850, 1_010_000_000),
        ("remove", "amount_unstaked", 5_040_353_294, 990_000_000),
    ):
        for slug, why, amount in (
            ("all-that-a-limit-allows", "refuses what a limit just allows", most),
            ("a-rao-more-than-a-limit-allows", "lets a rao more through than a limit", most + 1),
        ):
            arguments = {coin: str(amount), "limit_price": str(limit), "allow_partial": False}
            yield DraftCase(
                f"{verb}-{slug}-{fork}",
                ("STA-16", "STA-9" if verb == "add" else "STA-13"),
                why,
                _given(f"{verb}_stake_limit", hotkey=HOTKEY, netuid=1, **arguments),
                expect={"reject": {"code": "SlippageTooHigh"}} if amount > most else None,
            )


def _childkey_take(take: int) -> Given:
    rows: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["Owner", [HOTKEY], ALICE],
        ["MaxChildkeyTake", [], 2000],
        ["ChildkeyTake", [HOTKEY, 1], 1000],
        ["TxChildkeyTakeRateLimit", [], "10"],
        ["TransactionKeyLastBlock", [HOTKEY, 1, 1], "999"],
    ]
    return {
        "storage": rows,
        "op": call("set_childkey_take", ALICE, hotkey=HOTKEY, netuid=1, take=take),
    }


def _lowered() -> DraftCase:
    return DraftCase(
        "childkey-take-lowered-at-once",
        ("STA-28",),
        "limits every change of a child's take in rate, as dtao does",
        _childkey_take(999),
    )


def _kept() -> DraftCase:
    return DraftCase(
        "childkey-take-kept-at-once",
        ("STA-28",),
        "limits in rate what does not raise a child's take",
        _childkey_take(1000),
    )


def _whole() -> DraftCase:
    """All of a stake goes to two children, not a part of 2**64 - 1 more or less."""
    rows: list[Row] = [
        ["BlockNumber", [], "1000"],
        ["NetworksAdded", [1], True],
        ["Owner", [HOTKEY], ALICE],
    ]
    children = [[str(2**63), OTHER], [str(2**63 - 1), account(23)]]
    op = call("set_children", ALICE, hotkey=HOTKEY, netuid=1, children=children)
    return DraftCase(
        "children-of-exactly-everything",
        ("STA-29",),
        "refuses proportions that sum to all there is",
        {"storage": rows, "op": op},
    )


def _counted_as_claimed(fork: str) -> DraftCase:
    rows: list[Row] = [
        *economy(),
        *subnet(0, 1000 * TAO, 0),
        ["RootClaimable", [HOTKEY], [[1, _HALF]]],
    ]
    op = call("add_stake", ALICE, hotkey=HOTKEY, netuid=0, amount_staked=str(10 * TAO))
    return DraftCase(
        f"new-root-stake-counts-as-having-claimed-{fork}",
        ("STA-11",) if fork.startswith("since-") else ("STA-33", "STA-11"),
        "lets new stake on root claim what was credited before it came",
        {"storage": rows, "op": op},
    )
