"""A whole epoch in double precision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from taospec.consensus.arrays import ONE, U16_MAX, U16s, U64s, is_wide, spread
from taospec.consensus.epoch.bond_models import classic_with_liquid_alpha
from taospec.consensus.epoch.bonds import MILLION
from taospec.consensus.epoch.legacy_alpha import legacy_liquid_rate
from taospec.consensus.epoch.liquid_alpha import Curve, liquid_rate
from taospec.consensus.epoch.records import EpochInput, EpochOutput
from taospec.consensus.epoch.sparse import SparseRows
from taospec.consensus.epoch.trace import EpochTrace
from taospec.consensus.epoch.yuma import trace_epoch
from taospec.forks import Fork
from taospec.operations.consensus.epoch import epoch
from taospec_conformance.zoo.base import Wrong

Floats = NDArray[np.float64]

_LAST_BELOW_U64 = 2**64 - 2**11  # the largest double that is a u64


class Float64Epoch(Wrong):
    """Takes sums, products and quotients in double precision, and floors only what it stores.

    Masks, permits and the rates of liquid alpha are the chain's; state that overflows its formats
    is left to the model.
    """

    name = "float64-epoch"
    breaks = "CON-1"
    whose = "most ports, and everybody who reads the formulas as mathematics"
    operations = ("consensus.epoch",)

    def consensus_epoch(self, fork: Fork, given: EpochInput) -> EpochOutput:
        """The right answer, with every proportion and every amount replaced."""
        right: EpochOutput = epoch(fork, given)
        trace, _ = trace_epoch(given, fork.consensus.epoch)
        if is_wide(trace.stake, trace.bonds.values):
            return right
        # Early forks have neither Yuma3 nor its liquid alpha, whatever the switches say.
        early = fork.consensus.epoch.bonds is classic_with_liquid_alpha
        answer = _answer(given, trace, early=early)
        # Later forks store no ranks, trust and scores.
        stored = {
            name: values for name, values in answer.items() if getattr(right, name) is not None
        }
        return replace(right, **stored)


def _answer(given: EpochInput, trace: EpochTrace, *, early: bool) -> dict[str, Any]:
    """The fields of an answer that are proportions or amounts."""
    n, holders = given.n, trace.weights.holders
    stake = _shares(np.where(trace.stake > 0, np.array(given.stake, dtype=np.float64), 0))
    voting = _shares(np.where(trace.active_stake > 0, stake, 0))
    mine = voting[holders]
    weights = _shares(trace.weights_revealed.values.astype(np.float64), axis=1)
    consensus = _majority(weights, mine, given.kappa / U16_MAX)
    clipped = np.minimum(weights, consensus)
    ranks = mine @ clipped
    incentive = _shares(ranks)
    followed = weights + given.bonds_penalty / U16_MAX * (clipped - weights)
    new, old = _rates(given, trace, early=early)
    if given.yuma3 and not early:
        before = trace.old_bonds.values / U16_MAX
        held = np.where(trace.bonds.present, new * followed + old * before, 0)
        stored = np.minimum(held, 1)
        earned = _shares(held, axis=0) @ incentive * mine
    else:
        bought = _shares(mine[:, np.newaxis] * followed, axis=0)
        before = _shares(trace.old_bonds.values.astype(np.float64), axis=0)
        held = _shares(new * bought + old * before, axis=0)
        stored = _quotients(held, held.max(axis=0, initial=0))
        earned = held @ incentive
    dividends = spread(_shares(earned), holders, n)
    return _proportions(
        stake_weight=stake,
        consensus=consensus,
        validator_trust=spread(clipped.sum(axis=1), holders, n),
        incentive=incentive,
        rank=incentive,
        trust=_quotients(ranks, mine @ weights),
        dividends=dividends,
    ) | {
        "bonds": _rows(trace, stored),
        **_payments(given.emission, incentive, dividends, voting if voting.any() else stake),
    }


def _majority(weights: Floats, stake: Floats, kappa: float) -> Floats:
    """The largest weight of each column that κ of the stake supports; 0 where none has it."""
    raters = weights[stake > 0]
    order = np.argsort(-raters, axis=0, kind="stable")
    support = np.cumsum(stake[stake > 0][order], axis=0)
    given = np.take_along_axis(raters, order, axis=0)
    largest: Floats = np.where(support >= kappa, given, 0).max(axis=0, initial=0)
    return largest


def _rates(given: EpochInput, trace: EpochTrace, *, early: bool) -> tuple[Any, Any]:
    """What a bond takes of the new observation, and of the old bond."""
    low, high = given.alpha_low, given.alpha_high
    rate = None
    if given.liquid_alpha and early:
        rate = legacy_liquid_rate(trace.consensus, low, high)
    elif given.liquid_alpha and given.yuma3 and trace.consensus.any():
        curve = Curve.of(low, high, given.alpha_sigmoid_steepness)
        rate = liquid_rate(trace.weights_for_bonds, trace.old_bonds, trace.consensus, curve)
    if rate:
        return rate.new / ONE, rate.old / ONE
    stays = given.bonds_moving_average / MILLION
    return 1 - stays, stays


def _payments(
    emission: int, incentive: Floats, dividends: Floats, fallback: Floats
) -> dict[str, NDArray[Any]]:
    """Incentive and dividends as parts of the emission, or the stake where there are none."""
    total = (incentive + dividends).sum()
    server, validator = (incentive, dividends) if total else (incentive, fallback)
    server, validator = server / (total or 1), validator / (total or 1)
    both = server + validator

    def rao(shares: Floats) -> U64s:
        amounts = [min(max(int(share * emission), 0), _LAST_BELOW_U64) for share in shares.tolist()]
        return np.array(amounts, dtype=np.uint64)

    scores = np.floor(_quotients(U16_MAX * both, both.max(initial=0)) + 0.5)
    return {
        "server_emission": rao(server),
        "validator_emission": rao(validator),
        "emission": rao(both),
        "pruning_scores": scores.astype(np.uint16),
    }


def _rows(trace: EpochTrace, stored: Floats) -> SparseRows:
    """The rows of those with a new permit; which entries there are is the chain's."""
    kept = trace.bonds.only(trace.permits[trace.bonds.holders][:, np.newaxis])
    units = np.clip(U16_MAX * stored, 0, U16_MAX).astype(np.uint16)
    return SparseRows.from_matrix(units, kept)


def _proportions(**values: Floats) -> dict[str, U16s]:
    return {
        name: np.clip(U16_MAX * parts, 0, U16_MAX).astype(np.uint16)
        for name, parts in values.items()
    }


def _shares(values: Floats, axis: int = 0) -> Floats:
    return _quotients(values, values.sum(axis=axis, keepdims=True))


def _quotients(values: Floats, of: Floats) -> Floats:
    """Each value over what it is a part of, 0 where that is 0."""
    return np.divide(values, of, out=np.zeros_like(values), where=np.not_equal(of, 0))
