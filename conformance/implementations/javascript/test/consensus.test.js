import assert from "node:assert/strict";
import { test } from "node:test";
import { columnRates, found, rateOf } from "../consensus/alpha.js";
import { majority, voters } from "../consensus/majority.js";
import { operations } from "../consensus/operations.js";
import { ONE, read, write } from "../consensus/shares.js";
import { maxUpscaleWhole } from "../consensus/upscale.js";
import { forks } from "../forks.js";

const { dtao, dereg, authorfee } = forks;

/** The answer to a question that states only what is not usual. */
function ask(fork, operation, given) {
  const { given: reader, run } = operations[operation];
  return run(fork, reader(given));
}

const usual = (n) => ({
  n,
  block: "1000",
  tempo: 100,
  activity_cutoff: 5000,
  stake: Array(n).fill("0"),
  stake_threshold: "0",
  max_allowed_validators: 64,
  owner_uid: null,
  kappa: 32767,
  bonds_penalty: 65535,
  bonds_moving_average: "900000",
  yuma3: false,
  liquid_alpha: false,
  alpha_low: 45875,
  alpha_high: 58982,
  alpha_sigmoid_steepness: 1000,
  commit_reveal: false,
  commit_blocks: [],
  emission: "1000",
  last_update: Array(n).fill("900"),
  block_at_registration: Array(n).fill("0"),
  validator_permits: Array(n).fill(true),
  weights: [],
  bonds: [],
});

const rao = (...amounts) => amounts.map((amount) => String(BigInt(amount) << 64n));
const epochOf = (fork, given) => ask(fork, "consensus.epoch", { ...usual(given.n), ...given });

const page = {
  n: 5,
  stake: rao(400, 350, 250, 0, 0),
  weights: [
    [0, [[3, 60], [4, 40]]],
    [1, [[3, 50], [4, 50]]],
    [2, [[4, 100]]],
  ],
};

test("the epoch on one page", () => {
  const answer = epochOf(dereg, page);
  assert.deepEqual(answer.consensus, [0, 0, 0, 32767, 32767]);
  assert.deepEqual(answer.server_emission, [0n, 0n, 0n, 224n, 275n]);
  assert.deepEqual(answer.validator_emission, [215n, 209n, 74n, 0n, 0n]);
  assert.deepEqual(answer.rank, answer.incentive);
});

test("half of the stake is a majority, and one unit of kappa later it is not", () => {
  const disjoint = { n: 4, stake: rao(1, 1, 0, 0), weights: [[0, [[2, 1]]], [1, [[3, 1]]]] };
  assert.deepEqual(epochOf(dereg, disjoint).consensus, [0, 0, 65535, 65535]);
  assert.deepEqual(epochOf(dereg, { ...disjoint, kappa: 32768 }).consensus, [0, 0, 0, 0]);
});

test("silence is a vote for zero, and kappa of nothing takes the largest weight", () => {
  const staked = voters([ONE, ONE, ONE]);
  const weights = [ONE / 2n, ONE / 4n, 0n];
  assert.equal(majority(staked, (voter) => weights[voter], 0n), ONE / 2n);
  assert.equal(majority(staked, (voter) => weights[voter], read(32767n)), ONE / 4n);
  assert.equal(majority(staked, (voter) => weights[voter], read(65534n)), 0n);
  assert.equal(majority(voters([0n]), () => ONE, 0n), 0n);
  assert.equal(majority(voters([ONE, ONE]), (voter) => weights[voter], ONE / 2n), ONE / 2n);
});

test("of equal stakes the higher uids get the permits", () => {
  const equal = { n: 4, stake: rao(1, 1, 1, 1), max_allowed_validators: 2 };
  assert.deepEqual(epochOf(dereg, equal).validator_permits, [false, false, true, true]);
});

test("a stored proportion loses a unit when it is read and written", () => {
  assert.deepEqual([0n, 1n, 65534n, 65535n].map((stored) => write(read(stored))), [0, 0, 65533, 65535]);
});

test("scaling has two branches that disagree", () => {
  assert.deepEqual(maxUpscaleWhole([16384n, 32768n]), [32768, 65535]);
  assert.deepEqual(maxUpscaleWhole([20000n, 40000n]), [32767, 65535]);
  assert.deepEqual(maxUpscaleWhole([0n, 0n]), [0, 0]);
});

test("an explicit zero keeps a Yuma3 bond, an omitted weight does not", () => {
  const second = (row) => ({
    n: 4,
    yuma3: true,
    liquid_alpha: true,
    stake: rao(1, 1, 0, 0),
    weights: [[0, [[2, 1], [3, 1]]], [1, row]],
    bonds: [[0, [[2, 30000], [3, 30000]]], [1, [[2, 30000], [3, 30000]]]],
  });
  const bondsOf = ({ bonds }) => new Map(bonds.find(([holder]) => holder === 1)[1]);
  const omitted = epochOf(dereg, second([[2, 1]]));
  const listed = epochOf(dereg, second([[2, 1], [3, 0]]));
  assert.deepEqual([...bondsOf(omitted).keys()], [2]);
  assert.deepEqual([...bondsOf(listed).keys()], [2, 3]);
});

test("a cursor that never turns back misses what does not ascend", () => {
  const row = [{ uid: 3, value: 1n }, { uid: 2, value: 2n }, { uid: 4, value: 3n }];
  assert.deepEqual([...found(row)], [[3, 1n], [4, 3n]]);
});

test("a steep sigmoid turns over, until its exponent is bounded", () => {
  const curve = { alpha_low: 45875n, alpha_high: 58982n };
  const atConsensus = (fork, steepness) =>
    write(rateOf(fork, { ...curve, alpha_sigmoid_steepness: steepness }, 0n, 0n, 0n));
  assert.equal(atConsensus(dereg, 4177n), 45874);
  assert.equal(atConsensus(dereg, 4178n), 58981);
  assert.equal(atConsensus(authorfee, 4178n), 45875);
});

test("in dtao the columns of high consensus move faster", () => {
  const levels = [...Array(2).fill(ONE / 5n), ...Array(6).fill(ONE / 10n)];
  const rates = columnRates({ alpha_low: 45875n, alpha_high: 58982n }, levels).map(write);
  assert.deepEqual(rates, [58981, 58981, ...Array(6).fill(45875)]);
  assert.equal(columnRates({ alpha_low: 1n, alpha_high: 2n }, [0n, 0n]), null);
});

test("malformed state is fitted, and stops the block in dtao", () => {
  const short = { ...page, last_update: ["900"] };
  assert.deepEqual(epochOf(dereg, short).active, [true, true, true, true, true]);
  assert.throws(() => epochOf(dtao, short), { code: "MalformedState" });
});

test("a row of epochs carries bonds and permits over", () => {
  const start = { ...usual(5), ...page, validator_permits: [true, true, true, false, false] };
  const steps = [{}, { block: "1101" }, { shown: false }];
  const { epochs } = ask(dereg, "consensus.epochs", { start, steps });
  const next = { ...start, block: "1101", bonds: epochs[0].bonds, validator_permits: epochs[0].validator_permits };
  assert.equal(epochs.length, 2);
  assert.deepEqual(epochs[1], ask(dereg, "consensus.epoch", next));
});

test("in dtao the bonds of who never had a permit stay, and count", () => {
  const foreign = [2, [[2, 65535]]];
  const start = {
    ...usual(3),
    stake: rao(2, 2, 1),
    max_allowed_validators: 2,
    validator_permits: [true, true, false],
    weights: [[0, [[2, 1]]], [1, [[2, 1]]]],
    bonds: [[0, [[2, 65535]]], foreign],
  };
  for (const [fork, left] of [[dtao, [foreign]], [dereg, []]]) {
    const [first, second] = ask(fork, "consensus.epochs", { start, steps: [{}, {}] }).epochs;
    const next = { ...start, bonds: [...first.bonds, ...left] };
    assert.deepEqual(second, ask(fork, "consensus.epoch", next));
  }
});

test("what is no epoch is refused", () => {
  const refuses = (given, message) =>
    assert.throws(() => epochOf(dereg, given), { code: -32602, message });
  refuses({ n: 2, stake: ["0"] }, "stake: expected 2 elements");
  refuses({ n: 1, weights: [[0, []], [0, []]] }, "weights: names a uid twice");
  refuses({ n: 1, bonds: [[0, [[1]]]] }, "bonds[0][1][0]: expected a pair");
});
