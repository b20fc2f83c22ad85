// The curve: how much a block may mint, and when that changes. spec/supply.md, SUP-2 to SUP-6.

import { ceilDiv } from "../numbers/integers.js";
import { record, u32, u64 } from "../wire.js";

const LAST_ERA = 30;
const DAY = 86_400n; // seconds
const YEAR = 31_557_600n; // seconds in 365.25 days
const DAY_MS = 86_400_000n;

/** The issuance at which an era begins (SUP-2). */
export const threshold = ({ totalSupply }, era) => totalSupply - (totalSupply >> BigInt(era));

/** The era that an issuance is in: how many thresholds it has reached. */
export function eraOf(fork, issuance) {
  let era = 0;
  while (era < LAST_ERA && issuance >= threshold(fork, era + 1)) era += 1;
  return era;
}

/** What a block of an era mints at most, in rao (SUP-3). */
export const emissionIn = ({ blockEmission }, era) => blockEmission >> BigInt(era);

export const blockEmission = (fork, issuance) => emissionIn(fork, eraOf(fork, issuance));

/** An era, and what is missing to the next one. */
function standing(fork, { total_issuance: issuance }) {
  const era = eraOf(fork, issuance);
  const emission = emissionIn(fork, era);
  const next = era < LAST_ERA ? threshold(fork, era + 1) : null;
  const remaining = next === null ? null : next - issuance;
  return {
    era,
    threshold: threshold(fork, era),
    emission,
    next_threshold: next,
    remaining,
    blocks: remaining === null ? null : ceilDiv(remaining, emission),
  };
}

/** Every era, if all is minted and nothing recycled (SUP-5). */
function schedule(fork) {
  const eras = [];
  let issuance = 0n;
  let before = 0n;
  for (let era = 0; era <= LAST_ERA; era += 1) {
    const emission = emissionIn(fork, era);
    const last = era === LAST_ERA;
    const blocks = last ? null : ceilDiv(threshold(fork, era + 1) - issuance, emission);
    eras.push({ era, threshold: threshold(fork, era), emission, blocks, ...clock(fork, before) });
    if (last) break;
    issuance += blocks * emission;
    before += blocks;
  }
  return { eras };
}

function clock({ blockTime }, blocks) {
  const seconds = (blocks * blockTime) / 1000n;
  return {
    blocks_before: blocks,
    seconds,
    years: Number(seconds / YEAR),
    days: Number((seconds % YEAR) / DAY),
  };
}

/** The coming halvings at a fixed pace of recycling (SUP-6); issuance counted in parts of a rao. */
function project(fork, given) {
  const { total_issuance, block, unix_time, block_time, recycled_per_day } = given;
  let issuance = total_issuance * DAY_MS;
  let blocks = 0n;
  const halvings = [];
  for (let era = eraOf(fork, total_issuance); era < LAST_ERA; era += 1) {
    const next = { era: era + 1, threshold: threshold(fork, era + 1), emission: emissionIn(fork, era + 1) };
    const growth = emissionIn(fork, era) * DAY_MS - recycled_per_day * block_time;
    if (blocks === null || growth <= 0n) {
      blocks = null;
      halvings.push({ ...next, ...NEVER });
      continue;
    }
    const more = ceilDiv(next.threshold * DAY_MS - issuance, growth);
    issuance += more * growth;
    blocks += more;
    const seconds = (blocks * block_time) / 1000n;
    halvings.push({
      ...next,
      blocks,
      crossed_in: block + blocks,
      first_block: block + blocks + 1n,
      seconds,
      unix_time: unix_time + seconds,
    });
  }
  return { halvings };
}

const NEVER = { blocks: null, crossed_in: null, first_block: null, seconds: null, unix_time: null };

const issuance = record({ total_issuance: u64 });

export const operations = {
  "supply.block_emission": {
    given: issuance,
    run: (fork, given) => ({ emission: blockEmission(fork, given.total_issuance) }),
  },
  "supply.era": { given: issuance, run: standing },
  "supply.schedule": { given: record({}), run: schedule },
  "supply.project": {
    given: record({
      total_issuance: u64,
      block: u64,
      unix_time: u64,
      block_time: u32,
      recycled_per_day: u64,
    }),
    run: project,
  },
};
