// Powers of ratios, in parts of 10^18, rounded down: spec/pools.md, POO-28 and POO-29.

export const PARTS = 10n ** 18n;

const LONGEST_EXACT = 1024n;
const GUARD = 24n;
const LEAST_BITS = 68n;
const MOST_TERMS = 4096n;

const magnitude = (n) => (n < 0n ? -n : n);
const bitLength = (n) => BigInt(n.toString(2).length);

/** a / b rounded down, for b > 0; BigInt itself rounds toward zero. */
const floorDiv = (a, b) => (a >= 0n ? a / b : -((b - 1n - a) / b));

/** Without the guard bits, to the nearest, halves away from zero. */
function rounded(n) {
  const nearest = (magnitude(n) + (1n << (GUARD - 1n))) >> GUARD;
  return n < 0n ? -nearest : nearest;
}

function greatestCommonDivisor(a, b) {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** The whole part of a root of a whole number, by halving the distance. */
function rootOf(n, degree) {
  let [low, high] = [0n, 1n << (bitLength(n) / degree + 1n)];
  while (low + 1n < high) {
    const middle = (low + high) >> 1n;
    if (middle ** degree <= n) low = middle;
    else high = middle;
  }
  return low;
}

/** (above / below)^(wanted / root); null where it is undefined. */
export function power(above, below, wanted, root, bits) {
  if (below === 0n || root === 0n) return null;
  if (above === 0n) return 0n;
  if (wanted === 0n) return PARTS;
  const common = greatestCommonDivisor(wanted, root);
  const [p, q] = [wanted / common, root / common];
  if (p <= LONGEST_EXACT && q <= LONGEST_EXACT) {
    return rootOf((PARTS ** q * above ** p) / below ** p, q);
  }
  const precision = bits > LEAST_BITS ? bits : LEAST_BITS;
  const series = seriesOf(precision + GUARD);
  const exponent = floorDiv((series.ln(above) - series.ln(below)) * p, q);
  return (rounded(series.exp(exponent)) * PARTS) >> precision;
}

/** The two series in fixed point with so many bits, guards included; each step is rounded down. */
function seriesOf(bits) {
  const one = 1n << bits;
  const terms = bits + 128n < MOST_TERMS ? bits + 128n : MOST_TERMS;

  /** Whether a term did not matter any more. */
  const settled = (term, before, after) =>
    magnitude(term) < 1n << GUARD || rounded(before) === rounded(after);

  function lnOfOneAnd(z) {
    let [sum, factor] = [z, z];
    for (let n = 2n; n <= terms; n += 1n) {
      factor = (factor * z) >> bits;
      const term = floorDiv(factor, n);
      if (factor === 0n || term === 0n) break;
      const before = sum;
      sum += n % 2n === 0n ? -term : term;
      if (settled(term, before, sum)) break;
    }
    return sum;
  }

  const lnOfTwo = -lnOfOneAnd(-(one / 2n));

  function ln(n) {
    let doublings = bitLength(n) - 1n;
    let mantissa = (n * one) >> doublings;
    if (2n * mantissa >= 3n * one) {
      mantissa >>= 1n;
      doublings += 1n;
    }
    return lnOfOneAnd(mantissa - one) + doublings * lnOfTwo;
  }

  function exp(z) {
    let [sum, term] = [one, one];
    for (let n = 1n; n <= terms; n += 1n) {
      term = floorDiv(term * z, one * n);
      if (term === 0n) break;
      const before = sum;
      sum += term;
      if (settled(term, before, sum)) break;
    }
    return sum;
  }

  return { ln, exp };
}
