// The operations of the chapter registration, and the form of their questions.

import { since, until } from "../forks.js";
import { bool, i128, listOf, malformed, oneOf, optional, record, u16, u32, u64, u128 } from "../wire.js";
import { burnAfterRegistration, burnAt, openPool } from "./burn.js";
import { setTake, swapCost } from "./keys.js";
import { maySet } from "./may_set.js";
import { adjust, admit, immortal, makeRoom, pruneNeuron, pruneSubnet } from "./places.js";
import { dissolve, lockCost, lockCostAt, payout, refund, registerSubnet } from "./subnets.js";

const sinceDereg = since("dereg");
const sinceFlow = since("flow");

// Places in a list, uids and netuids index and order here: plain numbers.
const plain = (value, path) => Number(u16(value, path));
const text = (value, path) => {
  if (typeof value !== "string") throw malformed(path, "expected a text");
  return value;
};

/** An operation that reads these fields and is the same in all forks that have it. */
const same = (fields, compute, forks) => ({
  forks,
  given: record(fields),
  run: (_fork, given) => compute(given),
});

const terms = {
  burn: u64,
  min_burn: u64,
  max_burn: u64,
  difficulty: u64,
  min_difficulty: u64,
  max_difficulty: u64,
  registrations: u16,
  burned: u16,
  worked: u16,
  target: u16,
  adjustment_alpha: u64,
};
const neuron = record({ uid: plain, score: plain, registered: u64, immortal: bool });
const paidNeuron = record({ uid: plain, emission: u64, registered: u64, immortal: bool });
const owners = { owned: listOf(neuron), owner_uid: optional(plain), limit: plain };
const subnet = record({ netuid: plain, price: u128, registered: u64 });
const burnBounds = { min_burn: u64, max_burn: u64 };
const falling = { burn: u64, half_life: plain, ...burnBounds, block: u64, after: listOf(u32) };
const rising = { burn: u64, multiplier: u128, ...burnBounds };
const lock = { last_lock: u64, last_block: u64, minimum: u64, interval: u64 };
const ended = { lock: u64, registered: u64, start: u64 };
const take = {
  take: u16,
  raises: bool,
  current: optional(u16),
  minimum: u16,
  maximum: u16,
  now: u64,
  last: u64,
  rate_limit: u64,
};
const swap = {
  form: oneOf("hotkey", "hotkey_on_subnet", "coldkey"),
  now: u64,
  free: u64,
  last: u64,
  last_there: u64,
  rate_limit: u64,
};
const setting = {
  name: text,
  value: i128,
  by: oneOf("owner", "root", "other"),
  exists: bool,
  switched_on: bool,
  netuid: plain,
  tempo: plain,
  now: u64,
  last: u64,
  freeze_window: plain,
  tempos: plain,
  others: listOf(record({ name: text, value: i128 })),
  last_epoch: optional(u64),
  requested: optional(u64),
};

/** The accounts of an ending are places in its list of balances. */
function ending(value, path) {
  const entry = record({ account: plain, value: u64 });
  const fields = { pot: u64, entries: listOf(entry), free: listOf(u64), owner: plain, ...ended, earned: u64 };
  const read = record(fields)(value, path);
  const accounts = [read.owner, ...read.entries.map(({ account }) => account)];
  if (accounts.some((account) => account >= read.free.length)) throw malformed(path, "no such account");
  return read;
}

export const operations = {
  "registration.adjust": same(terms, adjust, until("burnprice")),
  "registration.admit": same({ this_block: u16, most_a_block: u16, this_interval: u16, target: u16 }, admit, until("burnprice")),
  "registration.immortal": same(owners, immortal, sinceDereg),
  "registration.prune_neuron": same(
    { neurons: listOf(neuron), now: u64, immunity: u64 },
    pruneNeuron,
    until("authorfee"),
  ),
  "registration.make_room": same(
    { neurons: listOf(paidNeuron), now: u64, immunity: u64, kept: plain },
    makeRoom,
    since("authorfee"),
  ),
  "registration.prune_subnet": same({ subnets: listOf(subnet), now: u64, immunity: u64 }, pruneSubnet, sinceDereg),
  "registration.lock_cost": { given: record({ ...lock, now: u64, total_issuance: u64 }), run: lockCost },
  "registration.lock_cost_at": {
    given: record({ ...lock, block: u64, total_issuance: u64, after: listOf(u64) }),
    run: lockCostAt,
  },
  "registration.register_subnet": {
    forks: until("burnprice"),
    given: record({ free: u64, cost: u64, minimum: u64 }),
    run: registerSubnet,
  },
  "registration.payout": same(
    { pot: u64, values: listOf(u64) },
    ({ pot, values }) => ({ payments: payout(pot, values) }),
    sinceDereg,
  ),
  "registration.refund": same({ ...ended, alpha: u64, cut: u16, price: u128 }, refund, sinceFlow),
  "registration.dissolve": { forks: sinceDereg, given: ending, run: dissolve },
  "registration.burn_at": same(falling, burnAt, since("burnprice")),
  "registration.burn_after_registration": same(rising, burnAfterRegistration, since("burnprice")),
  "registration.open_pool": {
    forks: since("burnprice"),
    given: record({ paid: u64, minimum: u64, prices: listOf(u128) }),
    run: openPool,
  },
  "registration.set_take": same(take, setTake),
  "registration.swap_cost": { given: record(swap), run: swapCost },
  "registration.may_set": { given: record(setting), run: maySet },
};
