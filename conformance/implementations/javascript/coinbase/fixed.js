// The fractions of the coinbase: U96F32 where nothing else is said (spec/coinbase.md).

import { formats, mul, safeDiv, saturate } from "../numbers/fixed.js";
import { U64_MAX, min } from "../numbers/integers.js";

const F = formats.U96F32;

export const ONE = F.one;
export const HALF = F.one / 2n;
export const fixed = (amount) => amount << F.fraction;
export const whole = (bits) => min(bits >> F.fraction, U64_MAX);
export const product = (a, b) => mul(a, b, F);
export const ratio = (a, b) => safeDiv(a, b, F);
export const sum = (values) => values.reduce((total, value) => saturate(total + value, F), 0n);
export const difference = (a, b) => saturate(a - b, F);

/** A u16 as a part of 65535, and a u64 as a part of 2^64 - 1. */
export const part16 = (value) => ratio(fixed(value), fixed(65_535n));
export const part64 = (value) => ratio(fixed(value), fixed(U64_MAX));
