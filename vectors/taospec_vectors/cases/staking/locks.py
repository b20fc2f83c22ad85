"""Cases of locks: what they become with time, and how they are split."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from taospec.timeline import since
from taospec_vectors.format import DraftCase, DraftFile

ONE = 2**64
U64_MAX, U128_MAX = 2**64 - 1, 2**128 - 1
_RATE = 934_866
_TOLD = 1_000
_LOCK = "pallets/subtensor/src/staking/lock.rs @ v3.4.5-419"


def drafts() -> Iterator[DraftFile]:
    """One file an operation, and two of what dust is."""
    netflow, at, part = since("netflow"), "staking.lock_at", "staking.split_lock"
    files = (
        ("lock_at", at, netflow, [*_kept(), *_decaying(), *_own(), *_rates(), *_clocks()]),
        ("lock_at-dust-counts", at, since("netflow", until="balancer"), list(_dust("counted"))),
        ("lock_at-dust-is-nothing", at, since("balancer"), list(_dust("forgotten"))),
        ("split_lock", part, netflow, list(_parts())),
    )
    for name, operation, forks, cases in files:
        if forks:  # as far as its forks are specified
            yield DraftFile(f"staking/{name}.yaml", operation, forks, cases)


# With time


def _told(mass: int, bits: int, block: int = _TOLD) -> dict[str, str]:
    return {"locked_mass": str(mass), "conviction": str(bits), "last_update": str(block)}


def _asked(mass: int, bits: int, *elapsed: int, **changed: Any) -> dict[str, Any]:
    """So many blocks after the lock was told."""
    return {
        "lock": _told(mass, bits),
        "unlock_rate": str(_RATE),
        "maturity_rate": str(_RATE),
        "on_own_hotkey": False,
        "perpetual": False,
        "blocks": [str(_TOLD + blocks) for blocks in elapsed],
        **changed,
    }


def _at(slug: str, why: str, given: dict[str, Any]) -> DraftCase:
    return DraftCase(slug, ("STA-40",), why, given, source=_LOCK)


_TAO = 10**9


def _kept() -> Iterator[DraftCase]:
    kept = {"perpetual": True}
    yield _at(
        "kept-grows",
        "lets conviction grow in a line, or to the mass at once",
        _asked(_TAO, 0, 0, 1, 98_497, 98_498, 648_000, _RATE, 10 * _RATE, **kept),
    )
    yield _at(
        "kept-grows-from-some",
        "begins anew with what was added",
        _asked(_TAO, 600_000_000 * ONE, 1, 98_498, **kept),
    )
    yield _at(
        "kept-falls-to-the-mass",
        "keeps more conviction than mass",
        _asked(_TAO, 3 * _TAO * ONE, 1, _RATE, **kept),
    )
    yield _at(
        "kept-at-the-mass",
        "loses a step of what is full",
        _asked(_TAO, _TAO * ONE, 1, _RATE, **kept),
    )
    yield _at("kept-of-nothing", "gives conviction to nothing", _asked(0, 0, 1, **kept))
    yield _at(
        "kept-of-everything", "wraps what does not fit", _asked(U64_MAX, U128_MAX, 1, _RATE, **kept)
    )


def _decaying() -> Iterator[DraftCase]:
    yield _at(
        "decays",
        "lets the mass fall by a half in its mean lifetime, or in a line",
        _asked(_TAO, 0, 0, 1, 648_000, _RATE - 1, _RATE, _RATE + 1, 2 * _RATE),
    )
    yield _at(
        "decays-with-conviction",
        "lets conviction decay along with the mass",
        _asked(_TAO, _TAO * ONE, 1, _RATE),
    )
    yield _at(
        "decays-for-forty-lifetimes",
        "goes on below what the exponential is held to",
        _asked(U64_MAX, 0, 40 * _RATE - 1, 40 * _RATE, 40 * _RATE + 1, 100 * _RATE),
    )
    yield _at("decays-by-a-rao", "rounds the mass to the nearest rao", _asked(200, 0, 1))
    yield _at("decays-from-nothing", "wraps below zero", _asked(0, 5_000 * ONE, 1, _RATE))
    yield _at(
        "decays-of-everything", "wraps what does not fit", _asked(U64_MAX, U128_MAX, 1, _RATE)
    )


def _own() -> Iterator[DraftCase]:
    own = {"on_own_hotkey": True}
    yield _at(
        "own-at-once", "lets an owner's conviction mature", _asked(_TAO, 0, 0, 1, _RATE, **own)
    )
    yield _at(
        "own-kept",
        "lets an owner's conviction mature",
        _asked(_TAO, 0, 0, 1, **own, perpetual=True),
    )
    yield _at(
        "own-with-more",
        "keeps more conviction than mass",
        _asked(_TAO, 2 * _TAO * ONE, 0, 1, **own),
    )
    yield _at("own-of-nothing", "keeps conviction without a mass", _asked(0, 7 * ONE, 0, 1, **own))


def _rates() -> Iterator[DraftCase]:
    def unequal(unlock: int, maturity: int) -> dict[str, Any]:
        return {"unlock_rate": str(unlock), "maturity_rate": str(maturity)}

    for slug, why, rates in (
        ("slower-to-unlock", "uses one rate for both", unequal(2_000_000, 500_000)),
        (
            "slower-to-mature",
            "uses one rate for both, or wraps below zero",
            unequal(500_000, 2_000_000),
        ),
        ("one-block-apart", "divides before it multiplies", unequal(_RATE + 1, _RATE)),
        ("that-never-unlocks", "overflows a rate that does not fit", unequal(U64_MAX, 1_000)),
        ("that-never-matures", "overflows a rate that does not fit", unequal(1_000, U64_MAX)),
        ("without-unlocking", "divides by a rate of nothing", unequal(0, 1_000)),
        ("without-maturing", "divides by a rate of nothing", unequal(1_000, 0)),
        ("without-rates", "divides by a rate of nothing", unequal(0, 0)),
    ):
        given = _asked(_TAO, 300_000_000 * ONE, 0, 1, 5, 12_000, **rates)
        yield _at(f"rates-{slug}", why, given)
        if slug in {"without-maturing", "without-rates", "that-never-matures"}:
            yield _at(f"kept-{slug}", why, {**given, "perpetual": True})
    yield _at(
        "rates-of-one", "divides by a rate that is small", _asked(_TAO, 0, 1, 5, **unequal(1, 1))
    )


def _clocks() -> Iterator[DraftCase]:
    early = {**_asked(_TAO, 5 * ONE), "blocks": ["0", str(_TOLD - 1), str(_TOLD)]}
    yield _at(
        "before-it-was-told",
        "lets time run backwards, or tells the block that was asked for",
        early,
    )
    own = {**early, "on_own_hotkey": True}
    yield _at("own-before-it-was-told", "takes the conviction that was told", own)
    last = {**_asked(_TAO, 5 * ONE), "blocks": [str(U64_MAX)], "lock": _told(_TAO, 5 * ONE, 0)}
    yield _at("at-the-end-of-time", "overflows the number of blocks", last)
    slow = {"unlock_rate": str(U64_MAX), "maturity_rate": str(U64_MAX)}
    yield _at("at-the-end-of-time-slowly", "overflows the number of blocks", {**last, **slow})
    order = {**_asked(_TAO, 0), "blocks": ["3000", "2000", "3000"]}
    yield _at("in-any-order", "goes on from the block that was asked for before", order)


def _dust(what: str) -> Iterator[DraftCase]:
    kept = {"perpetual": True}
    for slug, why, given in (
        ("of-99", "takes 99 for more than dust", _asked(99, 99 * ONE, 0, **kept)),
        ("of-100", "takes a hundred for dust", _asked(100, 0, 0, **kept)),
        ("with-conviction", "looks at the mass only", _asked(99, 100 * ONE, 0, **kept)),
        ("a-step-below", "compares whole amounts", _asked(99, 100 * ONE - 1, 0, **kept)),
        ("that-is-old", "forgets when it was told", _asked(99, 0, 7)),
        ("before-it-was-told", "asks about dust only where time has passed",
         {**_asked(99, 0), "blocks": ["5"]}),
        ("of-an-owner", "asks about dust before conviction is the mass",
         _asked(99, 500 * ONE, 0, on_own_hotkey=True)),
    ):  # fmt: skip
        rules = ("STA-40", "STA-56") if what == "forgotten" else ("STA-40",)
        yield DraftCase(f"dust-{slug}-is-{what}", rules, why, given)


# Split


def _parts() -> Iterator[DraftCase]:
    third = 2**64 // 3
    for slug, why, lock, alpha in (
        ("half", "leaves all conviction behind", _told(1000, 600 * ONE), 500),
        ("a-rao", "rounds the part of the conviction", _told(3, ONE), 1),
        ("all", "leaves a lock of nothing", _told(1000, 600 * ONE), 1000),
        ("all-but-a-rao", "leaves conviction without a mass", _told(1000, 600 * ONE), 999),
        ("nothing", "moves something where nothing is taken", _told(1000, 600 * ONE), 0),
        ("more-than-all", "moves a lock of more than there is", _told(1000, 600 * ONE), 1001),
        ("of-nothing", "divides by a mass of nothing", _told(0, 600 * ONE), 7),
        ("of-a-third", "rounds the conviction of a rao up", _told(10**15, third), 1),
        ("of-more-conviction-than-mass", "holds conviction to the mass", _told(10, U128_MAX), 3),
        ("of-everything", "wraps what does not fit", _told(U64_MAX, U128_MAX), U64_MAX - 1),
    ):
        given = {"lock": lock, "alpha": str(alpha)}
        yield DraftCase(slug, ("STA-41",), why, given, source=_LOCK)
