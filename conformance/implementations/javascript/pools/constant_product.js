// The pool of dtao, in which the product of two reserves stays: spec/pools.md, POO-3 and POO-4.

import { formats, mul, safeDiv, saturate } from "../numbers/fixed.js";
import { U64_MAX, min } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";

const F = formats.U110F18;
const fixed = (amount) => amount << F.fraction;

/** What a swap of `amount` pays; rejects one that would leave too little in the reserve that pays. */
export function payout({ minimumReserve }, pool, { paid, received }, amount) {
  const constant = mul(fixed(pool[paid]), fixed(pool[received]), F);
  const left = safeDiv(constant, saturate(fixed(pool[paid]) + fixed(amount), F), F);
  if (left < fixed(minimumReserve)) throw new Rejection("InsufficientLiquidity", `left=${left}`);
  return min(saturate(fixed(pool[received]) - left, F) >> F.fraction, U64_MAX);
}
