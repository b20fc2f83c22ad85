"""The quantities on the way through an epoch, so that a difference can be shown where it begins."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from taospec.consensus.arrays import Bools, Raw, Uids
from taospec.consensus.epoch.emission import Shares
from taospec.consensus.epoch.matrix import Matrix
from taospec.consensus.epoch.records import EpochOutput


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EpochTrace:
    """Intermediate quantities in the order in which they arise; raw I32F32 bits unless said.

    Vectors have the shape (n,). Matrices have a row for each of the V holders and n columns.

    Attributes:
        inactive: uids that did not update within the cutoff.
        stake: normalised stake.
        permits: new validator permits.
        active_stake: normalised stake of active uids with an old permit.
        holders: uids of the matrices' rows: those with weights that count, or with bonds.
        weights_permitted, weights_not_self, weights_current, weights_revealed: u16 weights left
            after each mask: old permits, self-weights, outdated ones, live commits.
        weights: normalised rows.
        preranks: stake-weighted sums of weights.
        consensus: of each column.
        clipped: weights up to the consensus.
        validator_trust: sums of clipped weights of each uid.
        ranks: stake-weighted sums of clipped weights, not yet normalised.
        trust: ranks over preranks.
        incentive: normalised ranks.
        weights_for_bonds: weights with the bonds penalty.
        old_bonds: u16 bonds that are remembered.
        bonds: new bonds, before they are scaled for storage.
        dividends: of each uid.
        shares: parts of the emission.
        output: what the chain stores and pays.
    """

    inactive: Bools
    stake: Raw
    permits: Bools
    active_stake: Raw
    holders: Uids
    weights_permitted: Matrix
    weights_not_self: Matrix
    weights_current: Matrix
    weights_revealed: Matrix
    weights: Matrix
    preranks: Raw
    consensus: Raw
    clipped: Matrix
    validator_trust: Raw
    ranks: Raw
    trust: Raw
    incentive: Raw
    weights_for_bonds: Matrix
    old_bonds: Matrix
    bonds: Matrix
    dividends: Raw
    shares: Shares
    output: EpochOutput

    def quantities(self) -> dict[str, list[Any]]:
        """Every intermediate quantity as plain integers, in order; matrices as sparse rows."""
        return {
            field.name: self._plain(getattr(self, field.name))
            for field in fields(self)
            if field.name not in ("shares", "output")
        } | {
            "server_share": self.shares.server.tolist(),
            "validator_share": self.shares.validator.tolist(),
            "combined_share": self.shares.combined.tolist(),
        }

    def _plain(self, value: Raw | Matrix) -> list[Any]:
        return value.rows(self.holders) if isinstance(value, Matrix) else value.tolist()
