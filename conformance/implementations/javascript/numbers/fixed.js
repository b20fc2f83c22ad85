// Fixed-point numbers with the chain's rounding: spec/numbers.md, NUM-1 to NUM-6 and NUM-14.
// A number is its raw bits, a BigInt; a format says how to read them.

import { clamp } from "./integers.js";

function format(signed, whole, fraction) {
  const bits = BigInt(whole + fraction);
  return {
    signed,
    bits,
    fraction: BigInt(fraction),
    one: 1n << BigInt(fraction),
    low: signed ? -(1n << (bits - 1n)) : 0n,
    high: (1n << (signed ? bits - 1n : bits)) - 1n,
  };
}

export const formats = {
  I32F32: format(true, 32, 32),
  I64F64: format(true, 64, 64),
  I96F32: format(true, 96, 32),
  U96F32: format(false, 96, 32),
  U64F64: format(false, 64, 64),
  U110F18: format(false, 110, 18),
};
export const u64Format = format(false, 64, 0);

/** The nearest number that the format holds (NUM-1). */
export const saturate = (bits, { low, high }) => clamp(bits, low, high);

export const fits = (bits, { low, high }) => low <= bits && bits <= high;

/** Product, rounded down: a shift of a BigInt floors (NUM-2). */
export const mul = (a, b, layout) => saturate((a * b) >> layout.fraction, layout);

/** Quotient before it is saturated, rounded toward zero: so divides BigInt (NUM-3). */
export const quotient = (a, b, { fraction }) => (a << fraction) / b;

export const div = (a, b, layout) => saturate(quotient(a, b, layout), layout);

/** Zero where there is no quotient or none that fits (NUM-4). */
export function safeDiv(a, b, layout) {
  const result = b === 0n ? 0n : quotient(a, b, layout);
  return fits(result, layout) ? result : 0n;
}

/** Raw bits in another format, rounded down, not saturated. A negative BigInt shift goes the other way. */
const rescale = (bits, from, to) => (bits << to.fraction) >> from.fraction;

/** The same number in another format (NUM-5). */
export const convert = (bits, from, to) => saturate(rescale(bits, from, to), to);

/** The nearest whole number, ties away from zero (NUM-6). */
export function round(bits, layout) {
  const magnitude = bits < 0n ? -bits : bits;
  const whole = ((magnitude + layout.one / 2n) >> layout.fraction) << layout.fraction;
  return saturate(bits < 0n ? -whole : whole, layout);
}

/** Whether the chain calls the left number less, which is not always whether it is (NUM-14). */
export function lessThan(left, leftFormat, right, rightFormat) {
  const inLeft = rescale(right, rightFormat, leftFormat);
  const misread = leftFormat.signed && inLeft > leftFormat.high && inLeft >> leftFormat.bits === 0n;
  if (misread && left >= 0n) return false;
  return left << rightFormat.fraction < right << leftFormat.fraction;
}
