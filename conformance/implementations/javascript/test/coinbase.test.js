import assert from "node:assert/strict";
import { test } from "node:test";
import { blake2b } from "../coinbase/blake2b.js";
import { operations as coinbase } from "../coinbase/operations.js";
import { forks } from "../forks.js";

// "A block on one page" of the chapter.
const block = {
  alpha_out: 1_000_000_000n,
  owner_cut: 11_796n,
  root_tao: 5_500_000_000_000_000n,
  tao_weight: 3_320_413_933_267_719_290n,
  alpha_issuance: 4_500_001_500_000_002n,
};

test("a block sets aside what the chapter shows", () => {
  const sold = coinbase["coinbase.set_aside_and_sell"].run(forks.dtao, block);
  assert.deepEqual([sold.owner, sold.swapped, sold.emission], [179_995_422n, 73_934_818n, 746_069_759n]);
  const kept = coinbase["coinbase.set_aside"].run(forks.flow, block);
  assert.deepEqual([kept.server, kept.validator], [410_002_288n, 336_067_470n]);
});

test("an average of flow that was negative stays a step below zero", () => {
  const given = { average: -1n, flow: 0n, smoothing_factor: 29_597_889_189_277n };
  const { weight, average } = coinbase["coinbase.flow_average"].run(forks.flow, given);
  assert.deepEqual([weight, average], [59_195_778_378_554n, -1n]);
});

test("an epoch is due every tempo plus one blocks, and never without a tempo", () => {
  const next = (block, tempo) => coinbase["coinbase.next_epoch"].run(forks.flow, { netuid: 1, tempo, block });
  assert.deepEqual(next(358n, 360), { blocks: 0, block: 358n });
  assert.deepEqual(next(359n, 360), { blocks: 360, block: 719n });
  assert.deepEqual(next(359n, 0), { blocks: null, block: null });
});

test("from balancer on an epoch is due a tempo after the last, or when one was asked for", () => {
  const next = (given) => coinbase["coinbase.next_epoch"].run(forks.balancer, { netuid: 1, tempo: 360, block: 1000n, ...given });
  assert.equal(next({ last_epoch: 700n }).blocks, 60);
  assert.equal(next({ last_epoch: 700n, requested: 1010n }).blocks, 10);
  assert.equal(next({ last_epoch: 700n, waited: 50_400n }).blocks, 1);
  const subnets = [3, 1, 2].map((netuid) => ({ netuid, tempo: 360, last_epoch: 640n, requested: null }));
  const order = coinbase["coinbase.block_order"].run(forks.balancer, { block: 1000n, subnets });
  assert.deepEqual(order.epochs, [1, 2]);
});

test("from flow on a child that is also a parent drops the request", () => {
  const given = {
    parent: "a",
    requested: [{ proportion: 1n, hotkey: "b" }],
    children: [],
    parents: [{ hotkey: "a", relatives: [{ proportion: 1n, hotkey: "b" }] }],
  };
  const { run } = coinbase["coinbase.children"];
  assert.equal(run(forks.flow, given).children, null);
  assert.deepEqual(run(forks.dtao, given).parents, [
    { hotkey: "b", relatives: [{ proportion: 1n, hotkey: "a" }] },
  ]);
});

test("a hash of sixteen bytes is no beginning of a longer one", () => {
  // what Python's hashlib.blake2b(b"abc", digest_size=16) answers
  assert.equal(blake2b(Buffer.from("abc"), 16).toString("hex"), "cf4ab791c62b8d2b2109c90275287816");
});

test("a walk goes by hashes, and begins again after a batch that was not full", () => {
  const entry = (number) => ({ hotkey: `0x${String(number).padStart(64, "0")}`, coldkey: `0x${"1".repeat(64)}`, netuid: 0 });
  const entries = Array.from({ length: 31 }, (_, number) => entry(number));
  const first = coinbase["coinbase.walk"].run(forks.flow, { entries, last: null });
  assert.equal(first.looked_at.length, 30);
  const second = coinbase["coinbase.walk"].run(forks.flow, { entries, last: first.last });
  assert.equal(second.looked_at.length, 1);
  assert.equal(second.last, null);
});
