// What a hotkey's stakers own together, in shares: spec/staking.md, STA-1 to STA-4.

import { fits, formats, mul, quotient, safeDiv, saturate } from "../numbers/fixed.js";
import { U64_MAX, clamp, max, min } from "../numbers/integers.js";

const F = formats.U64F64;
const SIGNED = formats.I64F64;
const DUST = 184_467_440_737_096n; // 0.00001 as a literal of U64F64
const YEAR_EMISSION = 2_628_000_000_000_000n;

const fixed = (amount) => amount << F.fraction;
const signed = (amount) => BigInt.asIntN(64, amount);

/** The price of a share, or null where there is none that fits. */
function priceOf(value, shares) {
  const price = quotient(fixed(value), shares, F);
  return fits(price, F) ? price : null;
}

/** Rao that a share is worth (STA-1). */
export function worth({ value, shares, share }) {
  if (shares === 0n) return 0n;
  const price = priceOf(value, shares);
  const bits =
    price === null
      ? safeDiv(mul(fixed(value), share, F), shares, F)
      : mul(price, share, F);
  return min(bits >> F.fraction, U64_MAX);
}

/** The value after a signed change; the smallest number has no opposite and takes nothing (STA-4). */
export function changedValue(value, amount) {
  const change = signed(amount);
  return clamp(value + (change < 0n ? -max(signed(-change), 0n) : change), 0n, U64_MAX);
}

/** Shares that a signed amount means, in I64F64 (STA-2). */
function sharesFor({ value, shares }, amount) {
  const price = priceOf(value, shares);
  const divisor = min(price ?? fixed(value), SIGNED.high);
  const part = safeDiv(fixed(amount), divisor, SIGNED);
  return price === null ? mul(part, min(shares, SIGNED.high), SIGNED) : part;
}

/** A purchase, or a sale of a negative amount: the pool, the share, and what moved. */
function traded({ value, shares, share }, amount) {
  const change = signed(amount);
  if (shares === 0n) {
    const first = fixed(max(change, 0n));
    return { value: changedValue(value, change), shares: first, share: first, moved: change };
  }
  const bought = sharesFor({ value, shares }, change);
  const lost = bought === SIGNED.low ? 0n : -bought;
  const after = { shares: saturate(shares - lost, F), share: saturate(share - lost, F) };
  if (bought < 0n && leavesDust(value, share, after)) {
    const all = signed(-worth({ value, shares, share }));
    return {
      value: changedValue(value, all),
      shares: saturate(shares - share, F),
      share: 0n,
      moved: all,
    };
  }
  return { value: changedValue(value, change), ...after, moved: change };
}

/** Whether a sale leaves too little of a share, or too few shares of the pool (STA-3). */
function leavesDust(value, share, after) {
  if (share === 0n || quotient(after.share, share, F) < DUST) return true;
  const inAYear = saturate(fixed(value + YEAR_EMISSION), F);
  return after.shares === 0n || !fits(quotient(inAYear, after.shares, F), F);
}

export function deposit(pool, amount) {
  const { moved, ...after } = traded(pool, amount);
  return { ...after, credited: max(moved, 0n) };
}

export function withdraw(pool, amount) {
  if (worth(pool) < amount) return { ...pool, removed: 0n };
  const { moved, ...after } = traded(pool, -amount);
  return { ...after, removed: max(signed(-moved), 0n) };
}
