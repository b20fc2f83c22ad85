// How fast bonds follow weights: spec/consensus.md, CON-24, CON-28, CON-31 to CON-33, CON-70, CON-71.

import { formats, saturate } from "../numbers/fixed.js";
import { clamp, max, min } from "../numbers/integers.js";
import { exp, ln } from "../numbers/transcendental.js";
import { ONE, ratio, read, times } from "./shares.js";

const { I32F32, I64F64 } = formats;
const MILLION = 1_000_000n;
const HALF = ONE / 2n;
const MOST_POWER = 20n * ONE;
const expOrZero = (power) => exp(power, I32F32) ?? 0n;
const lnOrZero = (share) => (share > 0n ? (ln(share, I32F32) ?? 0n) : 0n);
const logistic = (power) => ratio(ONE, saturate(ONE + expOrZero(power), I32F32));

/** The fixed rate of classic bonds; an absurd average saturates. */
export const classicRate = ({ bonds_moving_average: average }) =>
  saturate(ONE - saturate((average * ONE) / MILLION, I32F32), I32F32);

/** The fixed rate of Yuma3 bonds, the same until the average is absurd and wraps (CON-70). */
export function yuma3Rate({ bonds_moving_average }) {
  const average = BigInt.asIntN(64, bonds_moving_average) << I64F64.fraction;
  const remaining = BigInt.asIntN(64, (average / MILLION) >> I32F32.fraction);
  return saturate(ONE - remaining, I32F32);
}

/** Rates of columns in classic bonds with liquid alpha, or null where the fixed one applies (CON-28). */
export function columnRates({ alpha_low, alpha_high }, consensus) {
  const sorted = consensus.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [low, high] = [read(alpha_low), read(alpha_high)];
  if (sorted.length === 0) return null;
  const [lower, upper] = [quartile(sorted, 1), quartile(sorted, 3)];
  if (upper === 0n) return null;
  const { slope, offset } = curve(low, high, lower, upper);
  return consensus.map((level) => {
    const rate = logistic(saturate(offset - times(slope, level), I32F32));
    return max(min(rate, high), low);
  });
}

/** A quarter, or three, of the way through sorted values, interpolated. */
function quartile(sorted, quarters) {
  const position = quarters * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(position / 4)], sorted[Math.ceil(position / 4)]];
  return below + times((BigInt(position % 4) * ONE) / 4n, above - below);
}

function curve(low, high, lower, upper) {
  if (upper <= lower || low === 0n || high === 0n) return { slope: 0n, offset: 0n };
  const logit = (share) => lnOrZero(ratio(ONE, share) - ONE);
  const slope = ratio(logit(high) - logit(low), lower - upper);
  return { slope, offset: saturate(logit(low) + times(slope, lower), I32F32) };
}

/** The rate of one bond (CON-31), steepness in hundredths. */
export function rateOf(fork, { alpha_low, alpha_high, alpha_sigmoid_steepness }, weight, bond, consensus) {
  const [low, high] = [read(alpha_low), read(alpha_high)];
  const steepness = ratio(alpha_sigmoid_steepness * ONE, 100n * ONE);
  const move = clamp(weight >= bond ? weight - consensus : bond - weight, 0n, ONE);
  const power = times(-steepness, move - HALF);
  const sigma = logistic(fork.boundsSigmoid ? clamp(power, -MOST_POWER, MOST_POWER) : power);
  return max(min(low + times(sigma, high - low), high), low);
}

/** What a cursor that never turns back finds of a row: entries larger than all before them (CON-33). */
export function found(row) {
  const seen = new Map();
  let last = -1;
  for (const { uid, value } of row) {
    if (uid <= last) continue;
    seen.set(uid, value);
    last = uid;
  }
  return seen;
}
