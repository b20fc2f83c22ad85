// Bonds, what they earn, and what is kept of them: spec/consensus.md, CON-22 to CON-34, CON-75.
//
// A market is where an epoch stands when bonds are due: the weights that bonds follow, the old bonds as
// stored, consensus, incentive, and the stake that votes.

import { formats, saturate } from "../numbers/fixed.js";
import { min, subtract } from "../numbers/integers.js";
import { classicRate, columnRates, found, rateOf, yuma3Rate } from "./alpha.js";
import { boundedRowSums, keepEntries, mapEntries, normaliseColumns, rowSums, union } from "./rows.js";
import { ONE, normalise, ratio, read, times, timesOrZero } from "./shares.js";

const { I32F32 } = formats;
const positive = (_holder, _uid, value) => value > 0n;

/** The weights that bonds follow (CON-22). */
export function weightsForBonds(weights, clipped, penalty) {
  if (penalty === 0n) return weights;
  if (penalty === ONE) return clipped;
  const mixed = union(weights, clipped, (weight, cut) => weight + times(penalty, cut - weight));
  return keepEntries(mixed, positive);
}

/** The stored bonds that are still about the same neuron (CON-23), from balancer on since the last step (CON-75). */
export function remembered(fork, { bonds, block, tempo, last_step, block_at_registration: registered }) {
  const looksUp = fork.looksUpLastStep && last_step > 0n;
  const last = looksUp ? last_step + 1n : subtract(block, tempo);
  return keepEntries(bonds, (_holder, uid) => last > registered[uid]);
}

/** New bonds, the dividends they earn, and the shares that are stored. */
export const newBonds = (fork, parameters, market) =>
  fork.hasYuma3 && parameters.yuma3
    ? yuma3(fork, parameters, market)
    : classic(fork, parameters, market);

function classic(fork, parameters, { weights, old, consensus, incentive, stake }) {
  const before = normaliseColumns(mapEntries(old, (value) => value << I32F32.fraction));
  const bought = normaliseColumns(mapEntries(weights, (value, holder) => times(stake[holder], value)));
  const rates = classicRates(fork, parameters, consensus);
  const moved = union(bought, before, (now, then, uid) => follow(rates(uid), now, then));
  const held = normaliseColumns(keepEntries(moved, positive));
  const earned = mapEntries(held, (value, _holder, uid) => times(incentive[uid], value));
  const largest = columnMaxima(held);
  return {
    held,
    dividends: normalise(boundedRowSums(earned)),
    stored: mapEntries(held, (value, _holder, uid) => ratio(value, largest[uid])),
  };
}

function classicRates(fork, parameters, consensus) {
  const liquid = fork.liquidAlphaOfColumns && isLiquid(parameters, consensus);
  const rates = liquid ? columnRates(parameters, consensus) : null;
  const fixed = classicRate(parameters);
  return (uid) => (rates === null ? fixed : rates[uid]);
}

const isLiquid = ({ liquid_alpha }, consensus) =>
  liquid_alpha && consensus.some((level) => level !== 0n);

/** A part of the way from the old value to the new one. */
function follow(rate, now, then) {
  const stay = saturate(ONE - rate, I32F32);
  return saturate(times(rate, now) + times(stay, then), I32F32);
}

function columnMaxima(rows) {
  const maxima = rows.map(() => 0n);
  for (const row of rows) {
    for (const { uid, value } of row) if (value > maxima[uid]) maxima[uid] = value;
  }
  return maxima;
}

function yuma3(fork, parameters, { weights, old, consensus, incentive, stake }) {
  const before = mapEntries(old, read);
  const held = isLiquid(parameters, consensus)
    ? liquid(fork, parameters, weights, before, consensus)
    : relative(yuma3Rate(parameters), weights, before);
  const shares = normaliseColumns(held);
  const earned = rowSums(mapEntries(shares, (value, _holder, uid) => times(incentive[uid], value)));
  const dividends = normalise(earned.map((value, holder) => timesOrZero(stake[holder], value)));
  return { held, dividends, stored: held };
}

/** Every bond at the fixed rate (CON-29). */
function relative(rate, weights, before) {
  const moved = union(weights, before, (now, then) => follow(rate, now, then));
  return keepEntries(moved, positive);
}

/** Each bond at its own rate, as far as the weights have an entry for it (CON-30, CON-59). */
function liquid(fork, parameters, weights, before, consensus) {
  const moved = weights.map((row, holder) => {
    const bondsOf = new Map(before[holder].map(({ uid, value }) => [uid, value]));
    const [seenWeights, seenBonds] = [found(row), found(before[holder])];
    return row.map(({ uid, value }) => {
      const seen = [seenWeights.get(uid) ?? 0n, seenBonds.get(uid) ?? 0n];
      const rate = rateOf(fork, parameters, ...seen, consensus[uid]);
      return { uid, value: min(ONE, follow(rate, value, bondsOf.get(uid) ?? 0n)) };
    });
  });
  return keepEntries(moved, positive);
}
