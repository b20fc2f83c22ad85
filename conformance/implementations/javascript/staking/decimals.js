// Shares as decimal floats, mantissas of 21 digits: spec/staking.md, STA-37. `undefined` stands for "there is none".

import { U64_MAX, max, min } from "../numbers/integers.js";

const MOST = 10n ** 21n;
const LEAST = MOST / 10n;
const WORD = 2n ** 64n;

export const ZERO = { mantissa: 0n, exponent: 0n };

/** The same number with 21 digits; digits beyond are cut off. */
function normal(mantissa, exponent) {
  if (mantissa === 0n) return ZERO;
  for (; mantissa > MOST; exponent += 1n) mantissa /= 10n;
  for (; mantissa <= LEAST; exponent -= 1n) mantissa *= 10n;
  return { mantissa, exponent };
}

export const decimal = (whole) => normal(whole, 0n);

export const isZero = ({ mantissa }) => mantissa === 0n;

/** Mantissas for the larger exponent: of the other number only the digits that are left. */
function aligned(a, b) {
  const exponent = isZero(a) ? b.exponent : isZero(b) ? a.exponent : max(a.exponent, b.exponent);
  const mantissa = (number) => {
    const digits = exponent - number.exponent;
    return digits > 21n || isZero(number) ? 0n : number.mantissa / 10n ** digits;
  };
  return { exponent, left: mantissa(a), right: mantissa(b) };
}

export function sum(a, b) {
  const { exponent, left, right } = aligned(a, b);
  return normal(left + right, exponent);
}

/** At least zero; of zero nothing can be taken. */
export function difference(a, b) {
  if (isZero(a) && !isZero(b)) return undefined;
  const { exponent, left, right } = aligned(a, b);
  return normal(max(left - right, 0n), exponent);
}

/** a b / c, divided once; zero where there is nothing to divide by. */
export function proportion(a, b, c) {
  if (isZero(c)) return ZERO;
  return normal((a.mantissa * b.mantissa) / c.mantissa, a.exponent + b.exponent - c.exponent);
}

/** The whole part, as far as a u64 reaches: with 21 digits before the point it is beyond. */
export function whole({ mantissa, exponent }) {
  if (mantissa === 0n || exponent < -21n) return 0n;
  return exponent >= 0n ? U64_MAX : min(mantissa / 10n ** -exponent, U64_MAX);
}

/** A share in U64F64, as forks before burnprice keep it. */
export function ofFixed(bits) {
  const fraction = normal(((bits % WORD) * MOST * MOST) / WORD, -42n);
  return sum(decimal(bits / WORD), fraction);
}
