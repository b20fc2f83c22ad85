// A pool on the wire, its reserves and its price: spec/pools.md, POO-1, POO-2, POO-6.

import { convert, formats, mul, safeDiv } from "../numbers/fixed.js";
import { add } from "../numbers/integers.js";
import { bool, i128, optional, record, u16, u64, u128 } from "../wire.js";
import { priceOf as weightedPrice } from "./weighted.js";

const { U64F64, U96F32 } = formats;

/** The format of a price (POO-30). */
export const priceFormat = (fork) => (fork.weightedPool ? U64F64 : U96F32);

const position = record({
  sqrt_price: u128,
  liquidity: u64,
  fee_tao: u128,
  fee_alpha: u128,
  own_liquidity: u64,
  collected_tao: i128,
  collected_alpha: i128,
});

const weights = record({ quote: u64, is_traded: bool });

export const poolReader = record({
  dynamic: bool,
  tao: u64,
  alpha: u64,
  tao_provided: u64,
  alpha_provided: u64,
  fee_rate: (value, path) => Number(u16(value, path)),
  scrap_tao: u64,
  scrap_alpha: u64,
  position: Object.assign((value, path) => optional(position)(value, path), { mayBeAbsent: false }),
  weights: Object.assign((value, path) => (value == null ? undefined : weights(value, path)), {
    mayBeAbsent: true, // and then it is in no answer either
  }),
});

/** A reserve, own and provided; before dereg users provide nothing. */
export const reserve = (fork, pool, coin) =>
  fork.tickSwap ? add(pool[coin], pool[`${coin}_provided`]) : pool[coin];

/** Both reserves, own and provided whatever the fork: only moves between pools read them so (POO-23). */
export const reservesOf = (pool) => [
  add(pool.tao, pool.tao_provided),
  add(pool.alpha, pool.alpha_provided),
];

/** TAO per alpha, in U96F32; in U64F64 where pools have weights. */
export function priceOf(fork, pool) {
  if (fork.weightedPool) return weightedPrice(pool);
  if (!pool.dynamic) return U96F32.one;
  if (fork.tickSwap && pool.position !== null) {
    const { sqrt_price: root } = pool.position;
    return convert(mul(root, root, U64F64), U64F64, U96F32);
  }
  const shift = U96F32.fraction;
  return safeDiv(reserve(fork, pool, "tao") << shift, reserve(fork, pool, "alpha") << shift, U96F32);
}
