"""Refusals that came with `authorfee` and that no executed trace has, beside what is accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from taospec.examples.storage import Row, stake
from taospec.timeline import since
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    HOTKEY,
    TAO,
    call,
    common,
    question,
    subnet,
)
from taospec_vectors.format import DraftCase, DraftFile

_POOL = subnet(1, 1000 * TAO, 1000 * TAO)
_NOT_ITSELF, _WRONG_BLOCK = "TransactorAccountShouldBeHotKey", "InvalidWorkBlock"
_UNHASHED = "whether work is enough is not computed: what is accepted of the call is no vector"


def drafts() -> Iterator[DraftFile]:
    """One file."""
    cases = [*_bought_to_be_burned(), *_worked(), *_destroyed()]
    yield DraftFile(
        "network/apply-new-calls-since-authorfee.yaml", "network.apply", since("authorfee"), cases
    )


def _bought_to_be_burned() -> Iterator[DraftCase]:
    """By the owner of a subnet with a tempo of 360, in block 1000."""
    buy = call("add_stake_burn", ALICE, hotkey=HOTKEY, netuid=1, amount=str(TAO), limit=None)
    for slug, why, last, early in (
        ("too-early", "lets an owner buy twice in a tempo", 641, True),
        ("after-a-tempo", "waits a block longer than a tempo", 640, False),
        ("for-the-first-time", "takes block 0 for the last time", 0, False),
    ):
        rows: list[Row] = [
            *common(),
            *_POOL,
            ["SubnetOwner", [1], ALICE],
            ["Tempo", [1], 360],
            ["LastRateLimitedBlock", [["AddStakeBurn", 1]], str(last)],
        ]
        expect = {"reject": {"code": "AddStakeBurnRateLimitExceeded"}} if early else None
        slug = f"add-stake-burn-{slug}-since-authorfee"
        yield DraftCase(slug, ("STA-35", "NET-5"), why, question(rows, buy), expect=expect)


class _Work(NamedTuple):
    """Who registers with work of which block, and the refusal."""

    slug: str
    why: str
    origin: str
    block: int
    code: str


def _worked() -> Iterator[DraftCase]:
    """Registrations by work in block 1000, up to the point where the work would be hashed."""
    rows = [*common(), *_POOL]
    for slug, why, origin, block, code in (
        _Work(
            "by-another",
            "lets a coldkey register for its hotkey",
            origin=BOB,
            block=1000,
            code=_NOT_ITSELF,
        ),
        _Work(
            "of-old",
            "takes work of any age",
            origin=ALICE,
            block=997,
            code=_WRONG_BLOCK,
        ),
        _Work(
            "of-the-future",
            "takes work of a block to come",
            origin=ALICE,
            block=1001,
            code=_WRONG_BLOCK,
        ),
        _Work(
            "not-allowed",
            "asks for the block first",
            origin=ALICE,
            block=1001,
            code="SubNetRegistrationDisabled",
        ),
    ):
        work = call(
            "register",
            origin,
            netuid=1,
            hotkey=ALICE,
            block_number=block,
            nonce=1,
            work="0x00",
            coldkey=BOB,
        )
        closed: list[Row] = [["NetworkPowRegistrationAllowed", [1], slug != "not-allowed"]]
        yield DraftCase(
            f"register-by-work-{slug}-since-authorfee",
            ("NET-2",),
            why,
            question([*rows, *closed], work),
            expect={"reject": {"code": code}},
            no_sibling=_UNHASHED,
        )


def _destroyed() -> Iterator[DraftCase]:
    """Of a stake alone in its pool: all but a rao takes all, which is more than was asked for."""
    whole = 1000 * TAO
    rows = [
        *common(),
        *_POOL,
        ["SubnetAlphaOut", [1], str(whole)],
        *stake(HOTKEY, ALICE, 1, whole),
    ]
    for name in ("recycle_alpha", "burn_alpha"):
        for slug, why, amount, lost in (
            ("all-but-a-rao", "takes more than was asked for, as before", whole - 1, True),
            ("half-of-it", "refuses what leaves a share", whole // 2, False),
            ("all-of-it", "refuses whatever leaves nothing", whole, False),
        ):
            op = call(name, ALICE, hotkey=HOTKEY, amount=str(amount), netuid=1)
            yield DraftCase(
                f"{name.replace('_', '-')}-{slug}-since-authorfee",
                ("STA-25",),
                why,
                question(rows, op),
                expect={"reject": {"code": "PrecisionLoss"}} if lost else None,
            )
