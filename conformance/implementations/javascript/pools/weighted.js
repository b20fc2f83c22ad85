// The pool of balancer, whose reserves have weights: spec/pools.md, POO-30 to POO-35.

import { formats, saturate } from "../numbers/fixed.js";
import { U64_MAX, max, min } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";
import { PARTS, power } from "./powers.js";
import { buying, fixed, product, ratio, whole } from "./sides.js";

const F = formats.U64F64;
const HALF = PARTS / 2n;
const LEAST_WEIGHT = PARTS / 100n;
const MOST_RESERVES = 1000n;
const BILLION = 1_000_000_000n;
const ALL = 65_535n;
const U128_MAX = 2n ** 128n - 1n;

const storedWeight = (pool) => pool.weights?.quote ?? HALF;

/** TAO per alpha in U64F64, with so much weight on TAO (POO-30). */
function price(tao, alpha, weight) {
  if (alpha === 0n) return 0n;
  return product(ratio(fixed(PARTS - weight), fixed(weight)), ratio(fixed(tao), fixed(alpha)));
}

export const priceOf = (pool) => (pool.dynamic ? price(pool.tao, pool.alpha, storedWeight(pool)) : F.one);

/** The most that a pool takes in at once. */
export const room = (pool, side) => min(MOST_RESERVES * pool[side.paid], U64_MAX);

const share = (amount, part, all) => whole(product(fixed(amount), ratio(fixed(part), fixed(all))));

/** What a swap takes and pays; the pool has both weights at a half until one succeeds. */
export function swap(fork, pool, side, amount, limit, withFee) {
  const rate = withFee ? BigInt(pool.fee_rate) : 0n;
  const fee = share(amount, rate, ALL);
  const offered = amount - fee;
  if (offered > room(pool, side)) throw new Rejection("SwapInputTooLarge");
  if (pool[side.received] < fork.minimumReserve) throw new Rejection("ReservesTooLow");

  const weight = pool.weights?.is_traded ? pool.weights.quote : HALF;
  const sides = seen(pool, side, weight);
  const bound = ratio(fixed(limit), fixed(BILLION));
  const now = price(pool.tao, pool.alpha, weight);
  const within = side === buying ? now < bound : now > bound;
  if (!within) throw new Rejection("PriceLimitExceeded");

  let traded = { paid_in: offered, fee, paid_out: payout(sides, offered) };
  if (passes(pool, side, weight, traded, bound)) {
    const paid_in = side === buying ? needed(sides, bound, now) : needed(sides, now, bound);
    traded = { paid_in, fee: share(paid_in, rate, ALL - rate), paid_out: payout(sides, paid_in) };
  }
  if (traded.paid_in !== 0n && traded.paid_out === 0n) throw new Rejection("ReservesTooLow");
  return { ...traded, weights: { quote: weight, is_traded: true } };
}

function seen(pool, side, weight) {
  const weights = { tao: weight, alpha: PARTS - weight };
  return {
    entering: pool[side.paid],
    leaving: pool[side.received],
    weightIn: weights[side.paid],
    weightOut: weights[side.received],
  };
}

/** What so much pays, without fee (POO-31). */
function payout({ entering, leaving, weightIn, weightOut }, paid) {
  const parts = power(entering, entering + paid, weightIn, weightOut, 256n);
  const counts = parts !== null && parts >= 0n && parts <= U64_MAX;
  const kept = counts ? min(F.one, ratio(fixed(parts), fixed(PARTS))) : 0n;
  return whole(product(fixed(leaving), F.one - kept));
}

/** What enters until the price has moved from one to the other (POO-32). */
function needed({ entering, weightOut }, above, below) {
  const parts = power(above, below, weightOut, PARTS, 1024n);
  if (parts === null) return 0n;
  const grown = ratio(fixed(min(parts, U64_MAX)), fixed(PARTS));
  return whole(product(fixed(entering), saturate(max(0n, grown - F.one), F)));
}

/** Whether the price after the whole amount is beyond the limit. */
function passes(pool, side, weight, { paid_in, paid_out }, bound) {
  if (side === buying) {
    return price(min(pool.tao + paid_in, U64_MAX), pool.alpha - paid_out, weight) > bound;
  }
  return price(pool.tao - paid_out, min(pool.alpha + paid_in, U64_MAX), weight) < bound;
}

/** The pool after an injection moved its weights, or was refused (POO-33). */
export function adjust(pool, tao, alpha) {
  const weight = storedWeight(pool);
  const part = (of, amount) => min((of * min(amount, U128_MAX) + HALF) / PARTS, U128_MAX);
  const ofAlpha = part(PARTS - weight, pool.tao * (pool.alpha + alpha));
  const ofTao = part(weight, pool.alpha * (pool.tao + tao));
  const both = min(ofAlpha + ofTao, U128_MAX);
  const quote = both === 0n ? HALF : (PARTS * ofTao) / both;
  if (quote < LEAST_WEIGHT || PARTS - quote < LEAST_WEIGHT) return pool;
  return { ...pool, weights: { quote, is_traded: pool.weights?.is_traded ?? false } };
}
