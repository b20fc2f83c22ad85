// Root dividends, credited and claimed: spec/coinbase.md, COI-27 to COI-29 and COI-32.

import { formats, mul, safeDiv, saturate } from "../numbers/fixed.js";
import { add, clamp, subtract } from "../numbers/integers.js";
import { claimOwed } from "../staking/claims.js";

const I = formats.I96F32;
const U128_MAX = 2n ** 128n - 1n;

export function credit({ rate, amount, root_stake }) {
  if (amount > root_stake) return { rate: null };
  const more = safeDiv(amount << I.fraction, root_stake << I.fraction, I);
  return { rate: saturate(rate + more, I) };
}

export function claim(given) {
  const { owed, claimable } = claimOwed(given);
  return { owed, pays: claimable };
}

export function countRootStake({ rate, claimed, added, removed }) {
  const counts = (stake) => clamp(mul(rate, stake << I.fraction, I) >> I.fraction, 0n, U128_MAX);
  const afterAdding = clamp(claimed + counts(added), 0n, U128_MAX);
  return { after_adding: afterAdding, after_removing: subtract(afterAdding, counts(removed)) };
}

/** Indices of the coldkeys that the hash of the block before draws. */
export function drawn({ parent_hash, draws, coldkeys }) {
  if (coldkeys === 0n) return { indices: [] };
  const bytes = Buffer.from(parent_hash.slice(2), "hex");
  const words = [0, 8, 16, 24].map((offset) => bytes.readBigUInt64BE(offset));
  const indices = new Set();
  let value = words[0];
  for (let draw = 0; draw < draws; draw += 1) {
    value = add(value, words[draw % 4]) % coldkeys;
    indices.add(value);
  }
  return { indices: [...indices].sort((one, other) => (one < other ? -1 : 1)) };
}
