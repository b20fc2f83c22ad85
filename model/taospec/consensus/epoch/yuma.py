"""One epoch of Yuma consensus: from stake and weights to incentive, dividends and bonds.

`trace_epoch` is the chapter in the order of its sections; every line is a rule or an equation. What
forks or variants may replace stands in the record of rules it is called with.
"""

from __future__ import annotations

import numpy as np

from taospec.consensus.arrays import (
    Bools,
    Uids,
    from_u16,
    spread,
    wrapping_sum,
)
from taospec.consensus.epoch import incentive as incentives
from taospec.consensus.epoch.activity import active_stake
from taospec.consensus.epoch.bond_models import Position
from taospec.consensus.epoch.bonds import remembered
from taospec.consensus.epoch.emission import emission_shares, split
from taospec.consensus.epoch.outputs import stored_bonds
from taospec.consensus.epoch.records import EpochInput, EpochOutput
from taospec.consensus.epoch.rules import EpochRules
from taospec.consensus.epoch.stake import normalised_stake
from taospec.consensus.epoch.state import fitted
from taospec.consensus.epoch.trace import EpochTrace
from taospec.consensus.epoch.weights import normalise_rows, not_self, permitted
from taospec.rules import rule


def epoch(given: EpochInput, rules: EpochRules) -> EpochOutput:
    """What one epoch of one mechanism stores and pays."""
    return trace_epoch(given, rules)[1]


@rule("CON-20", "CON-67")
def trace_epoch(given: EpochInput, rules: EpochRules) -> tuple[EpochTrace, EpochOutput]:
    """Every quantity on the way through an epoch, and what it stores and pays.

    Args:
        given: what the epoch reads.
        rules: the rules of the fork.

    Raises:
        Rejection: MalformedState, in forks that panic on it.
    """
    given = rules.state(given)
    n, registered = given.n, given.block_at_registration
    privileged = rules.privileged(given)
    stored_permits = _permitted(given.validator_permits, privileged)
    old_permits = fitted(stored_permits, n)

    is_inactive = rules.inactive(given.last_update, given.activity_cutoff, given.block)
    counted = rules.counted_stake(given.stake, given.stake_threshold)
    if privileged is not None:
        counted[privileged] = given.stake[privileged]
    stake = normalised_stake(counted)
    permits = _permitted(rules.permits(stake, given.max_allowed_validators), privileged)
    voting_stake = active_stake(stake, is_inactive, stored_permits)

    holders = _holders(given, old_permits)
    allowed = given.weights.matrix(holders, n).only(permitted(holders, old_permits))
    foreign = allowed.only(not_self(holders, n, given.owner_uid))
    current = foreign.only(rules.not_outdated(given.last_update[holders], registered))
    revealed = current
    if given.commit_reveal:
        revealed = current.only(rules.revealed(given.oldest_commits()[holders], registered))
    weights = normalise_rows(revealed)

    votes = voting_stake[holders][:, np.newaxis]
    preranks = incentives.ranks(votes, weights.values)
    consensus = rules.majority(weights.values, holders, voting_stake, from_u16(given.kappa))
    clipped = rules.clip(weights, consensus)
    validator_trust = spread(wrapping_sum(clipped.values, axis=1), holders, n)
    ranks = incentives.ranks(votes, clipped.values)
    trust = incentives.trust(ranks, preranks)
    incentive = incentives.incentive(ranks)

    bond_weights = rules.weights_for_bonds(weights, clipped, from_u16(given.bonds_penalty))
    since = rules.since_step(given)
    old_bonds = remembered(given.bonds.matrix(holders, n), given.block, since, registered)
    position = Position(bond_weights, old_bonds, consensus, incentive, voting_stake)
    bonds = rules.bonds(given, position, rules.exponential)
    shares = emission_shares(incentive, bonds.dividends, voting_stake, stake)
    scores = rules.scores(incentive, trust, shares.combined, rules.to_u16)

    trace = EpochTrace(
        inactive=is_inactive,
        stake=stake,
        permits=permits,
        active_stake=voting_stake,
        weights_permitted=allowed,
        weights_not_self=foreign,
        weights_current=current,
        weights_revealed=revealed,
        weights=weights,
        preranks=preranks,
        consensus=consensus,
        clipped=clipped,
        validator_trust=validator_trust,
        ranks=ranks,
        trust=trust,
        incentive=incentive,
        weights_for_bonds=bond_weights,
        old_bonds=old_bonds,
        bonds=bonds.held,
        dividends=bonds.dividends,
        server_share=shares.server,
        validator_share=shares.validator,
        combined_share=shares.combined,
    )
    return trace, EpochOutput(
        active=~is_inactive,
        stake_weight=rules.to_u16(stake),
        validator_permits=permits,
        consensus=rules.to_u16(consensus),
        validator_trust=rules.to_u16(validator_trust),
        incentive=rules.to_u16(incentive),
        rank=scores.rank,
        trust=scores.trust,
        bonds=stored_bonds(bonds.stored, permits, rules.to_u16),
        dividends=rules.to_u16(bonds.dividends),
        server_emission=split(shares.server, given.emission),
        validator_emission=split(shares.validator, given.emission),
        emission=split(shares.combined, given.emission),
        pruning_scores=scores.pruning_scores,
        bonds_written=rules.written_rows(permits, old_permits),
    )


def _permitted(permits: Bools, privileged: int | None) -> Bools:
    """The permits with that of the privileged uid, as far as the list reaches."""
    if privileged is None or privileged >= permits.size or permits[privileged]:
        return permits
    granted = permits.copy()
    granted[privileged] = True
    return granted


def _holders(given: EpochInput, old_permits: Bools) -> Uids:
    """Uids with a row that matters: weights under a permit, or bonds."""
    matters = np.zeros(given.n, dtype=np.bool_)
    matters[given.weights.row] = True
    matters &= old_permits
    matters[given.bonds.row] = True
    return np.flatnonzero(matters)
