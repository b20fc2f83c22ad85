import assert from "node:assert/strict";
import { test } from "node:test";
import { forks } from "../forks.js";
import { burnAfterRegistration, burnAt } from "../registration/burn.js";
import { setTake, swapCost } from "../registration/keys.js";
import { maySet } from "../registration/may_set.js";
import { adjust, immortal, makeRoom, pruneNeuron } from "../registration/places.js";
import { dissolve, lockCost, lockCostAt, payout } from "../registration/subnets.js";

const code = (expected) => (error) => error.code === expected;

test("up to the target the way in that was used more keeps its price", () => {
  const prices = { burn: 1000n, min_burn: 0n, max_burn: 10_000n, difficulty: 1000n };
  const counted = { registrations: 1n, burned: 1n, worked: 0n, target: 1n, adjustment_alpha: 0n };
  const terms = { ...prices, min_difficulty: 0n, max_difficulty: 10_000n, ...counted };
  assert.deepEqual(adjust(terms), { burn: 1000n, difficulty: 1000n });
  const none = { ...terms, registrations: 0n, burned: 0n };
  assert.deepEqual(adjust(none), { burn: 500n, difficulty: 500n });
  assert.equal(adjust({ ...none, min_burn: 600n }).burn, 600n);
});

test("since burnprice the burn halves in its half-life, and rises with each registration", () => {
  const bounds = { min_burn: 500_000n, max_burn: 10n ** 11n };
  const falling = { burn: 10n ** 9n, half_life: 360, ...bounds, block: 7_000_000n, after: [1n, 2n, 360n] };
  const { factor, moments } = burnAt(falling);
  assert.equal(factor, 4_286_705_684n);
  assert.deepEqual(moments.map(({ burn }) => burn), [998_076_443n, 996_156_586n, 499_999_865n]);
  const rising = { burn: 10n ** 9n, multiplier: (126n << 64n) / 100n, ...bounds };
  assert.equal(burnAfterRegistration(rising).burn, 1_259_999_999n);
});

test("among equals the oldest makes room, and nobody immortal", () => {
  const neurons = [3n, 2n, 2n, 9n].map((registered, uid) => ({ uid, score: 0, registered, immortal: uid === 1 }));
  assert.equal(pruneNeuron({ neurons, now: 100n, immunity: 10n }).uid, 2);
  assert.equal(pruneNeuron({ neurons: [], now: 100n, immunity: 10n }).uid, 0);
});

test("since authorfee the old make room for a new neuron only while enough of them are left", () => {
  const paid = [[5n, 1n], [2n, 2n], [0n, 95n]];
  const neurons = paid.map(([emission, registered], uid) => ({ uid, emission, registered, immortal: false }));
  const room = (kept) => makeRoom({ neurons, now: 100n, immunity: 10n, kept }).uid;
  assert.deepEqual([room(1), room(2)], [1, 2]);
  assert.throws(() => makeRoom({ neurons: [], now: 100n, immunity: 10n, kept: 0 }), code("NoNeuronIdAvailable"));
});

test("the own hotkey of a subnet comes before older ones", () => {
  const owned = [0, 1, 2].map((uid) => ({ uid, score: 0, registered: 5n, immortal: false }));
  assert.deepEqual(immortal({ owned, owner_uid: 2, limit: 2 }), { uids: [2, 0] });
  assert.deepEqual(immortal({ owned, owner_uid: 1, limit: 2 }), { uids: [0, 1] });
  assert.deepEqual(immortal({ owned, owner_uid: 2, limit: 0 }), { uids: [] });
});

test("the part that the lock falls by is floored before it is multiplied", () => {
  const lock = { last_lock: 1_250_000_000_000n, last_block: 1n, minimum: 0n, interval: 57_600n };
  const given = { ...lock, now: 57_601n, total_issuance: 0n };
  assert.equal(lockCost(forks.dereg, given).cost, 1_250_000_051_200n);
});

test("a halving prices the time that has passed anew", () => {
  const lock = { last_lock: 10n ** 12n, last_block: 1n, minimum: 0n, interval: 1000n };
  const start = { ...lock, block: 101n, total_issuance: 10_500_000_000_000_000n - 1n };
  const { moments } = lockCostAt(forks.dereg, { ...start, after: [0n, 1n] });
  assert.deepEqual(
    moments.map(({ interval, cost }) => [interval, cost]),
    [
      [1000n, 1_900_000_000_000n],
      [500n, 1_798_000_000_000n],
    ],
  );
});

test("payments are made by remainder, where anything remained", () => {
  const order = (pot, values) => payout(pot, values).map(({ holder, amount }) => [holder, amount]);
  assert.deepEqual(order(7n, [1n, 2n, 4n]), [[0, 1n], [1, 2n], [2, 4n]]);
  assert.deepEqual(order(2n, [1n, 0n, 1n, 1n]), [[0, 1n], [2, 1n], [3, 0n]]);
});

test("a payment that leaves an account too small is lost", () => {
  const given = {
    pot: 700n,
    entries: [
      { account: 0, value: 1n },
      { account: 1, value: 6n },
    ],
    free: [0n, 0n],
    owner: 0,
    lock: 600n,
    registered: 1n,
    start: 2n,
    earned: 50n,
  };
  assert.deepEqual(dissolve(forks.dereg, given), { free: [550n, 600n], paid: 600n, lost: 100n, refund: 550n });
});

test("a clock at 0 never ran", () => {
  const take = { take: 2n, raises: true, current: 1n, minimum: 0n, maximum: 9n, now: 5n, rate_limit: 10n };
  assert.equal(setTake({ ...take, last: 0n }).next_raise, 16n);
  assert.throws(() => setTake({ ...take, last: 1n }), code("DelegateTxRateLimitExceeded"));
});

test("the clock of a swap is asked before its price", () => {
  const swap = { form: "hotkey", now: 100n, free: 0n, last: 99n, last_there: 0n, rate_limit: 1000n };
  assert.throws(() => swapCost(forks.dtao, swap), code("HotKeySetTxRateLimitExceeded"));
  assert.throws(() => swapCost(forks.dtao, { ...swap, last: 0n }), code("NotEnoughBalanceToPaySwapHotKey"));
});

test("a pause, the window and a subnet that is not there are asked in the order of the fork", () => {
  const setting = {
    name: "WeightsVersionKey",
    value: 7n,
    by: "owner",
    exists: false,
    switched_on: true,
    netuid: 1,
    tempo: 360,
    now: 7_000_148n,
    last: 7_000_147n,
    freeze_window: 10,
    tempos: 2,
    others: [],
  };
  const refusal = (fork) => {
    try {
      return maySet(forks[fork], setting);
    } catch (error) {
      return error.code;
    }
  };
  assert.deepEqual(["dtao", "dereg", "halving"].map(refusal), [
    "SubnetDoesNotExist",
    "AdminActionProhibitedDuringWeightsWindow",
    "TxRateLimitExceeded",
  ]);
});
