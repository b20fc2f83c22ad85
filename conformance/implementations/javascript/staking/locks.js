// Stake that is locked, and the conviction that it earns: spec/staking.md, STA-40, STA-41, STA-56 to STA-58.

import { formats, mul, quotient, safeDiv, saturate } from "../numbers/fixed.js";
import { add, max, min, subtract } from "../numbers/integers.js";
import { exp } from "../numbers/transcendental.js";

const { I64F64, U64F64: F } = formats;
const MOST_LIFETIMES = 40n << F.fraction;
const OWNERSHIP_AGE = 2_629_800n;
const TENTHS = 10n;

const fixed = (whole) => saturate(whole << F.fraction, F);
const signed = (whole) => saturate(whole << I64F64.fraction, I64F64);
const product = (a, b) => mul(a, b, F);
const ratio = (a, b) => safeDiv(a, b, F);
const sum = (a, b) => saturate(a + b, F);

/** What so many blocks leave of one. */
function decay(blocks, lifetime) {
  if (lifetime === 0n) return 0n;
  const lifetimes = quotient(signed(blocks), signed(lifetime), I64F64);
  return exp(-min(lifetimes, MOST_LIFETIMES), I64F64);
}

/** Part of a mass that a decaying lock has earned as conviction. */
function earned(blocks, unlockRate, maturityRate) {
  if (unlockRate === 0n || maturityRate === 0n) return 0n;
  const [unlocking, maturing] = [decay(blocks, unlockRate), decay(blocks, maturityRate)];
  if (unlockRate === maturityRate) return product(ratio(fixed(blocks), fixed(maturityRate)), maturing);
  const slower = unlockRate > maturityRate;
  const difference = slower ? unlocking - maturing : maturing - unlocking;
  const distance = slower ? unlockRate - maturityRate : maturityRate - unlockRate;
  return max(safeDiv(mul(signed(unlockRate), difference, I64F64), signed(distance), I64F64), 0n);
}

/** The lock in a block (STA-40). */
function rolled(lock, { unlock_rate, maturity_rate, on_own_hotkey, perpetual }, block) {
  if (block <= lock.last_update) return on_own_hotkey ? { ...lock, conviction: fixed(lock.locked_mass) } : lock;
  const blocks = block - lock.last_update;
  const before = fixed(lock.locked_mass);
  const maturing = decay(blocks, maturity_rate);
  const mass = perpetual ? lock.locked_mass : product(decay(blocks, unlock_rate), before) >> F.fraction;
  const part = perpetual ? F.one - maturing : earned(blocks, unlock_rate, maturity_rate);
  const conviction = sum(product(maturing, lock.conviction), product(before, part));
  return { locked_mass: mass, conviction: on_own_hotkey ? fixed(mass) : conviction, last_update: block };
}

/** A lock, or nothing where both its numbers are dust (STA-56). */
function withoutDust({ leastLock }, lock) {
  const isDust = lock.locked_mass < leastLock && lock.conviction < fixed(leastLock);
  return isDust ? { ...lock, locked_mass: 0n, conviction: 0n } : lock;
}

export const lockAt = (fork, { lock, blocks, ...terms }) => ({
  locks: blocks.map((block) => withoutDust(fork, rolled(lock, terms, block))),
});

/** What goes along with a part of the mass, what is left then, and what is left where it was taken (STA-41). */
export function splitLock({ lock, alpha }) {
  const { locked_mass: mass, conviction, last_update } = lock;
  const taken = min(alpha, mass);
  const part = ratio(fixed(taken), fixed(mass));
  const along = product(conviction, part);
  const left = mass - taken;
  const unlocked = left === 0n ? 0n : product(conviction, F.one - part);
  return {
    moved: { locked_mass: taken, conviction: along, last_update },
    kept: { locked_mass: left, conviction: subtract(conviction, along), last_update },
    unlocked: { locked_mass: left, conviction: unlocked, last_update },
  };
}

/** Whom the locks on a subnet make its own hotkey (STA-57, STA-58). */
export function subnetKing({ block, registered_at, alpha_out, convictions }) {
  const open = alpha_out > 0n && block >= add(registered_at, OWNERSHIP_AGE);
  const total = convictions.reduce((all, { conviction }) => sum(all, conviction), 0n);
  const quorum = product(fixed(TENTHS), total) >= fixed(alpha_out);
  const byHotkey = new Map();
  for (const { hotkey, conviction } of convictions) {
    byHotkey.set(hotkey, sum(byHotkey.get(hotkey) ?? 0n, conviction));
  }
  const isGreater = ([hotkey, conviction], [other, most]) => conviction > most || (conviction === most && hotkey > other);
  const [king] = [...byHotkey].reduce((best, row) => (isGreater(row, best) ? row : best), [null, -1n]);
  return { open, total, quorum, king: open && quorum ? king : null };
}
