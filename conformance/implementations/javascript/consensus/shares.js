// Numbers inside an epoch: raw bits of I32F32, and what storage keeps of them in 16 bits.
// spec/consensus.md, CON-1 and CON-2.

import { fits, formats, mul, safeDiv, saturate } from "../numbers/fixed.js";
import { clamp } from "../numbers/integers.js";

const { I32F32 } = formats;
const STORED_ONE = 65535n;

export const ONE = I32F32.one;

/** Product, floored. */
export const times = (a, b) => mul(a, b, I32F32);

/** Product, floored; nothing where it does not fit. */
export function timesOrZero(a, b) {
  const product = (a * b) >> I32F32.fraction;
  return fits(product, I32F32) ? product : 0n;
}

/** Quotient, truncated; nothing divided by nothing is nothing. */
export const ratio = (a, b) => safeDiv(a, b, I32F32);

/** A plain sum: exact, unless it is absurd and wraps (NUM-7). */
export const sum = (values) => BigInt.asIntN(64, values.reduce((total, value) => total + value, 0n));

/** A sum that stops at the ends of the format, value by value. */
export const boundedSum = (values) =>
  values.reduce((total, value) => saturate(total + value, I32F32), 0n);

/** Each value as a share of their sum; the values themselves if they sum to zero. */
export function normalise(values) {
  const total = sum(values);
  return total === 0n ? values : values.map((value) => ratio(value, total));
}

/** The share that a stored u16 stands for. */
export const read = (stored) => (stored === STORED_ONE ? ONE : 65537n * stored);

/** A share as storage keeps it, a number in JSON. */
export const write = (share) => Number(clamp((STORED_ONE * share) >> I32F32.fraction, 0n, STORED_ONE));
