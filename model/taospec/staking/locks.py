"""Locks on stake: a mass that cannot be unstaked, and the conviction that it earns with time.

The mass decays, unless the holder wants it to stay; conviction grows toward the mass and decays on
its own clock. What a lock is worth now follows from what was last written and the blocks since.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from taospec.numbers import I64F64, U64F64, raw, transcendental
from taospec.numbers.arithmetic import arithmetic
from taospec.pools.records import U64_MAX
from taospec.quantities import U128, AlphaRao, Block, Unit
from taospec.rules import rule

Conviction = Annotated[U128, Unit("U64F64 bits")]
_SIGNED, _UNSIGNED = I64F64.layout, U64F64.layout
_add, _sub = arithmetic(_UNSIGNED).add, arithmetic(_UNSIGNED).sub
_mul, _div = arithmetic(_UNSIGNED).mul, arithmetic(_UNSIGNED).div
_from_int, _to_int = arithmetic(_UNSIGNED).from_int, arithmetic(_UNSIGNED).to_int
_signed = arithmetic(_SIGNED)
_DUST = 100
# Beyond so many mean lifetimes nothing decays any further.
_LONGEST = _signed.from_int(-40)


class Lock(NamedTuple):
    """What is locked.

    Attributes:
        locked_mass: alpha that cannot be unstaked.
        conviction: what it has earned; in alpha as well.
        last_update: the block of which both are told.
    """

    locked_mass: AlphaRao
    conviction: Conviction
    last_update: Block

    def __bool__(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.locked_mass or self.conviction)


class Rates(NamedTuple):
    """Mean lifetimes, in blocks.

    Attributes:
        unlock: of the mass.
        maturity: of the distance between conviction and mass.
    """

    unlock: int
    maturity: int


@rule("STA-40")
def decay(elapsed: int, lifetime: int) -> int:
    """exp(-elapsed / lifetime), U64F64 bits, by the library's series for I64F64."""
    if elapsed == 0:
        return _UNSIGNED.one
    if lifetime == 0:
        return 0
    ratio = _signed.checked_div(_signed.from_int(-elapsed), _signed.from_int(lifetime))
    clamped = _LONGEST if ratio is None else max(ratio, _LONGEST)
    return max(0, transcendental.exp(clamped, _SIGNED) or 0)


@rule("STA-40")
def rolled(lock: Lock, now: int, rates: Rates, *, owner: bool, perpetual: bool) -> Lock:
    """What a lock has become by a block.

    Args:
        lock: as it was written.
        now: the block.
        rates: how fast it changes.
        owner: whether it is on the hotkey of the subnet, where conviction is the mass at once.
        perpetual: whether the mass stays.
    """
    mass, conviction, updated = lock
    if now > updated:
        elapsed = now - updated
        kept = decay(elapsed, rates.maturity)
        gained = _gained(mass, elapsed, rates, kept, perpetual=perpetual)
        conviction = _add(_mul(kept, conviction), gained)
        if not perpetual:
            mass = _to_int(_mul(decay(elapsed, rates.unlock), _from_int(mass)))
        updated = now
    return Lock(mass, _from_int(mass) if owner else conviction, updated)


@rule("STA-40", "STA-56")
def aged(
    lock: Lock, now: int, rates: Rates, *, owner: bool, perpetual: bool, forgets_dust: bool
) -> Lock:
    """The same, where it may be that dust counts as nothing.

    Args:
        lock: as it was written.
        now: the block.
        rates: how fast it changes.
        owner: whether it is on the hotkey of the subnet.
        perpetual: whether the mass stays.
        forgets_dust: whether dust is nothing, as from `balancer` on.
    """
    lock = rolled(lock, now, rates, owner=owner, perpetual=perpetual)
    return Lock(0, 0, lock.last_update) if forgets_dust and is_dust(lock) else lock


def _gained(mass: int, elapsed: int, rates: Rates, kept: int, *, perpetual: bool) -> int:
    """Conviction that the mass earns meanwhile, as it decays."""
    locked = _from_int(mass)
    if perpetual:
        return _mul(locked, _sub(_UNSIGNED.one, kept))
    if rates.unlock == rates.maturity:
        return _mul(locked, _mul(_div(_from_int(elapsed), _from_int(rates.maturity)), kept))
    if 0 in rates:
        return 0
    difference = _signed.sub(
        raw.convert(decay(elapsed, rates.unlock), _UNSIGNED, _SIGNED),
        raw.convert(kept, _UNSIGNED, _SIGNED),
    )
    scaled = _signed.mul(_signed.from_int(rates.unlock), difference)
    part = _signed.checked_div(scaled, _signed.from_int(rates.unlock - rates.maturity))
    return _mul(locked, part) if part is not None and part > 0 else 0


@rule("STA-56")
def is_dust(lock: Lock) -> bool:
    """From `balancer` on: so little that it counts as nothing."""
    return lock.locked_mass < _DUST and lock.conviction < _from_int(_DUST)


@rule("STA-41")
def merged(lock: Lock, other: Lock) -> Lock:
    """Both together, saturating."""
    return Lock(
        min(lock.locked_mass + other.locked_mass, U64_MAX),
        _add(lock.conviction, other.conviction),
        max(lock.last_update, other.last_update),
    )


@rule("STA-41")
def reduced(lock: Lock, other: Lock) -> Lock:
    """The one without the other, of each at least nothing."""
    return lock._replace(
        locked_mass=max(0, lock.locked_mass - other.locked_mass),
        conviction=_sub(lock.conviction, other.conviction),
    )


@rule("STA-41")
def part(lock: Lock, mass: int) -> Lock:
    """So much of the mass, with its proportion of the conviction."""
    if not mass or not lock.locked_mass:
        return Lock(mass, 0, lock.last_update)
    proportion = _div(_from_int(mass), _from_int(lock.locked_mass))
    return Lock(mass, _mul(lock.conviction, proportion), lock.last_update)


@rule("STA-41")
def force_reduced(lock: Lock, mass: int) -> Lock:
    """What is left where so much of the mass is taken, whoever wants it to stay."""
    left = max(0, lock.locked_mass - mass)
    if not left:
        return Lock(0, 0, lock.last_update)
    removed = _div(_from_int(mass), _from_int(lock.locked_mass))
    return Lock(left, _mul(lock.conviction, _sub(_UNSIGNED.one, removed)), lock.last_update)
