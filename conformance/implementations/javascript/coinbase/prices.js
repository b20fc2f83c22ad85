// Moving prices and flow averages: spec/coinbase.md, COI-4 to COI-10, COI-44 to COI-46.

import { convert, div, formats, mul, safeDiv, saturate } from "../numbers/fixed.js";
import { max, min, subtract } from "../numbers/integers.js";
import { exp, ln, sqrt } from "../numbers/transcendental.js";
import { ONE, difference, fixed, product, ratio, sum } from "./fixed.js";

const { I32F32, I64F64, I96F32, U64F64, U96F32 } = formats;
const I63_MAX = 2n ** 63n - 1n;
const LARGEST = 2n ** 31n - 1n; // the largest whole number of I32F32
const ROOT_EPSILON = 18_446_744_073_709_552n; // 0.001 as a literal of U64F64

/** One step towards the spot price (COI-4, COI-5). */
export function movingPrice(given) {
  const { stored, is_dynamic, price, moving_alpha, halving_blocks, first_emission_block, block } = given;
  const counted = is_dynamic ? max(stored, 0n) : ONE;
  const age = fixed(subtract(block, subtract(first_emission_block, 1n)));
  const weight = product(max(moving_alpha, 0n), ratio(age, sum([age, fixed(halving_blocks)])));
  const next = sum([product(weight, min(price, ONE)), product(difference(ONE, weight), counted)]);
  return { counted, weight, moving_price: min(next, I96F32.high) };
}

/** The same step from balancer on, in U64F64 (COI-45). */
export function finerMovingPrice({ stored, is_dynamic, price, moving_alpha, halving_blocks, first_emission_block, block }) {
  const [times, plus] = [(a, b) => mul(a, b, U64F64), (a, b) => saturate(a + b, U64F64)];
  const counted = is_dynamic ? max(stored, 0n) : ONE;
  const age = subtract(block, subtract(first_emission_block, 1n)) << U64F64.fraction;
  const matured = safeDiv(age, plus(age, halving_blocks << U64F64.fraction), U64F64);
  const weight = times(convert(max(moving_alpha, 0n), I96F32, U64F64), matured);
  const kept = times(subtract(U64F64.one, weight), convert(counted, U96F32, U64F64));
  const next = plus(times(weight, min(price, U64F64.one)), kept);
  return { counted, moving_price: convert(next, U64F64, I96F32) };
}

/** One step of the average of the flow (COI-7). */
export function flowAverage({ average, flow, smoothing_factor }) {
  const factor = saturate(smoothing_factor << I64F64.fraction, I64F64);
  const weight = div(factor, I63_MAX << I64F64.fraction, I64F64);
  const kept = mul(saturate(I64F64.one - weight, I64F64), average, I64F64);
  const added = mul(weight, flow << I64F64.fraction, I64F64);
  return { weight, average: saturate(kept + added, I64F64) };
}

/** Shares of the emission by flow (COI-8, COI-9). */
export function flowShares({ averages, cutoff, exponent }) {
  const limit = max(cutoff, averages.reduce(min, 0n));
  const above = averages.map((flow) => saturate(max(flow - limit, 0n), I64F64));
  const scale = safeDiv(U64F64.one, above.reduce(max, 0n), U64F64);
  const scaled = above.map((flow) => mul(scale, flow, U64F64));
  const highest = scaled.reduce(max, 0n);
  const most = saturate(BigInt(averages.length) * mul(highest, highest, U64F64), U64F64);
  if (most < LARGEST) return { limit, shares: scaled };
  const factor = sqrt(safeDiv(LARGEST << U64F64.fraction, most, U64F64), ROOT_EPSILON, U64F64);
  const powers = scaled.map((flow) => power(mul(factor, flow, U64F64), exponent));
  const total = powers.reduce((sum, value) => saturate(sum + value, U64F64), 0n);
  return { limit, shares: powers.map((value) => safeDiv(value, total, U64F64)) };
}

/** A power by logarithm, in I32F32, as U64F64. */
function power(base, exponent) {
  const bits = convert(base, U64F64, I32F32);
  const logarithm = bits > 0n ? ln(bits, I32F32) : null;
  if (logarithm === null) return 0n;
  const raised = exp(mul(convert(exponent, U64F64, I32F32), logarithm, I32F32), I32F32);
  return convert(raised ?? LARGEST << I32F32.fraction, I32F32, U64F64);
}

/** Shares of the emission by price, root's weight and what miners are paid (COI-44). */
export const priceShares = ({ subnets }) =>
  sharesByPrice(subnets, ({ root_proportion }, paid) => mul(wide(root_proportion), paid, U64F64));

/** The same without root's weight (COI-46). */
export const sharesWithoutRoot = ({ subnets }) => sharesByPrice(subnets, (_subnet, paid) => paid);

const wide = (bits) => convert(bits, U96F32, U64F64);

function sharesByPrice(subnets, factorOf) {
  const total = (values) => values.reduce((all, value) => saturate(all + value, U64F64), 0n);
  const parts = (values) => {
    const all = total(values);
    return values.map((value) => safeDiv(value, all, U64F64));
  };
  const prices = parts(subnets.map(({ price }) => wide(price)));
  const weighed = subnets.map((subnet, place) => {
    const paid = U64F64.one - min(wide(subnet.withheld), U64F64.one);
    return mul(prices[place], factorOf(subnet, paid), U64F64);
  });
  return { shares: weighed.every((weight) => weight === 0n) ? prices : parts(weighed) };
}

/** The part of an epoch's incentives that no miner gets. */
export const withheldPart = ({ withheld, total }) => ({ part: ratio(fixed(withheld), fixed(total)) });

/** Whether root has a part (COI-10); the sum wraps. */
export const rootSells = ({ prices }) => ({
  root_sells: BigInt.asUintN(128, prices.reduce((total, price) => total + price, 0n)) > ONE,
});
