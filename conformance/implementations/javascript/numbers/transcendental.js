// Logarithms, exponential and root as the chain's library computes them, not as mathematics would:
// spec/numbers.md, NUM-9 to NUM-13. `null` stands for "there is none, a step does not fit".

import { fits, quotient, safeDiv } from "./fixed.js";

const LOG2_E = 12_102_203n; // both with 23 fractional bits
const E = 22_802_600n;
const CONSTANT_BITS = 23n;
const MOST_BISECTIONS = 129;

const halved = (bits) => (bits + 1n) >> 1n;

/** Binary logarithm of a positive number (NUM-9). */
export function log2(bits, layout) {
  if (bits >= layout.one) return log2FromOne(bits, layout);
  const reciprocal = quotient(layout.one, bits, layout);
  return fits(reciprocal, layout) ? -log2FromOne(reciprocal, layout) : null;
}

function log2FromOne(bits, { one, fraction }) {
  const two = 2n * one;
  let whole = 0n;
  for (; bits >= two; bits = halved(bits)) whole += 1n;
  let digits = 0n;
  for (let place = 0n; place < fraction; place += 1n) {
    bits = (bits * bits) >> fraction;
    const digit = bits >= two;
    digits = 2n * digits + (digit ? 1n : 0n);
    if (digit) bits = halved(bits);
  }
  return (whole << fraction) + digits;
}

/** Natural logarithm of a positive number (NUM-10). */
export function ln(bits, layout) {
  const binary = log2(bits, layout);
  if (binary === null) return null;
  const result = quotient(binary, LOG2_E << (layout.fraction - CONSTANT_BITS), layout);
  return fits(result, layout) ? result : null;
}

/** Exponential (NUM-11, NUM-12). */
export function exp(bits, layout) {
  if (bits === layout.one) return E << (layout.fraction - CONSTANT_BITS);
  const series = expSeries(bits < 0n ? -bits : bits, layout);
  if (series === null || bits >= 0n) return series;
  return quotient(layout.one, series, layout);
}

function expSeries(bits, layout) {
  if (!fits(bits, layout)) return null;
  let term = bits;
  let sum = layout.one + term;
  for (let power = 2n; power < layout.fraction && fits(sum, layout); power += 1n) {
    const product = (term * bits) >> layout.fraction;
    if (!fits(product, layout)) return null;
    term = product / power;
    sum += term;
  }
  return fits(sum, layout) ? sum : null;
}

/** Square root of a number that is not negative, to within epsilon (NUM-13). */
export function sqrt(bits, epsilon, layout) {
  let [low, high] = bits > layout.one ? [0n, bits] : [bits, layout.one];
  let middle = 0n;
  for (let step = 0; step < MOST_BISECTIONS; step += 1) {
    middle = (low + high) >> 1n;
    const other = safeDiv(bits, middle, layout);
    const distance = other < middle ? middle - other : other - middle;
    if (distance <= epsilon) break;
    if (other < middle) high = middle;
    else low = middle;
  }
  return middle;
}
