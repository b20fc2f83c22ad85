// What a subnet costs and begins with, and what its end pays: spec/registration.md, REG-6, REG-7, REG-10, REG-11,
// REG-17, REG-19.

import { convert, formats, mul, quotient, u64Format } from "../numbers/fixed.js";
import { add, ceilDiv, max, min, subtract, U64_MAX } from "../numbers/integers.js";
import { blockEmission, emissionIn, eraOf, threshold } from "../supply/emission.js";
import { charge, credited, sharesOf } from "../supply/payments.js";

const I = formats.I64F64;
const F = formats.U96F32;

/** Blocks in which the price comes down, fewer after each halving (REG-6). */
function interval(fork, stored, issuance) {
  const share = quotient(blockEmission(fork, issuance), fork.blockEmission, I);
  return mul(convert(stored, u64Format, I), share, I) >> I.fraction;
}

/** The price of a subnet: it doubles, and falls by a floored part a block (REG-7). */
export function lockCost(fork, { last_lock, last_block, minimum, now, interval: stored, total_issuance }) {
  const blocks = interval(fork, stored, total_issuance);
  const start = last_block === 0n ? last_lock : add(last_lock, last_lock);
  const step = blocks === 0n ? 0n : last_lock / blocks;
  const fallen = min(step * subtract(now, last_block), U64_MAX);
  return { interval: blocks, cost: max(minimum, subtract(start, fallen)) };
}

/** Issuance so many blocks later, if every block mints all it may. */
function issuanceAfter(fork, issuance, blocks) {
  let left = blocks;
  let reached = issuance;
  for (;;) {
    const era = eraOf(fork, reached);
    const emission = emissionIn(fork, era);
    if (emission === 0n) return reached;
    const toNext = ceilDiv(threshold(fork, era + 1) - reached, emission);
    if (left < toNext) return reached + left * emission;
    reached += toNext * emission;
    left -= toNext;
  }
}

export function lockCostAt(fork, { block, total_issuance, after, ...lock }) {
  const moments = after.map((blocks) => {
    const then = { block: add(block, blocks), total_issuance: issuanceAfter(fork, total_issuance, blocks) };
    return { ...then, ...lockCost(fork, { ...lock, now: then.block, total_issuance: then.total_issuance }) };
  });
  return { moments };
}

/** What a lock becomes: the pool, both sides alike, and the rest is recycled (REG-17). */
export function registerSubnet(fork, { free, cost, minimum }) {
  const paid = charge(fork, { free, frozen: 0n }, cost, fork.lockTooDear);
  return {
    paid,
    locked: fork.notesLock ? paid : 0n,
    pool_tao: minimum,
    pool_alpha: minimum,
    recycled: subtract(paid, minimum),
    staked: paid > 0n ? minimum : 0n,
  };
}

/** Payments to holders, in the order in which they are made (REG-10). */
export function payout(pot, values) {
  const entries = values.map((value, holder) => ({ value, holder })).filter(({ value }) => value > 0n);
  const total = entries.reduce((sum, { value }) => sum + value, 0n);
  const shares = sharesOf(pot, entries.map(({ value }) => value));
  const paid = entries.map(({ value, holder }, index) => ({
    holder,
    amount: shares[index],
    remainder: (pot * value) % total,
  }));
  // Nothing remained where all remainders are 0; a stable sort then keeps the order of the entries.
  paid.sort((a, b) => Number(a.remainder < b.remainder) - Number(a.remainder > b.remainder));
  return paid.map(({ holder, amount }) => ({ holder, amount }));
}

/** What of an old lock goes back (REG-11). */
const lockLeft = ({ lock, registered, start }, earned) => (registered < start ? subtract(lock, earned) : 0n);

export function refund(given) {
  const { alpha, cut, price } = given;
  const part = quotient(cut << F.fraction, 65_535n << F.fraction, F);
  const owned = (alpha * part) >> F.fraction;
  const earned = min((owned * price) >> F.fraction, U64_MAX);
  return { earned, refund: lockLeft(given, earned) };
}

/** The end of a subnet: its holders first, then its owner (REG-19). */
export function dissolve(fork, given) {
  const { pot, entries, owner, earned } = given;
  const free = [...given.free];
  const pay = (account, amount) => {
    const arrived = credited(fork, free[account], amount);
    free[account] = add(free[account], arrived);
    return arrived;
  };
  const payments = payout(pot, entries.map(({ value }) => value));
  const paid = payments.reduce((sum, { holder, amount }) => sum + pay(entries[holder].account, amount), 0n);
  return { paid, lost: pot - paid, refund: pay(owner, lockLeft(given, earned)), free };
}
