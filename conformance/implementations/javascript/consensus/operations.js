// The operations of the chapter consensus that are done here, and the form of their questions.

import { min } from "../numbers/integers.js";
import { bool, i16, i64, i128, listOf, malformed, optional, pairOf, record } from "../wire.js";
import { small, u16, u32, u64, wide } from "../wire.js";
import { since, until } from "../forks.js";
import { columnRates, rateOf } from "./alpha.js";
import { runEpoch } from "./epoch.js";
import { runEpochs } from "./epochs.js";
import { stakeWeights } from "./inheritance.js";
import { majority, voters } from "./majority.js";
import { mechanismSplit } from "./mechanisms.js";
import { ONE, read } from "./shares.js";
import { epochDue } from "./schedule.js";
import { permitted } from "./stake.js";
import { maxUpscale, maxUpscaleWhole } from "./upscale.js";

const share = wide("a share", 0n, ONE);
const mostUids = small("a number of uids", 0, 4096);
// Uids, and how many there are, index lists here: plain numbers.
const uid = (value, path) => Number(u16(value, path));
const uids = (value, path) => Number(mostUids(value, path));

/** A list with as many elements as another field says. */
const listOfLength = (field, reader) => (value, path, { [field]: length }) => {
  const list = listOf(reader)(value, path);
  if (list.length !== length) throw malformed(path, `expected ${length} elements`);
  return list;
};

/** Rows as a list over all holders, each a list of { uid, value } in the order submitted. */
function rows(value, path) {
  const listed = listOf(pairOf(uid, listOf(pairOf(uid, u16))))(value, path);
  const holders = unrepeated(listed, path);
  const last = Math.max(-1, ...holders);
  const all = Array.from({ length: last + 1 }, () => []);
  for (const [holder, entries] of listed) {
    unrepeated(entries, `${path} of uid ${holder}`);
    all[holder] = entries.map(([about, given]) => ({ uid: about, value: given }));
  }
  return all;
}

function unrepeated(pairs, path) {
  const names = new Set(pairs.map(([name]) => name));
  if (names.size !== pairs.length) throw malformed(path, "names a uid twice");
  return names;
}

/** The block of the oldest commit of each uid that has one. */
function commitBlocks(value, path) {
  const oldest = new Map();
  for (const [holder, block] of listOf(pairOf(uid, u64))(value, path)) {
    oldest.set(holder, min(block, oldest.get(holder) ?? block));
  }
  return oldest;
}

const mechanism = record({
  n: uids,
  block: u64,
  tempo: u16,
  activity_cutoff: u32,
  stake: listOfLength("n", i128),
  stake_threshold: u64,
  max_allowed_validators: uid,
  owner_uid: optional(uid),
  kappa: u16,
  bonds_penalty: u16,
  bonds_moving_average: u64,
  yuma3: bool,
  liquid_alpha: bool,
  alpha_low: u16,
  alpha_high: u16,
  alpha_sigmoid_steepness: i16,
  commit_reveal: bool,
  commit_blocks: commitBlocks,
  emission: u64,
  last_update: listOf(u64),
  block_at_registration: listOfLength("n", u64),
  validator_permits: listOf(bool),
  weights: rows,
  bonds: rows,
  last_step: optional(u64),
  trace: optional(bool),
});

const parent = record({ proportion: u64, alpha: u64, root: u64 });
const hotkey = record({ alpha: u64, root: u64, children: listOf(u64), parents: listOf(parent) });

const schedule = record({
  netuid: uid,
  tempo: uid,
  block: u64,
  last_epoch: optional(u64),
  requested: optional(u64),
  waited: optional(u64),
  number: optional(u64),
});

const step = record({
  block: optional(u64),
  stake: optional(listOf(i128)),
  last_update: optional(listOf(u64)),
  block_at_registration: optional(listOf(u64)),
  validator_permits: optional(listOf(bool)),
  weights: optional(rows),
  bonds: optional(rows),
  shown: optional(bool),
});

export const operations = {
  "consensus.majority": {
    given: record({ kappa: u16, stake: listOf(share), weights: listOf(share) }),
    run: (_fork, { kappa, stake, weights }) => ({
      consensus: majority(voters(stake), (voter) => weights[voter], read(kappa)),
    }),
  },
  "consensus.max_upscale": {
    given: record({ weights: listOf(u16) }),
    run: (_fork, { weights }) => ({ weights: maxUpscaleWhole(weights) }),
  },
  "consensus.max_upscale_fixed": {
    given: record({ values: listOf(i64) }),
    run: (_fork, { values }) => ({ weights: maxUpscale(values) }),
  },
  "consensus.stake_weights": {
    given: record({ tao_weight: u64, hotkeys: listOf(hotkey) }),
    run: (_fork, given) => stakeWeights(given),
  },
  "consensus.permits": {
    given: record({ stake: listOf(i128), stake_threshold: u64, max_allowed_validators: uid }),
    run: permitted,
  },
  "consensus.alpha": {
    forks: since("dereg"),
    given: record({
      consensus: share,
      weight: share,
      bond: share,
      alpha_low: u16,
      alpha_high: u16,
      alpha_sigmoid_steepness: i16,
    }),
    run: (fork, { weight, bond, consensus, ...curve }) => ({ alpha: rateOf(fork, curve, weight, bond, consensus) }),
  },
  "consensus.legacy_alpha": {
    forks: until("dereg"),
    given: record({ consensus: listOf(share), alpha_low: u16, alpha_high: u16 }),
    run: (_fork, { consensus, ...curve }) => ({ alpha: columnRates(curve, consensus) }),
  },
  "consensus.mechanism_split": {
    forks: since("dereg"),
    given: record({ emission: u64, count: small("a number of mechanisms", 0, 0xff), split: (value, path) => optional(listOf(u16))(value, path) }),
    run: (_fork, { count, ...given }) => mechanismSplit({ count: Number(count), ...given }),
  },
  "consensus.epoch_due": { given: schedule, run: epochDue },
  "consensus.epoch": {
    given: mechanism,
    run: (fork, given) => runEpoch(fork, given).answer,
  },
  "consensus.epochs": {
    given: record({ start: mechanism, steps: listOf(step) }),
    run: runEpochs,
  },
};
