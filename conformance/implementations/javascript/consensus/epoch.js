// One epoch of one mechanism, in the order of spec/consensus.md.

import { newBonds, remembered, weightsForBonds } from "./bonds.js";
import { pay, payShares } from "./payout.js";
import { ranksOf } from "./ranks.js";
import { ascending, toWire } from "./rows.js";
import { read, write } from "./shares.js";
import { stakeOf } from "./stake.js";
import { soundState } from "./state.js";
import { maxUpscale } from "./upscale.js";
import { weightsOf } from "./weights.js";

/** The answer to `consensus.epoch`, and what the next epoch finds. */
export function runEpoch(fork, given) {
  const state = soundState(fork, given);
  const stakes = stakeOf(fork, state);
  const weights = weightsOf(fork, state);
  const ranks = ranksOf(state, stakes, weights);
  const market = {
    weights: weightsForBonds(weights.shares, ranks.clipped, read(state.bonds_penalty)),
    old: remembered(fork, state),
    consensus: ranks.consensus,
    incentive: ranks.incentive,
    stake: stakes.active,
  };
  const bonds = newBonds(fork, state, market);
  const shares = payShares(ranks.incentive, bonds.dividends, stakes);
  const written = bonds.stored.map((row, holder) => (stakes.permits[holder] ? stored(row) : []));
  const answer = results(fork, state, stakes, ranks, bonds, written, shares);
  const quantities = () => ({ trace: trace(stakes, weights, ranks, market, bonds, shares) });
  return {
    answer: given.trace ? { ...quantities(), ...answer } : answer,
    left: { bonds: leftBonds(fork, state, stakes, written), validator_permits: stakes.permits },
  };
}

/** A row as storage keeps it, an entry of zero included (CON-39). */
const stored = (row) => row.map(({ uid, value }) => ({ uid, value: BigInt(write(value)) }));

/** In dtao a row without permit, before and after, is left as it was (CON-40). */
const leftBonds = (fork, { bonds, validator_permits }, { permits }, written) =>
  written.map((row, holder) =>
    fork.leavesForeignBonds && !permits[holder] && !validator_permits[holder] ? bonds[holder] : row,
  );

function results(fork, { emission }, stakes, ranks, bonds, written, shares) {
  const incentive = ranks.incentive.map(write);
  return {
    active: stakes.inactive.map((away) => !away),
    stake_weight: stakes.stake.map(write),
    validator_permits: stakes.permits,
    consensus: ranks.consensus.map(write),
    validator_trust: ranks.validatorTrust.map(write),
    incentive,
    bonds: toWire(written, Number),
    dividends: bonds.dividends.map(write),
    server_emission: pay(shares.server, emission),
    validator_emission: pay(shares.validator, emission),
    emission: pay(shares.combined, emission),
    ...(fork.answersRanks ? standing(incentive, ranks, shares) : {}),
  };
}

/** What was answered before authorfee (CON-67, CON-72). */
const standing = (incentive, { trust }, { combined }) => ({
  rank: incentive,
  trust: trust.map(write),
  pruning_scores: maxUpscale(combined),
});

/** Every quantity on the way, in the order in which they arise. */
function trace(stakes, weights, ranks, market, bonds, shares) {
  const rows = (matrix, show) => toWire(ascending(matrix), show);
  return {
    inactive: stakes.inactive,
    stake: stakes.stake,
    permits: stakes.permits,
    active_stake: stakes.active,
    weights_permitted: rows(weights.permitted, Number),
    weights_not_self: rows(weights.notSelf, Number),
    weights_current: rows(weights.current, Number),
    weights_revealed: rows(weights.revealed, Number),
    weights: rows(weights.shares),
    preranks: ranks.preranks,
    consensus: ranks.consensus,
    clipped: rows(ranks.clipped),
    validator_trust: ranks.validatorTrust,
    ranks: ranks.ranks,
    trust: ranks.trust,
    incentive: ranks.incentive,
    weights_for_bonds: rows(market.weights),
    old_bonds: rows(market.old, Number),
    bonds: rows(bonds.held),
    dividends: bonds.dividends,
    server_share: shares.server,
    validator_share: shares.validator,
    combined_share: shares.combined,
  };
}
