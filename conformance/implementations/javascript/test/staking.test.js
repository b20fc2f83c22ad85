import assert from "node:assert/strict";
import { test } from "node:test";
import { forks } from "../forks.js";
import { operations as staking } from "../staking/operations.js";
import { deposit, withdraw, worth } from "../staking/share_pool.js";

const ONE = 2n ** 64n;

test("a deposit is worth a rao less at once", () => {
  const pool = { value: 1_100_000_000n, shares: ONE * 1_000_000_000n, share: 0n };
  const after = deposit(pool, 1_000n);
  assert.deepEqual([after.credited, worth(after)], [1_000n, 999n]);
});

test("a withdrawal that would leave dust takes everything", () => {
  const pool = { value: 1_000_000_000n, shares: ONE * 1_000_000_000n, share: ONE * 1_000_000n };
  const all = withdraw(pool, 999_990n);
  assert.deepEqual([all.removed, all.share], [1_000_000n, 0n]);
  assert.equal(withdraw(pool, 999_989n).share, ONE * 11n);
});

test("amounts from 2^63 on wrap", () => {
  const pool = { value: 1_000_000_000n, shares: ONE * 1_000_000_000n, share: ONE * 1_000_000_000n };
  const after = deposit(pool, ONE - 1n);
  assert.deepEqual([after.value, after.credited], [999_999_999n, 0n]);
});

test("the least that can be staked bears its fee", () => {
  const pool = {
    dynamic: true,
    tao: 1_000_000_000_000n,
    alpha: 1_000_000_000_000n,
    tao_provided: 0n,
    alpha_provided: 0n,
    fee_rate: 33,
    scrap_tao: 0n,
    scrap_alpha: 0n,
    position: null,
  };
  const least = (fork, given) => staking["staking.least_to_add"].run(fork, { pool: given }).tao;
  assert.equal(least(forks.dtao, pool), 550_000n);
  assert.equal(least(forks.dereg, pool), 2_001_007n);
  assert.equal(least(forks.dereg, { ...pool, dynamic: false }), 2_000_000n);
});
