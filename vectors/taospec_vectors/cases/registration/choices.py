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


def _least_paid() -> Iterator[DraftCase]:
    old, young = (0, 5, 1), (1, 0, 95)
    late, full = (1, 0, 101), (2, 9, 1)
    for slug, why, kept, uid, neurons in (
        ("least-paid", "takes the one that is paid most", 1, 1, [old, (1, 4, 1)]),
        ("earliest", "takes the latest of equals", 1, 1, [(0, 5, 2), (1, 5, 1)]),
        ("lowest-uid", "takes the highest uid of equals", 1, 0, [old, (1, 5, 1)]),
        ("the-young-wait", "forgets the immunity of the young", 1, 0, [old, full, young]),
        (
            "the-young-go-where-the-old-are-kept",
            "takes one of the old where just so many are left as are kept",
            1,
            1,
            [old, young],
        ),
        ("just-old", "is off by one in the age", 0, 0, [(0, 5, 90), (1, 0, 91)]),
        ("highest-pay", "reads emission in 16 bits", 1, 1, [(0, 65536, 9), (1, 65535, 3)]),
        ("from-the-future", "wraps the age of a later registration", 1, 0, [old, full, late]),
        ("one-mortal-is-enough", "keeps one of the old where none are kept", 0, 3, [(3, 0, 1)]),
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


def _immortal() -> Iterator[DraftCase]:
    owned = [_neuron(3, 0, 5), _neuron(1, 0, 9), _neuron(2, 0, 5)]
    for slug, why, owner_uid, limit, uids in (
        ("first-two", "orders by uid alone", None, 2, [2, 3]),
        ("own-hotkey-pushes-out", "adds the own hotkey beyond the limit", 1, 2, [1, 2]),
        ("own-hotkey-alone", "keeps the first registration", 1, 1, [1]),
        ("nobody", "keeps the own hotkey whatever the limit", 1, 0, []),
        ("own-hotkey-among-them", "moves the own hotkey to the front", 3, 2, [2, 3]),
        ("own-hotkey-of-another", "keeps only hotkeys of the owner", 9, 2, [9, 2]),
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


def _payouts() -> Iterator[DraftCase]:
    for slug, why, pot, values, source in (
        (
            "upstream-pro-rata",
            "pays by number of holders",
            10_000,
            (300, 700),
            "two_stakers_pro_rata_distribution",
        ),
        (
            "upstream-remainder",
            "gives the remainder to the last",
            1,
            (3, 2),
            "rounding_remainder_distribution",
        ),
        (
            "upstream-single",
            "keeps a rao for rounding",
            99_999,
            (1000,),
            "single_alpha_out_staker_gets_all_tao",
        ),
        ("equal-remainders", "gives equal remainders to the last", 2, (1, 1, 1), None),
        ("paid-by-remainder", "pays in the order of the holders", 10, (1, 2, 4), None),
        ("nothing-remains", "sorts where nothing remains", 7, (1, 2, 4), None),
        ("no-value", "divides by a value of nothing", 10, (), None),
        ("empty-pot", "pays rao that are not there", 0, (1, 2), None),
        ("entry-of-nothing", "pays an entry of nothing, with 0", 0, (1, 0, 2), None),
        ("large", "overflows the product of pot and value", 21 * 10**15, (2**63, 2**63 - 1), None),
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
