// A swap that nobody makes: spec/pools.md, POO-24.

import { U64_MAX, add, min, subtract } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";
import { priceFormat, priceOf } from "./pool.js";
import { buying } from "./sides.js";
import { swap } from "./swaps.js";

export function quote(fork, pool, side, amount, limit) {
  const { paid_in, fee, paid_out, overdrawn, pool: after } = swap(fork, pool, side, amount, limit, true);
  if (overdrawn) throw new Rejection("InsufficientLiquidity");
  const price = priceOf(fork, pool);
  return {
    paid_in,
    fee,
    paid_out,
    price_before: price,
    price_after: priceOf(fork, after),
    slippage: subtract(atPrice(side, paid_in, price, priceFormat(fork).fraction), paid_out),
    left: subtract(amount, add(paid_in, fee)),
  };
}

function atPrice(side, amount, price, fraction) {
  if (side !== buying) return min((amount * price) >> fraction, U64_MAX);
  return price === 0n ? 0n : min((amount << fraction) / price, U64_MAX);
}
