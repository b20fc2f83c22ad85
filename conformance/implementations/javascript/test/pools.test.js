import assert from "node:assert/strict";
import { test } from "node:test";
import { forks } from "../forks.js";
import { operations as pools } from "../pools/operations.js";
import { HIGHEST_ROOT, LOWEST_ROOT, tickAt } from "../pools/ticks.js";

const pool = {
  dynamic: true,
  tao: 20_000_000_000_000n,
  alpha: 2_500_000_000_000_000n,
  tao_provided: 0n,
  alpha_provided: 0n,
  fee_rate: 33,
  scrap_tao: 0n,
  scrap_alpha: 0n,
  position: null,
};
const buy = { pool, tao: 1_000_000_000n, limit: 2n ** 64n - 1n, with_fee: true };

test("the same trade in two kinds of pool", () => {
  const constantProduct = pools["pools.buy"].run(forks.dtao, buy);
  assert.equal(constantProduct.paid_out, 124_993_750_312n);
  const tickSwap = pools["pools.buy"].run(forks.dereg, buy);
  assert.deepEqual([tickSwap.fee, tickSwap.paid_out], [503_547n, 124_930_813_230n]);
  assert.equal(tickSwap.pool.tao - pool.tao, 999_496_453n);
});

test("an overdrawn reserve answers nothing and keeps the price that it moved to", () => {
  const begun = pools["pools.buy"].run(forks.flow, { ...buy, tao: 0n }).pool;
  const poor = { ...begun, alpha: 1_000_000n };
  const swapped = pools["pools.buy"].run(forks.flow, { ...buy, pool: poor });
  assert.deepEqual([swapped.overdrawn, swapped.paid_in, swapped.paid_out], [true, 0n, 0n]);
  assert.equal(swapped.pool.alpha, 1_000_000n);
  assert.ok(swapped.pool.position.sqrt_price > begun.position.sqrt_price);
});

test("the most under a limit of dtao ends far above the limit", () => {
  const given = { pool: { ...pool, tao: 15n, alpha: 10n }, limit: 6_000_000_000n };
  assert.equal(pools["pools.max_buy"].run(forks.dtao, given).most, 45n);
});

test("only what fits the price joins, the rest waits", () => {
  const { pool: begun } = pools["pools.buy"].run(forks.flow, { ...buy, tao: 0n });
  const given = { pool: begun, tao: 1_000n, alpha: 0n };
  assert.equal(pools["pools.adjust"].run(forks.flow, given).pool.scrap_tao, 1_000n);
  assert.equal(pools["pools.adjust"].run(forks.dereg, given).pool.scrap_tao, 0n);
});

test("the outermost ticks have the roots that the chapter states", () => {
  assert.equal(LOWEST_ROOT, 4_295_048_017n);
  assert.equal(HIGHEST_ROOT, 79_226_673_515_401_279_992_447_579_062n);
  assert.deepEqual([0n, LOWEST_ROOT, 2n ** 64n].map(tickAt), [-443_636, -443_636, 0]);
});

test("a weighted pool pays by its weights, and injections move them", () => {
  const weights = { quote: 400_000_000_000_000_000n, is_traded: true };
  const even = { ...pool, tao: 1_000_000_000_000n, alpha: 5_000_000_000_000n };
  const given = { ...buy, pool: { ...even, weights }, tao: 10_000_000_000n, limit: 10n ** 15n };
  const swapped = pools["pools.buy"].run(forks.balancer, given);
  assert.deepEqual([swapped.fee, swapped.paid_out], [5_035_477n, 33_041_493_338n]);
  const injected = { pool: even, tao: 1_000_000_000n, alpha: 1_000_000_000n };
  const moved = pools["pools.adjust"].run(forks.balancer, injected).pool.weights;
  assert.deepEqual(moved, { quote: 500_199_880_071_956_825n, is_traded: false });
});
