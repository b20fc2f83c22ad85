"""Invariants of locks: what time and a split leave of them."""

from __future__ import annotations

from typing import Annotated, Literal

from taospec.invariants.declare import Ask, Range, Within, assume, false_sibling, invariant
from taospec.operations.staking.locks import SINCE_NETFLOW, SplitLock
from taospec.staking.locks import Lock
from taospec.supply.emission import TOTAL_SUPPLY

_ONE = 2**64
_RATE = 934_866
# Dust is nothing from `balancer` on, and no lock for a law.
_DUST = 100
Mass = Annotated[int, Range(_DUST, TOTAL_SUPPLY)]
UpToMass = Annotated[int, Within(lambda chosen: (0, chosen["mass"] * _ONE))]
# Exponentials are beyond the solver: blocks since the lock was told, of which they are known.
Elapsed = Literal[0, 1, 98_498, 934_866, 10_000_000]
_LOCKS = "all masses from 100 rao to 21 million, the rates of mainnet, five numbers of blocks"


def _later(ask: Ask, mass: int, conviction: int, elapsed: int, *, perpetual: bool) -> Lock:
    stated = {"unlock_rate": _RATE, "maturity_rate": _RATE, "on_own_hotkey": False}
    lock = Lock(mass, conviction, 0)
    moments = ask(
        "staking.lock_at", lock=lock, **stated, perpetual=perpetual, blocks=(elapsed,)
    ).locks
    after: Lock = moments[0]
    return after


@invariant(
    "conviction-of-a-kept-lock-grows-up-to-the-mass",
    rules=["STA-40"],
    bounds=f"{_LOCKS}, all convictions up to the mass",
    operations=["staking.lock_at"],
    forks=SINCE_NETFLOW,
)
def conviction_grows_up_to_the_mass(
    ask: Ask, mass: Mass, conviction: UpToMass, elapsed: Elapsed
) -> bool:
    """A perpetual lock keeps its mass, and its conviction grows, at most to that."""
    after = _later(ask, mass, conviction, elapsed, perpetual=True)
    return bool(after.locked_mass == mass and conviction <= after.conviction <= mass * _ONE)


@false_sibling("conviction-of-a-kept-lock-grows-up-to-the-mass")
def conviction_always_grows(ask: Ask, mass: Mass, conviction: UpToMass, elapsed: Elapsed) -> bool:
    """The conviction of a perpetual lock grows as long as it is below the mass."""
    assume(elapsed > 0, conviction < mass * _ONE)
    return bool(_later(ask, mass, conviction, elapsed, perpetual=True).conviction > conviction)


@invariant(
    "a-decaying-mass-never-grows",
    rules=["STA-40"],
    bounds=_LOCKS,
    operations=["staking.lock_at"],
    forks=SINCE_NETFLOW,
)
def decaying_mass_never_grows(ask: Ask, mass: Mass, elapsed: Elapsed) -> bool:
    """Time takes mass from a lock that decays, and gives it none."""
    return bool(_later(ask, mass, 0, elapsed, perpetual=False).locked_mass <= mass)


@false_sibling("a-decaying-mass-never-grows")
def mean_lifetime_leaves_more(ask: Ask, mass: Mass) -> bool:
    """After its mean lifetime more than 37 percent of a mass is left."""
    return bool(100 * _later(ask, mass, 0, _RATE, perpetual=False).locked_mass > 37 * mass)


Whole = Literal[100, 999_999_937, 1_000_000_000_000]
Conviction = Annotated[int, Within(lambda chosen: (0, chosen["mass"] * _ONE))]
UpToAll = Annotated[int, Within(lambda chosen: (0, chosen["mass"]))]


def _split(ask: Ask, mass: int, conviction: int, alpha: int) -> SplitLock:
    split: SplitLock = ask("staking.split_lock", lock=Lock(mass, conviction, 0), alpha=alpha)
    return split


@invariant(
    "a-split-lock-loses-no-mass",
    rules=["STA-41"],
    bounds="all parts of masses of 100, 999,999,937 and 10**12 rao, all convictions up to them",
    operations=["staking.split_lock"],
    forks=SINCE_NETFLOW,
)
def split_lock_loses_no_mass(ask: Ask, mass: Whole, conviction: Conviction, alpha: UpToAll) -> bool:
    """Mass and conviction that go along, and those that stay, are together what there was."""
    split = _split(ask, mass, conviction, alpha)
    moved, kept = split.moved, split.kept
    masses = moved.locked_mass + kept.locked_mass
    return bool(masses == mass and moved.conviction + kept.conviction == conviction)


@false_sibling("a-split-lock-loses-no-mass")
def split_lock_is_in_proportion(
    ask: Ask, mass: Whole, conviction: Conviction, alpha: UpToAll
) -> bool:
    """What goes along has exactly its part of the conviction."""
    return bool(_split(ask, mass, conviction, alpha).moved.conviction * mass == conviction * alpha)
