import assert from "node:assert/strict";
import { test } from "node:test";
import { forks } from "../forks.js";
import { decimalDeposit, decimalWithdraw } from "../staking/decimal_pool.js";
import { ZERO, decimal, difference, ofFixed, sum } from "../staking/decimals.js";
import { lockAt, subnetKing } from "../staking/locks.js";
import { operations as staking } from "../staking/operations.js";
import { deposit, withdraw, worth } from "../staking/share_pool.js";

const ONE = 2n ** 64n;
const { netflow, balancer } = forks;

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

test("a decimal has twenty-one digits, and a sum those of the larger one", () => {
  assert.deepEqual(decimal(10n), { mantissa: 10n ** 21n, exponent: -20n });
  assert.deepEqual(ofFixed(ONE / 2n), { mantissa: 5n * 10n ** 20n, exponent: -21n });
  const large = { mantissa: 2n * 10n ** 20n, exponent: 1n };
  assert.deepEqual(sum(large, decimal(9n)), large);
  assert.equal(difference(ZERO, decimal(1n)), undefined);
});

test("where shares are decimals a withdrawal leaves what was not asked for", () => {
  const pool = { value: 1_000n, shares: decimal(1_000n), share: decimal(1_000n) };
  const after = decimalWithdraw({ ...pool, amount: 999n });
  assert.deepEqual(after, { value: 1n, shares: decimal(1n), share: decimal(1n), enough: true });
  assert.equal(decimalWithdraw({ ...pool, amount: 1_001n }).enough, false);
  assert.deepEqual(decimalDeposit({ ...pool, amount: 1_000n }).share, decimal(2_000n));
});

test("a lock ages: mass decays, conviction matures, and on the own hotkey is the mass", () => {
  const lock = { locked_mass: 1_000_000_000n, conviction: 0n, last_update: 0n };
  const terms = { unlock_rate: 1_000n, maturity_rate: 1_000n, on_own_hotkey: false, perpetual: false, blocks: [1_000n] };
  const [decayed] = lockAt(netflow, { lock, ...terms }).locks;
  assert.deepEqual([decayed.locked_mass, decayed.conviction / ONE], [367_879_441n, 367_879_441n]);
  const [kept] = lockAt(netflow, { lock, ...terms, perpetual: true }).locks;
  assert.deepEqual([kept.locked_mass, kept.conviction / ONE], [1_000_000_000n, 632_120_558n]);
  const [own] = lockAt(netflow, { lock, ...terms, on_own_hotkey: true }).locks;
  assert.equal(own.conviction, own.locked_mass * ONE);
  const little = { ...lock, locked_mass: 99n };
  const later = (fork) => lockAt(fork, { lock: little, ...terms, perpetual: true }).locks[0].locked_mass;
  assert.deepEqual([later(netflow), later(balancer)], [99n, 0n]);
});

test("a subnet of a year goes to the hotkey with the most conviction, once locks are a tenth of its alpha", () => {
  const rows = [["0x1", 4n], ["0x2", 3n], ["0x2", 3n]];
  const convictions = rows.map(([hotkey, conviction]) => ({ hotkey, conviction: conviction * ONE }));
  const given = { block: 2_629_800n, registered_at: 0n, alpha_out: 100n, convictions };
  assert.equal(subnetKing(given).king, "0x2");
  assert.equal(subnetKing({ ...given, block: 2_629_799n }).king, null);
  assert.equal(subnetKing({ ...given, alpha_out: 101n }).king, null);
});
