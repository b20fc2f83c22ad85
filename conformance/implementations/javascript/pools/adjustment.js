// What a block does to the protocol's position: spec/pools.md, POO-16 to POO-18.

import { convert, formats, mul, saturate } from "../numbers/fixed.js";
import { U64_MAX, add, clamp, subtract } from "../numbers/integers.js";
import { fixed, product, ratio, whole } from "./sides.js";
import { squareRoot } from "./square_root.js";
import { HIGHEST_ROOT, LOWEST_ROOT } from "./ticks.js";
import { adjust as adjustWeights } from "./weighted.js";

const { I64F64, U64F64 } = formats;

/** The pool after injection and collected fees became liquidity. */
export function adjust(fork, pool, tao, alpha) {
  if (fork.weightedPool) return adjustWeights(pool, tao, alpha);
  if (pool.position === null) return pool;
  const { position } = pool;
  const collected = {
    tao: collect(position, "tao"),
    alpha: collect(position, "alpha"),
  };
  const all = {
    tao: add(add(tao, collected.tao.amount), pool.scrap_tao),
    alpha: add(add(alpha, collected.alpha.amount), pool.scrap_alpha),
  };
  const { joins, scrap } = fork.onlyFittingJoins
    ? fitting(position, all)
    : { joins: all, scrap: { tao: 0n, alpha: 0n } };
  return {
    ...pool,
    scrap_tao: scrap.tao,
    scrap_alpha: scrap.alpha,
    position: {
      ...grown(position, joins),
      collected_tao: collected.tao.counter,
      collected_alpha: collected.alpha.counter,
    },
  };
}

function collect(position, coin) {
  const counter = convert(position[`fee_${coin}`], U64F64, I64F64);
  const since = saturate(counter - position[`collected_${coin}`], I64F64);
  const own = saturate(position.own_liquidity << I64F64.fraction, I64F64);
  const earned = mul(own, since, I64F64) >> I64F64.fraction;
  return { counter, amount: clamp(earned, 0n, U64_MAX) };
}

/** What fits the price joins, the rest waits (POO-18). */
function fitting(position, { tao, alpha }) {
  const price = product(position.sqrt_price, position.sqrt_price);
  const beside = whole(product(fixed(alpha), price));
  const joins =
    beside <= tao ? { tao: beside, alpha } : { tao, alpha: whole(ratio(fixed(tao), price)) };
  return { joins, scrap: { tao: subtract(tao, joins.tao), alpha: subtract(alpha, joins.alpha) } };
}

function grown(position, joins) {
  const { own_liquidity: own, liquidity } = position;
  const root = clamp(position.sqrt_price, LOWEST_ROOT, HIGHEST_ROOT);
  const inverse = (bits) => ratio(U64F64.one, bits);
  const tao = whole(product(fixed(own), root - LOWEST_ROOT));
  const alpha = whole(product(fixed(own), inverse(root) - inverse(HIGHEST_ROOT)));
  const now = squareRoot(add(tao, joins.tao) * add(alpha, joins.alpha));
  return { ...position, own_liquidity: now, liquidity: add(liquidity, subtract(now, own)) };
}
