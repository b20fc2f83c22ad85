// A buy pays TAO for alpha, a sale alpha for TAO. What differs between the two, in one place.

import { formats, mul, safeDiv, saturate } from "../numbers/fixed.js";
import { U64_MAX, max, min } from "../numbers/integers.js";
import { HIGHEST_ROOT, LOWEST_ROOT } from "./ticks.js";

const { U64F64: F } = formats;

export const fixed = (whole) => whole << F.fraction;
export const whole = (bits) => min(bits >> F.fraction, U64_MAX);
export const product = (a, b) => mul(a, b, F);
export const ratio = (a, b) => safeDiv(a, b, F);
export const sum = (a, b) => saturate(a + b, F);
const difference = (a, b) => saturate(a - b, F);
const inverse = (root) => ratio(F.one, root);

export const buying = {
  paid: "tao",
  received: "alpha",
  noLimit: U64_MAX,
  outermost: HIGHEST_ROOT,
  passes: (root, stop) => root > stop,
  nearer: min,
  target: (root, liquidity, amount) => sum(ratio(fixed(amount), liquidity), root),
  needed: (root, liquidity, end) => whole(product(liquidity, difference(end, root))),
  payout(root, liquidity, amount) {
    const reserves = sum(product(liquidity, root), fixed(amount));
    return whole(product(ratio(liquidity, product(reserves, root)), fixed(amount)));
  },
};

export const selling = {
  paid: "alpha",
  received: "tao",
  noLimit: 0n,
  outermost: LOWEST_ROOT,
  passes: (root, stop) => root < stop,
  nearer: max,
  target: (root, liquidity, amount) => inverse(sum(ratio(fixed(amount), liquidity), inverse(root))),
  needed: (root, liquidity, end) => whole(product(liquidity, difference(inverse(end), inverse(root)))),
  payout(root, liquidity, amount) {
    const reserves = sum(ratio(liquidity, root), fixed(amount));
    return whole(product(fixed(amount), product(ratio(liquidity, reserves), root)));
  },
};
