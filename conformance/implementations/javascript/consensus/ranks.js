// What the weights of all make of each: spec/consensus.md, CON-16 to CON-21.

import { min } from "../numbers/integers.js";
import { majority, voters } from "./majority.js";
import { columnSums, keepEntries, mapEntries, rowSums } from "./rows.js";
import { normalise, ratio, read, times } from "./shares.js";

export function ranksOf({ kappa }, { active }, { shares: weights }) {
  const weighed = (rows) => columnSums(mapEntries(rows, (value, holder) => times(active[holder], value)));
  const preranks = weighed(weights);
  const consensus = consensusOf(weights, active, read(kappa));
  const clipped = clip(weights, consensus);
  const ranks = weighed(clipped);
  return {
    preranks,
    consensus,
    clipped,
    validatorTrust: rowSums(clipped),
    ranks,
    trust: ranks.map((rank, uid) => ratio(rank, preranks[uid])),
    incentive: normalise(ranks),
  };
}

function consensusOf(weights, active, kappa) {
  const staked = voters(active);
  const columns = weights.map(() => new Map());
  for (const [holder, row] of weights.entries()) {
    for (const { uid, value } of row) columns[uid].set(holder, value);
  }
  return columns.map((column) => majority(staked, (voter) => column.get(voter) ?? 0n, kappa));
}

/** Nobody counts for more than the consensus; what is cut to zero is no entry any more (CON-19). */
function clip(weights, consensus) {
  const left = keepEntries(weights, (_holder, uid, value) => consensus[uid] > 0n || value === 0n);
  return mapEntries(left, (value, _holder, uid) => min(value, consensus[uid]));
}
