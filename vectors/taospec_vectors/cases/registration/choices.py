"""Cases of who makes room and who is paid: neurons, owners, subnets, payouts and refunds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from taospec.timeline import since, until
from taospec_vectors.format import DraftCase, DraftFile

TAO = 10**9
ONE = 2**32
_NETWORKS = "pallets/subtensor/src/tests/networks.rs @ v3.2.16-349"


def drafts() -> Iterator[DraftFile]:
    """One file an operation."""
    dereg = since("dereg")
    for name, forks, cases in (
        ("prune_neuron", until("authorfee"), _neurons()),
        ("make_room", since("authorfee"), [*_least_paid(), *_immortals_stay()]),
        ("immortal", dereg, _immortal()),
        ("prune_subnet", dereg, _subnets()),
        ("payout", dereg, _payouts()),
        ("refund", since("flow"), _refunds()),
    ):
        operation = f"registration.{name}"
        yield DraftFile(f"registration/{name}.yaml", operation, forks, list(cases))


def _neuron(uid: int, score: int, registered: int, *, immortal: bool = False) -> dict[str, Any]:
    return {"uid": uid, "score": score, "registered": str(registered), "immortal": immortal}


def _neurons() -> Iterator[DraftCase]:
    for slug, why, neurons, uid in (
        ("lowest-score", "takes the highest score", [(0, 5, 1), (1, 4, 1)], 1),
        ("earliest", "takes the latest of equal scores", [(0, 5, 2), (1, 5, 1)], 1),
        ("lowest-uid", "takes the highest uid of equals", [(0, 5, 1), (1, 5, 1)], 0),
        ("the-young-wait", "forgets the immunity of the young", [(0, 5, 1), (1, 0, 95)], 0),
        ("all-young", "finds nobody where all are young", [(0, 5, 96), (1, 0, 95)], 1),
        ("just-old", "is off by one in the age", [(0, 5, 90), (1, 0, 91)], 0),
        ("immortal", "prunes an immortal neuron", [(0, 5, 1), (1, 0, 1, True)], 0),
        ("only-immortals", "refuses where nobody is left", [(3, 0, 1, True), (4, 0, 1, True)], 0),
        ("highest-scores", "starts from the highest score", [(0, 65535, 9), (1, 65535, 3)], 1),
        ("from-the-future", "wraps the age of a later registration", [(0, 5, 1), (1, 0, 101)], 0),
    ):
        given = {
            "neurons": [_neuron(*one[:3], immortal=len(one) > 3) for one in neurons],
            "now": "100",
            "immunity": "10",
        }
        yield DraftCase(slug, ("REG-4",), why, given, expect={"ok": {"uid": uid}})


class _LeastPaid(NamedTuple):
    """Neurons (uid, emission, block), how many of the old are kept, and who goes."""

    slug: str
    why: str
    kept: int
    uid: int
    neurons: list[tuple[int, int, int]]


def _least_paid() -> Iterator[DraftCase]:
    old, young = (0, 5, 1), (1, 0, 95)
    late, full = (1, 0, 101), (2, 9, 1)
    for slug, why, kept, uid, neurons in (
        _LeastPaid(
            "least-paid",
            "takes the one that is paid most",
            kept=1,
            uid=1,
            neurons=[old, (1, 4, 1)],
        ),
        _LeastPaid(
            "earliest",
            "takes the latest of equals",
            kept=1,
            uid=1,
            neurons=[(0, 5, 2), (1, 5, 1)],
        ),
        _LeastPaid(
            "lowest-uid",
            "takes the highest uid of equals",
            kept=1,
            uid=0,
            neurons=[old, (1, 5, 1)],
        ),
        _LeastPaid(
            "the-young-wait",
            "forgets the immunity of the young",
            kept=1,
            uid=0,
            neurons=[old, full, young],
        ),
        _LeastPaid(
            "the-young-go-where-the-old-are-kept",
            "takes one of the old where just so many are left as are kept",
            kept=1,
            uid=1,
            neurons=[old, young],
        ),
        _LeastPaid(
            "just-old",
            "is off by one in the age",
            kept=0,
            uid=0,
            neurons=[(0, 5, 90), (1, 0, 91)],
        ),
        _LeastPaid(
            "highest-pay",
            "reads emission in 16 bits",
            kept=1,
            uid=1,
            neurons=[(0, 65536, 9), (1, 65535, 3)],
        ),
        _LeastPaid(
            "from-the-future",
            "wraps the age of a later registration",
            kept=1,
            uid=0,
            neurons=[old, full, late],
        ),
        _LeastPaid(
            "one-mortal-is-enough",
            "keeps one of the old where none are kept",
            kept=0,
            uid=3,
            neurons=[(3, 0, 1)],
        ),
    ):
        yield _room(slug, why, _paid(kept, neurons), uid)
    nobody = _paid(2, [old, (1, 4, 1)])
    yield _room("nobody-young", "takes one of the old that are kept", nobody, None)


def _immortals_stay() -> Iterator[DraftCase]:
    old, undying = (0, 5, 1), _lasting((1, 0, 1))
    young = _going((2, 9, 95))
    yield _room("immortal", "takes an immortal neuron", _rows(0, [_going(old), undying]), 0)
    yield _room(
        "immortals-are-not-kept",
        "counts the immortal among the old that are kept",
        _rows(1, [_going(old), undying, young]),
        2,
    )
    yield _room("only-immortals", "takes uid 0 where all are immortal", _rows(0, [undying]), None)


def _room(slug: str, why: str, given: dict[str, Any], uid: int | None) -> DraftCase:
    expect = {"reject": {"code": "NoNeuronIdAvailable"}} if uid is None else {"ok": {"uid": uid}}
    return DraftCase(slug, ("REG-28",), why, given, expect=expect)


def _paid(kept: int, neurons: list[tuple[int, int, int]]) -> dict[str, Any]:
    return _rows(kept, [_going(neuron) for neuron in neurons])


def _going(neuron: tuple[int, int, int], *, immortal: bool = False) -> dict[str, Any]:
    uid, emission, registered = neuron
    pay = {"uid": uid, "emission": str(emission), "registered": str(registered)}
    return {**pay, "immortal": immortal}


def _lasting(neuron: tuple[int, int, int]) -> dict[str, Any]:
    return _going(neuron, immortal=True)


def _rows(kept: int, neurons: list[dict[str, Any]]) -> dict[str, Any]:
    return {"neurons": neurons, "now": "100", "immunity": "10", "kept": kept}


class _Immortal(NamedTuple):
    """The uid of the owner, how many of its hotkeys may be immortal, and which are."""

    slug: str
    why: str
    owner_uid: int | None
    limit: int
    uids: list[int]


def _immortal() -> Iterator[DraftCase]:
    owned = [_neuron(3, 0, 5), _neuron(1, 0, 9), _neuron(2, 0, 5)]
    for slug, why, owner_uid, limit, uids in (
        _Immortal(
            "first-two",
            "orders by uid alone",
            owner_uid=None,
            limit=2,
            uids=[2, 3],
        ),
        _Immortal(
            "own-hotkey-pushes-out",
            "adds the own hotkey beyond the limit",
            owner_uid=1,
            limit=2,
            uids=[1, 2],
        ),
        _Immortal(
            "own-hotkey-alone",
            "keeps the first registration",
            owner_uid=1,
            limit=1,
            uids=[1],
        ),
        _Immortal(
            "nobody",
            "keeps the own hotkey whatever the limit",
            owner_uid=1,
            limit=0,
            uids=[],
        ),
        _Immortal(
            "own-hotkey-among-them",
            "moves the own hotkey to the front",
            owner_uid=3,
            limit=2,
            uids=[2, 3],
        ),
        _Immortal(
            "own-hotkey-of-another",
            "keeps only hotkeys of the owner",
            owner_uid=9,
            limit=2,
            uids=[9, 2],
        ),
    ):
        given = {"owned": owned, "owner_uid": owner_uid, "limit": limit}
        yield DraftCase(slug, ("REG-5",), why, given, expect={"ok": {"uids": uids}})


def _subnets() -> Iterator[DraftCase]:
    for slug, why, subnets, netuid in (
        ("cheapest", "takes the dearest", [(1, 25, 0), (2, 25, 0), (3, 100, 0), (4, 1, 0)], 4),
        ("first-of-equals", "takes the last of equals", [(1, 25, 0), (2, 25, 0)], 1),
        ("earliest", "ignores the time of registration", [(1, 25, 4), (2, 25, 3)], 2),
        ("safe", "forgets the immunity of a new subnet", [(1, 25, 0), (2, 5, 41)], 1),
        ("all-safe", "finds one where all are safe", [(1, 25, 41)], None),
        ("no-longer-safe", "is off by one in the age", [(1, 25, 40)], 1),
        ("storage-order", "walks by number", [(256, 25, 0), (1, 25, 0)], 256),
        ("never-started", "spares a subnet without a price", [(1, 25, 0), (2, 0, 0)], 2),
    ):
        rows = [
            {"netuid": one, "price": str(price * ONE), "registered": str(registered)}
            for one, price, registered in subnets
        ]
        given = {"subnets": rows, "now": "50", "immunity": "10"}
        yield DraftCase(slug, ("REG-8",), why, given, expect={"ok": {"netuid": netuid}})


class _Payout(NamedTuple):
    """A pot, the values of its holders, and the upstream test that pays it."""

    slug: str
    why: str
    pot: int
    values: tuple[int, ...]
    source: str | None = None


def _payouts() -> Iterator[DraftCase]:
    for slug, why, pot, values, source in (
        _Payout(
            "upstream-pro-rata",
            "pays by number of holders",
            pot=10_000,
            values=(300, 700),
            source="two_stakers_pro_rata_distribution",
        ),
        _Payout(
            "upstream-remainder",
            "gives the remainder to the last",
            pot=1,
            values=(3, 2),
            source="rounding_remainder_distribution",
        ),
        _Payout(
            "upstream-single",
            "keeps a rao for rounding",
            pot=99_999,
            values=(1000,),
            source="single_alpha_out_staker_gets_all_tao",
        ),
        _Payout(
            "equal-remainders",
            "gives equal remainders to the last",
            pot=2,
            values=(1, 1, 1),
        ),
        _Payout(
            "paid-by-remainder",
            "pays in the order of the holders",
            pot=10,
            values=(1, 2, 4),
        ),
        _Payout(
            "nothing-remains",
            "sorts where nothing remains",
            pot=7,
            values=(1, 2, 4),
        ),
        _Payout(
            "no-value",
            "divides by a value of nothing",
            pot=10,
            values=(),
        ),
        _Payout(
            "empty-pot",
            "pays rao that are not there",
            pot=0,
            values=(1, 2),
        ),
        _Payout(
            "entry-of-nothing",
            "pays an entry of nothing, with 0",
            pot=0,
            values=(1, 0, 2),
        ),
        _Payout(
            "large",
            "overflows the product of pot and value",
            pot=21 * 10**15,
            values=(2**63, 2**63 - 1),
        ),
    ):
        yield DraftCase(
            slug,
            ("REG-10",),
            why,
            {"pot": str(pot), "values": [str(value) for value in values]},
            "human" if source is None else "upstream-test",
            None if source is None else f"dissolve_{source}, {_NETWORKS}",
        )


class _Refund(NamedTuple):
    """A subnet that ends: since when it was there, what it earned, and its lock."""

    slug: str
    why: str
    registered: int
    alpha: int
    price: int
    lock: int


def _refunds() -> Iterator[DraftCase]:
    for slug, why, registered, alpha, price, lock in (
        _Refund("old", "refunds the whole lock", registered=9, alpha=10**5, price=ONE, lock=50_000),
        _Refund(
            "at-the-start",
            "refunds a subnet of the first new block",
            registered=10,
            alpha=0,
            price=ONE,
            lock=50_000,
        ),
        _Refund(
            "earned-it-all",
            "refunds less than nothing",
            registered=9,
            alpha=10**9,
            price=ONE,
            lock=50_000,
        ),
        _Refund(
            "earned-nothing",
            "keeps a part of a lock without emission",
            registered=9,
            alpha=0,
            price=ONE,
            lock=50_000,
        ),
        _Refund(
            "no-lock", "refunds what was never locked", registered=9, alpha=0, price=ONE, lock=0
        ),
        _Refund(
            "cheap-alpha",
            "prices the cut before it is floored",
            registered=9,
            alpha=10**5,
            price=ONE // 3,
            lock=50_000,
        ),
    ):
        given = {
            "lock": str(lock),
            "registered": str(registered),
            "start": "10",
            "alpha": str(alpha),
            "cut": 11_796,
            "price": str(price),
        }
        yield DraftCase(slug, ("REG-11",), why, given)
