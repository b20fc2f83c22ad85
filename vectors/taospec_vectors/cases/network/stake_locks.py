"""Edges of locks on stake, from `netflow` on: what may leave, what decays, what goes along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.examples.storage import Row, stake
from taospec.timeline import since
from taospec_vectors.cases.network._economy import (
    ALICE,
    BOB,
    CAROL,
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
from taospec_vectors.funded import with_accounts

_APPLY = "network.apply"
_MASS = 60 * TAO
_RATE = 934_866
_NOBODYS = "0x" + (31).to_bytes(32, "little").hex()


def drafts() -> Iterator[DraftFile]:
    """A file for each topic."""
    forks = since("netflow")
    for topic, cases in (
        ("unlocked", _unlocked()),
        ("locked", _locked()),
        ("decayed", _decayed()),
        ("handed-over", _handed_over()),
        ("of-swapped-coldkeys", _swapped()),
    ):
        yield DraftFile(f"network/apply-locks-{topic}.yaml", _APPLY, forks, list(cases))


class _Edge(NamedTuple):
    """A call on a state, and the refusal where it is refused."""

    slug: str
    why: str
    rows: list[Row]
    op: dict[str, Any]
    code: str | None = None


def _lock(
    mass: int = _MASS,
    conviction: int = 0,
    *,
    coldkey: str = ALICE,
    hotkey: str = HOTKEY,
    block: int = 1000,
) -> Row:
    told = {"locked_mass": str(mass), "conviction": str(conviction), "last_update": str(block)}
    return ["Lock", [coldkey, 1, hotkey], told]


def _perpetual(coldkey: str = ALICE) -> Row:
    return ["DecayingLock", [coldkey, 1], False]


def _state(*rows: Row) -> list[Row]:
    """A coldkey with 100 TAO of alpha on a subnet, through two hotkeys of somebody else."""
    return with_accounts(
        [
            *common(),
            *subnet(1, 1000 * TAO, 1000 * TAO),
            *subnet(2, 1000 * TAO, 1000 * TAO),
            ["SubnetAlphaOut", [1], str(200 * TAO)],
            *stake(HOTKEY, ALICE, 1, 70 * TAO),
            *stake(OTHER, ALICE, 1, 30 * TAO),
            *rows,
        ]
    )


def _case(
    slug: str, rules: str, why: str, rows: list[Row], op: dict[str, Any], code: str | None = None
) -> DraftCase:
    expect = {"reject": {"code": code}} if code else None
    return DraftCase(slug, rules.split(), why, question(rows, op), expect=expect)


_UNAVAILABLE = "StakeUnavailable"


def _unlocked() -> Iterator[DraftCase]:
    """Of 100 TAO 60 are locked for good: 40 may leave, whichever hotkey they are with."""
    rows = _state(_lock(), _perpetual())
    one = {"hotkey": HOTKEY, "netuid": 1}
    moved = {"origin_netuid": 1, "destination_netuid": 2}
    for slug, why, amount, code in (
        ("all-that-is-unlocked", "holds back a rao more than is locked", 40 * TAO, None),
        ("a-rao-that-is-locked", "lets a rao of the lock leave", 40 * TAO + 1, _UNAVAILABLE),
    ):
        left = str(amount)
        for order, op in (
            ("STA-13", call("remove_stake", ALICE, **one, amount_unstaked=left)),
            ("STA-19", call("swap_stake", ALICE, hotkey=HOTKEY, **moved, alpha_amount=left)),
            ("STA-25", call("recycle_alpha", ALICE, **one, amount=left)),
            ("STA-25", call("burn_alpha", ALICE, **one, amount=left)),
        ):
            name = op["name"].replace("_", "-")
            yield _case(f"{name}-{slug}", f"STA-43 {order}", why, rows, op, code)
    away = call(
        "move_stake",
        ALICE,
        origin_hotkey=HOTKEY,
        destination_hotkey=OTHER,
        origin_netuid=1,
        destination_netuid=1,
        alpha_amount=str(70 * TAO),
    )
    why = "asks for the lock where stake stays with its coldkey"
    yield _case("locked-stake-to-another-hotkey", "STA-45", why, rows, away)
    nobodys = call("remove_stake", ALICE, hotkey=_NOBODYS, netuid=1, amount_unstaked="1")
    why = "asks for the lock before the stake"
    yield _case("locked-and-nothing-there", "STA-43 STA-13", why, rows, nobodys, "AmountTooLow")
    swept = [*_state(_lock(), _perpetual()), ["NominatorMinRequiredStake", [], str(40 * TAO)]]
    leaving = call("remove_stake", ALICE, hotkey=HOTKEY, netuid=1, amount_unstaked=str(35 * TAO))
    why = "keeps a nomination that is too small because it is locked"
    yield _case("a-locked-nomination-is-swept", "STA-43 STA-50", why, swept, leaving)


def _locked() -> Iterator[DraftCase]:
    """In block 1000, of a coldkey with 100 TAO on the subnet and none elsewhere."""

    def lock(amount: int, hotkey: str = HOTKEY) -> dict[str, Any]:
        return call("lock_stake", ALICE, hotkey=hotkey, netuid=1, amount=str(amount))

    free, held = _state(), _state(_lock(), _perpetual())
    few = "InsufficientStakeForLock"
    for edge in (
        _Edge(
            "all-there-is", "counts the stake with one hotkey alone", rows=free, op=lock(100 * TAO)
        ),
        _Edge(
            "a-rao-too-much",
            "locks a rao that is not there",
            rows=free,
            op=lock(100 * TAO + 1),
            code=few,
        ),
        _Edge("nothing", "makes a lock of nothing", rows=free, op=lock(0), code="AmountTooLow"),
        _Edge(
            "with-nobodys-hotkey",
            "locks with a hotkey that nobody owns",
            rows=free,
            op=lock(TAO, _NOBODYS),
            code="HotKeyAccountNotExists",
        ),
        _Edge("the-rest", "adds a second lock beside the first", rows=held, op=lock(40 * TAO)),
        _Edge(
            "a-rao-beyond-the-rest",
            "asks only for what is added",
            rows=held,
            op=lock(40 * TAO + 1),
            code=few,
        ),
        _Edge(
            "with-another-hotkey",
            "gives a coldkey two locks on a subnet",
            rows=held,
            op=lock(TAO, OTHER),
            code="LockHotkeyMismatch",
        ),
        _Edge(
            "too-much-with-another-hotkey",
            "asks for the stake before the hotkey",
            rows=held,
            op=lock(100 * TAO, OTHER),
            code="LockHotkeyMismatch",
        ),
    ):
        yield _case(f"lock-{edge.slug}", "STA-44", edge.why, edge.rows, edge.op, edge.code)
    owned = [*free, ["SubnetOwnerHotkey", [1], HOTKEY], ["SubnetOwner", [1], CAROL]]
    why = "lets conviction grow on the subnet's own hotkey, or sums it with others"
    yield _case("lock-on-the-own-hotkey", "STA-40 STA-42 STA-44", why, owned, lock(TAO))
    earned = _state(_lock(_MASS, 5 * TAO * ONE), _perpetual())
    move = call("move_lock", ALICE, destination_hotkey=OTHER, netuid=1)
    for slug, why, owner in (
        ("to-the-same-owner", "forgets the conviction of a lock that moves", CAROL),
        ("to-another-owner", "keeps the conviction for another owner", BOB),
    ):
        rows = [row for row in earned if row[:2] != ["Owner", [OTHER]]]
        yield _case(f"lock-moves-{slug}", "STA-44", why, [*rows, ["Owner", [OTHER], owner]], move)
    stops = call("set_perpetual_lock", ALICE, netuid=1, enabled=False)
    sums = [["HotkeyLock", [1, HOTKEY], _lock(_MASS, 5 * TAO * ONE)[2]]]
    why = "leaves the sum where it was"
    yield _case("lock-begins-to-decay", "STA-42 STA-44", why, [*earned, *sums], stops)


def _decayed() -> Iterator[DraftCase]:
    """A rao is locked in block 1000, with a lock told of an earlier one."""
    more = call("lock_stake", ALICE, hotkey=HOTKEY, netuid=1, amount="1")
    half = 5 * TAO * ONE
    unlock: Row = ["UnlockRate", [], "100"]
    maturity: Row = ["MaturityRate", [], "50"]
    for slug, why, rows in (
        ("of-this-block", "lets a lock age in its own block", [_lock(block=1000)]),
        ("by-a-block", "rounds the mass up", [_lock(_MASS, half, block=999)]),
        ("at-two-rates", "takes one rate for both", [_lock(_MASS, half, block=900), unlock,
                                                     maturity]),
        ("at-the-same-rate", "divides by the difference of two equal rates",
         [_lock(_MASS, half, block=900), unlock, ["MaturityRate", [], "100"]]),
        ("without-a-rate", "divides by a rate of nothing",
         [_lock(_MASS, half, block=999), ["UnlockRate", [], "0"]]),
        ("without-maturity", "lets conviction outlast a maturity of nothing",
         [_lock(_MASS, half, block=999), ["MaturityRate", [], "0"]]),
        ("for-forty-lifetimes", "stops before forty lifetimes",
         [_lock(_MASS, half, block=960), ["UnlockRate", [], "1"]]),
        ("for-longer-than-forty", "goes on beyond forty lifetimes",
         [_lock(_MASS, half, block=1), ["UnlockRate", [], "1"]]),
        ("not-at-all", "lets a perpetual lock decay", [_lock(_MASS, half, block=900), maturity,
                                                       _perpetual()]),
    ):  # fmt: skip
        yield _case(f"lock-decays-{slug}", "STA-40", why, _state(*rows), more)


def _handed_over() -> Iterator[DraftCase]:
    """70 TAO of 100, of which 60 are locked: 40 go free, and 30 take half of the lock along."""
    half = 4 * TAO * ONE
    held = [_lock(_MASS, half), _perpetual()]

    def give(amount: int, hotkey: str = HOTKEY) -> dict[str, Any]:
        return call("transfer_stake", ALICE, destination_coldkey=BOB, hotkey=hotkey,
                    origin_netuid=1, destination_netuid=1, alpha_amount=str(amount))  # fmt: skip

    for edge in (
        _Edge("what-is-unlocked", "takes of the lock first", rows=held, op=give(40 * TAO)),
        _Edge(
            "a-rao-of-the-lock",
            "hands over a rao that is locked as free",
            rows=held,
            op=give(40 * TAO + 1),
        ),
        _Edge(
            "a-part-of-the-lock",
            "leaves all conviction, or takes all",
            rows=held,
            op=give(70 * TAO),
        ),
        _Edge(
            "to-who-has-one",
            "keeps two locks of a coldkey apart",
            rows=[*held, _lock(TAO, 0, coldkey=BOB)],
            op=give(70 * TAO),
        ),
        _Edge(
            "to-who-has-another",
            "puts a lock on the hotkey of another",
            rows=[*held, _lock(TAO, 0, coldkey=BOB, hotkey=OTHER)],
            op=give(70 * TAO),
            code="LockHotkeyMismatch",
        ),
        _Edge(
            "free-to-who-has-another",
            "asks for the hotkey where nothing locked is moved",
            rows=[*held, _lock(TAO, 0, coldkey=BOB, hotkey=OTHER)],
            op=give(40 * TAO),
        ),
    ):
        yield _case(
            f"handed-over-{edge.slug}",
            "STA-41 STA-45",
            edge.why,
            _state(*edge.rows),
            edge.op,
            edge.code,
        )


def _swapped() -> Iterator[DraftCase]:
    """Root replaces a coldkey that has a lock."""
    swap = call("swap_coldkey", "root", old_coldkey=ALICE, new_coldkey=BOB, swap_cost="0")
    swap["origin"] = "root"
    spent = _lock(0, TAO * ONE, coldkey=BOB)
    for slug, why, rows, code in (
        ("to-who-has-one", "gives a coldkey two locks", [_lock(1, coldkey=BOB)],
         "ActiveLockExists"),
        ("to-who-has-a-spent-one", "counts a lock without mass", [spent], None),
        ("to-who-has-none", "loses the lock", [], None),
    ):  # fmt: skip
        rows = _state(_lock(_MASS, TAO * ONE), *rows)
        yield _case(f"lock-goes-{slug}", "STA-46", why, rows, swap, code)
