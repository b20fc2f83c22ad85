// Whose stake counts for how much, and who may validate next: spec/consensus.md, CON-5 to CON-10.

import { convert, formats, safeDiv, u64Format } from "../numbers/fixed.js";
import { max } from "../numbers/integers.js";
import { normalise } from "./shares.js";

const { I32F32, I64F64 } = formats;

export function stakeOf(fork, state) {
  const { block, activity_cutoff, last_update, validator_permits, hasNoPermitsAtAll } = state;
  const inactive = last_update.map((update) => update + activity_cutoff < block);
  const stake = shares(counted(fork, state));
  const votes = (uid) => !inactive[uid] && (validator_permits[uid] || hasNoPermitsAtAll);
  return {
    inactive,
    stake,
    permits: permits(fork, stake, state),
    active: normalise(stake.map((share, uid) => (votes(uid) ? share : 0n))),
  };
}

/** Normalised stake, and the permits that it gives. */
export function permitted(fork, given) {
  const stake = shares(counted(fork, given));
  return { stake, validator_permits: permits(fork, stake, given) };
}

const counted = (fork, state) => (fork.epochHasStakeThreshold ? reaching(fork, state) : state.stake);

/** Stake weights, those below the threshold being none (CON-5), but the owner's (CON-73). */
const reaching = (fork, { stake, stake_threshold, owner_uid }) =>
  stake.map((weight, uid) => {
    const counts = convert(weight, I64F64, u64Format) >= stake_threshold;
    return counts || (fork.ownerValidates && uid === owner_uid) ? weight : 0n;
  });

/** Divided in 64 fractional bits and cut to 32 afterwards (CON-6). */
function shares(weights) {
  const total = BigInt.asIntN(128, weights.reduce((sum, weight) => sum + weight, 0n));
  const wide = total === 0n ? weights : weights.map((weight) => safeDiv(weight, total, I64F64));
  return wide.map((share) => convert(share, I64F64, I32F32));
}

/** The largest stakes, of equal ones the higher uids (CON-8, CON-9, CON-58). */
function permits(fork, stake, { max_allowed_validators: places, validating }) {
  const order = [...stake.keys()].sort((a, b) => Number(stake[a] - stake[b]) || a - b);
  const chosen = new Set(order.slice(max(0, order.length - places)));
  const deserves = (share) => share !== 0n || !fork.permitNeedsStake;
  return stake.map((share, uid) => uid === validating || (chosen.has(uid) && deserves(share)));
}
