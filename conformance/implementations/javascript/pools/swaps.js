// A swap in the pool of a fork, and what it leaves of the reserves: spec/pools.md, POO-1, POO-13 to POO-15.

import { U64_MAX, add, min, subtract } from "../numbers/integers.js";
import { payout } from "./constant_product.js";
import { reserve } from "./pool.js";
import { swap as tickSwap } from "./tick_swap.js";
import { swap as weightedSwap } from "./weighted.js";

const HALF = 2n ** 63n;

/** What is traded, before anything is written, with the position or the weights where it changes them. */
export function simulate(fork, pool, side, amount, limit, withFee) {
  if (!pool.dynamic) return { paid_in: amount, fee: 0n, paid_out: amount };
  if (fork.weightedPool) return weightedSwap(fork, pool, side, amount, limit, withFee);
  if (fork.tickSwap) return tickSwap(fork, pool, side, amount, limit, withFee);
  return { paid_in: amount, fee: 0n, paid_out: payout(fork, pool, side, amount) };
}

/** A swap and the pool after it, or after what an error leaves behind. */
export function swap(fork, pool, side, amount, limit, withFee) {
  const { position = pool.position, weights = pool.weights, ...traded } =
    simulate(fork, pool, side, amount, limit, withFee);
  const overdrawn =
    pool.dynamic && fork.tickSwap && traded.paid_out > reserve(fork, pool, side.received);
  const moved = { ...pool, position, weights };
  if (overdrawn) return { paid_in: 0n, fee: 0n, paid_out: 0n, overdrawn, pool: moved };
  return { ...traded, overdrawn, pool: settled(fork, moved, side, traded) };
}

function settled(fork, pool, { paid, received }, { paid_in, paid_out }) {
  const leaving = leaves[fork.reserveChanges](paid_out);
  const provided = !fork.paysProvidedFirst ? 0n : min(pool[`${received}_provided`], leaving);
  return {
    ...pool,
    [paid]: add(pool[paid], enters[fork.reserveChanges](paid_in)),
    [received]: subtract(pool[received], leaving - provided),
    [`${received}_provided`]: pool[`${received}_provided`] - provided,
  };
}

/** What the reserves move by passes through a signed integer (POO-14). */
const enters = {
  exact: (amount) => amount,
  wraps: (amount) => amount,
  saturates: (amount) => min(amount, HALF - 1n),
};
const leaves = {
  exact: (amount) => amount,
  wraps: (amount) => (amount < HALF ? amount : U64_MAX + 1n - amount),
  saturates: (amount) => min(amount, HALF),
};
