// What a hotkey's stakers own together where shares are decimals: spec/staking.md, STA-38.

import { U64_MAX, clamp } from "../numbers/integers.js";
import { decimal, difference, isZero, proportion, sum, whole } from "./decimals.js";

/** Rao that a share is worth. */
export const decimalWorth = ({ value, shares, share }) => whole(proportion(decimal(value), share, shares));

/** A purchase, or a sale of a negative amount, and the shares that it moves. */
function traded(pool, amount) {
  const change = BigInt.asIntN(64, amount);
  const size = decimal(change < 0n ? -change : change);
  const value = clamp(pool.value + change, 0n, U64_MAX);
  if (isZero(pool.shares)) return { value, shares: size, share: size, moved: size };
  const moved = proportion(size, pool.shares, decimal(pool.value));
  const after = (number) => (change < 0n ? (difference(number, moved) ?? number) : sum(number, moved));
  return { value, shares: after(pool.shares), share: after(pool.share), moved };
}

export function decimalDeposit({ amount, ...pool }) {
  const { moved, ...after } = traded(pool, amount);
  return { ...after, buys: isZero(pool.shares) || !isZero(moved) };
}

export function decimalWithdraw({ amount, ...pool }) {
  if (decimalWorth(pool) < amount) return { ...pool, enough: false };
  const { value, shares, share } = traded(pool, -amount);
  return { value, shares, share, enough: true };
}
