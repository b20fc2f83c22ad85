// What BigInt leaves to its user: rounding down, and sums that stop at the ends of a type.

export const U64_MAX = 2n ** 64n - 1n;

export const min = (a, b) => (a < b ? a : b);
export const max = (a, b) => (a > b ? a : b);
export const clamp = (value, low, high) => max(low, min(value, high));

/** a / b rounded up, for a >= 0 and b > 0. */
export const ceilDiv = (a, b) => (a + b - 1n) / b;

/** Sum of u64 values, saturating. */
export const add = (a, b) => min(a + b, U64_MAX);

/** Difference of unsigned values, saturating at zero. */
export const subtract = (a, b) => max(a - b, 0n);
