"""The two ways of holding bonds, each from weights to stored bonds and dividends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from taospec.consensus.arrays import Raw
from taospec.consensus.epoch.bonds import (
    Rate,
    classic_bonds,
    fixed_rate,
    upscale_columns,
    wrapping_fixed_rate,
    yuma3_bonds,
    yuma3_liquid_bonds,
)
from taospec.consensus.epoch.dividends import classic_dividends, yuma3_dividends
from taospec.consensus.epoch.legacy_alpha import legacy_liquid_rate
from taospec.consensus.epoch.liquid_alpha import Curve, liquid_rate
from taospec.consensus.epoch.matrix import Matrix
from taospec.rules import rule


class BondSettings(Protocol):
    """What a subnet sets about bonds; see `EpochInput`."""

    @property
    def bonds_moving_average(self) -> int:
        """Millionth parts of the old bond that stay."""

    @property
    def yuma3(self) -> bool:
        """Whether bonds are computed by Yuma3."""

    @property
    def liquid_alpha(self) -> bool:
        """Whether the moving average adapts itself."""

    @property
    def alpha_low(self) -> int:
        """The u16 proportion from which it adapts."""

    @property
    def alpha_high(self) -> int:
        """The u16 proportion up to which it adapts."""

    @property
    def alpha_sigmoid_steepness(self) -> int:
        """How sharply it adapts, in hundredths."""


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """Where an epoch stands when bonds are due.

    Attributes:
        weights: weights for bonds.
        old: u16 bonds that are remembered.
        consensus, incentive, active_stake: raw bits of shape (n,).
    """

    weights: Matrix
    old: Matrix
    consensus: Raw
    incentive: Raw
    active_stake: Raw


@dataclass(frozen=True, slots=True, eq=False)
class Bonds:
    """What became of the bonds.

    Attributes:
        held: new bonds as dividends saw them.
        stored: new bonds as the chain stores them.
        dividends: raw bits of shape (n,).
    """

    held: Matrix
    stored: Matrix
    dividends: Raw


Exponential = Callable[[Raw], Raw]
"""e to a power, as the fork computes it for liquid alpha."""


def classic(settings: BondSettings, position: Position) -> Bonds:
    """Classic bonds at the fixed rate."""
    return _classic(position, fixed_rate(settings.bonds_moving_average))


@rule("CON-28")
def classic_with_liquid_alpha(
    settings: BondSettings, position: Position, _exponential: Exponential
) -> Bonds:
    """Classic bonds, at column rates that follow consensus where liquid alpha is on."""
    rate = None
    if settings.liquid_alpha:
        rate = legacy_liquid_rate(position.consensus, settings.alpha_low, settings.alpha_high)
    return _classic(position, rate or fixed_rate(settings.bonds_moving_average))


def yuma3(settings: BondSettings, position: Position, exponential: Exponential) -> Bonds:
    """Yuma3 bonds, at entry rates where liquid alpha is on and anything has consensus."""
    if settings.liquid_alpha and position.consensus.any():
        curve = Curve.of(
            settings.alpha_low,
            settings.alpha_high,
            settings.alpha_sigmoid_steepness,
            exponential,
        )
        rate = liquid_rate(position.weights, position.old, position.consensus, curve)
        held = yuma3_liquid_bonds(position.old, position.weights, rate)
    else:
        rate = wrapping_fixed_rate(settings.bonds_moving_average)
        held = yuma3_bonds(position.old, position.weights, rate)
    dividends = yuma3_dividends(
        held.values, held.holders, position.incentive, position.active_stake
    )
    return Bonds(held, held, dividends)


@rule("CON-66")
def classic_or_yuma3(settings: BondSettings, position: Position, exponential: Exponential) -> Bonds:
    """What the subnet chose. Liquid alpha belongs to Yuma3 and has no effect on classic bonds."""
    if not settings.yuma3:
        return classic(settings, position)
    return yuma3(settings, position, exponential)


def _classic(position: Position, rate: Rate) -> Bonds:
    stake = position.active_stake[position.weights.holders]
    held = classic_bonds(position.old, position.weights, stake, rate)
    dividends = classic_dividends(held.values, held.holders, position.incentive)
    return Bonds(held, upscale_columns(held), dividends)
