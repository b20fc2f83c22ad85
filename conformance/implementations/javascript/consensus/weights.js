// Which weights count: four masks one after the other, and the shares that are left.
// spec/consensus.md, CON-11 to CON-15.

import { formats } from "../numbers/fixed.js";
import { keepEntries, mapEntries, normaliseRows } from "./rows.js";

const { fraction } = formats.I32F32;

export function weightsOf(fork, state) {
  const { validator_permits, owner_uid, last_update, block_at_registration: registered } = state;
  const permitted = keepEntries(state.weights, (holder) => validator_permits[holder]);
  const notSelf = keepEntries(permitted, (holder, uid) => holder !== uid || holder === owner_uid);
  const current = keepEntries(notSelf, (holder, uid) => last_update[holder] > registered[uid]);
  const revealed = fork.commitsHideWeights && state.commit_reveal
    ? keepEntries(current, (holder, uid) => !(state.commit_blocks.get(holder) < registered[uid]))
    : current;
  const whole = mapEntries(revealed, (value) => value << fraction);
  return { permitted, notSelf, current, revealed, shares: normaliseRows(whole) };
}
