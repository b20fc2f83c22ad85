// The operations of the chapter pools.

import { since } from "../forks.js";
import { bool, record, small, u64, u128 } from "../wire.js";
import { adjust } from "./adjustment.js";
import { maxBuy, maxMove, maxSell } from "./limits.js";
import { poolReader, priceOf } from "./pool.js";
import { quote } from "./quotes.js";
import { buying, selling } from "./sides.js";
import { swap } from "./swaps.js";
import { HIGHEST_TICK, LOWEST_TICK, sqrtPriceAt, tickAt } from "./ticks.js";

const tick = small("a tick", LOWEST_TICK, HIGHEST_TICK);

const swapping = (side) => ({
  given: record({ pool: poolReader, [side.paid]: u64, limit: u64, with_fee: bool }),
  run: (fork, { pool, limit, with_fee, ...offered }) =>
    swap(fork, pool, side, offered[side.paid], limit, with_fee),
});

const quoting = (side) => ({
  given: record({ pool: poolReader, [side.paid]: u64, limit: u64 }),
  run: (fork, { pool, limit, ...offered }) => quote(fork, pool, side, offered[side.paid], limit),
});

const limiting = (most) => ({
  given: record({ pool: poolReader, limit: u64 }),
  run: (fork, { pool, limit }) => ({ most: most(fork, pool, limit) }),
});

export const operations = {
  "pools.price": {
    given: record({ pool: poolReader }),
    run: (fork, { pool }) => ({ price: priceOf(fork, pool) }),
  },
  "pools.buy": swapping(buying),
  "pools.sell": swapping(selling),
  "pools.quote_buy": quoting(buying),
  "pools.quote_sell": quoting(selling),
  "pools.max_buy": limiting(maxBuy),
  "pools.max_sell": limiting(maxSell),
  "pools.max_move": {
    given: record({ origin: poolReader, destination: poolReader, limit: u64 }),
    run: (fork, { origin, destination, limit }) => ({
      most: maxMove(fork, origin, destination, limit),
    }),
  },
  "pools.adjust": {
    forks: since("dereg"),
    given: record({ pool: poolReader, tao: u64, alpha: u64 }),
    run: (fork, { pool, tao, alpha }) => ({ pool: adjust(fork, pool, tao, alpha) }),
  },
  "pools.sqrt_price_at": {
    forks: since("dereg", "balancer"),
    given: record({ tick }),
    run: (_fork, given) => ({ sqrt_price: sqrtPriceAt(Number(given.tick)) }),
  },
  "pools.tick_at": {
    forks: since("dereg", "balancer"),
    given: record({ sqrt_price: u128 }),
    run: (_fork, { sqrt_price }) => ({ tick: tickAt(sqrt_price) }),
  },
};
