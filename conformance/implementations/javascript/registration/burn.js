// What a place costs since burnprice, and what a subnet's lock becomes: spec/registration.md, REG-29 to REG-31.

import { formats, safeDiv, saturate } from "../numbers/fixed.js";
import { U64_MAX, add, max, min } from "../numbers/integers.js";
import { priceFormat } from "../pools/pool.js";

const { U64F64 } = formats;
const ALL = 2n ** 32n;
const bounded = (burn, { min_burn, max_burn }) => min(max(burn, min_burn), max_burn);

/** A power of a part of 2^32, floored after each product. */
function power(part, exponent) {
  let result = ALL;
  for (let left = exponent; left > 0; left >>= 1) {
    if (left & 1) result = (result * part) / ALL;
    part = (part * part) / ALL;
  }
  return result;
}

/** What a block leaves of a burn (REG-29). */
function factorOf(halfLife) {
  if (halfLife === 0) return ALL;
  let [low, high] = [0n, ALL];
  while (low + 1n < high) {
    const middle = (low + high) / 2n;
    if (power(middle, halfLife) <= ALL / 2n) low = middle;
    else high = middle;
  }
  return low;
}

/** The burn so many blocks later, if nobody registers; once it stays it stays for good. */
function burnLater({ burn, block, ...bounds }, factor, blocks) {
  let [now, left] = [burn, blocks];
  if (block === 0n && left > 0n) [now, left] = [bounded(now, bounds), left - 1n];
  for (; left > 0n; left -= 1n) {
    const next = bounded((now * factor) / ALL, bounds);
    if (next === now) break;
    now = next;
  }
  return now;
}

export function burnAt({ half_life, after, ...terms }) {
  const factor = factorOf(half_life);
  const moments = after.map((blocks) => ({
    block: add(terms.block, blocks),
    burn: burnLater(terms, factor, blocks),
  }));
  return { factor, moments };
}

/** The burn after a registration (REG-30). */
export const burnAfterRegistration = ({ burn, multiplier, ...bounds }) => ({
  burn: bounded(min((burn * max(multiplier, U64F64.one)) >> U64F64.fraction, U64_MAX), bounds),
});

/** The median of the prices above zero, one where there is none (REG-31). */
function median(prices, layout) {
  const sorted = prices.filter((price) => price > 0n).sort((a, b) => (a < b ? -1 : Number(a > b)));
  if (sorted.length === 0) return layout.one;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : saturate(sorted[middle - 1] + sorted[middle], layout) / 2n;
}

export function openPool(fork, { paid, minimum, prices }) {
  const layout = priceFormat(fork);
  const price = median(prices, layout);
  const tao = max(paid, minimum);
  const alpha = safeDiv(tao << layout.fraction, price, layout) >> layout.fraction;
  return { median: price, tao, alpha: min(alpha, U64_MAX) };
}
