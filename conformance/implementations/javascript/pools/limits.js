// The most that a limit price lets through: spec/pools.md, POO-20 to POO-23.

import { safeDiv } from "../numbers/fixed.js";
import { U64_MAX, min, subtract } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";
import { priceFormat, priceOf, reservesOf } from "./pool.js";
import { buying, fixed, product, ratio, selling, sum, whole } from "./sides.js";
import { swap } from "./tick_swap.js";
import { room, swap as weightedSwap } from "./weighted.js";

const BILLION = 1_000_000_000n;

export const maxBuy = (fork, pool, limit) => answered(fork, most(fork, pool, buying, limit));
export const maxSell = (fork, pool, limit) => answered(fork, most(fork, pool, selling, limit));

/** A maximum of nothing is an error since dereg (POO-22). */
function answered(fork, amount) {
  if (fork.tickSwap && !fork.weightedPool && amount === 0n) throw new Rejection("ZeroMaxStakeAmount");
  return amount;
}

function most(fork, pool, side, limit) {
  if (!pool.dynamic) {
    const open = side === buying ? limit >= BILLION : limit <= BILLION;
    return open ? U64_MAX : 0n;
  }
  if (fork.tickSwap) return simulated(fork, pool, side, limit);
  return side === buying ? lineOfBuy(pool, limit) : lineOfSale(pool, limit);
}

function simulated(fork, pool, side, limit) {
  if (fork.weightedPool) {
    const { paid_in, fee } = weightedSwap(fork, pool, side, room(pool, side), limit, true);
    return min(paid_in + fee, U64_MAX);
  }
  try {
    const { paid_in, fee } = swap(fork, pool, side, U64_MAX, limit, true);
    return min(paid_in + fee, U64_MAX);
  } catch (error) {
    if (!(error instanceof Rejection) || fork.namesLimitErrors) throw error;
    return 0n;
  }
}

function lineOfBuy({ tao, alpha }, limit) {
  if (tao === 0n || alpha === 0n) return 0n;
  return min(subtract((limit * alpha) / BILLION, tao), U64_MAX);
}

function lineOfSale({ tao, alpha }, limit) {
  if (tao === 0n || alpha === 0n) return 0n;
  if (limit === 0n) return U64_MAX;
  if (limit >= (tao * BILLION) / alpha) return 0n;
  return min(subtract((tao * BILLION) / limit, alpha), U64_MAX);
}

/** The most alpha that moves from one subnet to another. */
export const maxMove = (fork, origin, destination, limit) =>
  answered(fork, mostMoved(fork, origin, destination, limit));

function mostMoved(fork, origin, destination, limit) {
  if (!origin.dynamic && !destination.dynamic) return limit <= BILLION ? U64_MAX : 0n;
  if (!origin.dynamic) {
    if (limit === 0n) return U64_MAX;
    const there = whole(product(ratio(fixed(BILLION), fixed(limit)), fixed(BILLION)));
    return most(fork, destination, buying, there);
  }
  if (!destination.dynamic) return most(fork, origin, selling, limit);
  return betweenPools(fork, origin, destination, limit);
}

function betweenPools(fork, origin, destination, limit) {
  const [taoO, alphaO] = reservesOf(origin);
  const [taoD, alphaD] = reservesOf(destination);
  if ([taoO, alphaO, taoD, alphaD].includes(0n)) return 0n;
  const least = ratio(fixed(limit), fixed(BILLION));
  const layout = priceFormat(fork);
  const price = safeDiv(priceOf(fork, origin), priceOf(fork, destination), layout);
  if (least > price << (64n - layout.fraction)) return 0n;
  if (limit === 0n) return U64_MAX;
  const both = sum(fixed(taoO), fixed(taoD));
  const part = (tao) => ratio(fixed(tao), both);
  const there = product(fixed(alphaD), part(taoO));
  const here = product(fixed(alphaO), part(taoD));
  return whole(subtract(ratio(there, least), here));
}
