// Consensus, the largest weight that a majority of stake supports: spec/consensus.md, CON-17.

import { formats, saturate } from "../numbers/fixed.js";
import { boundedSum, normalise, sum } from "./shares.js";

/** The voters that have stake, with their shares of it. */
export function voters(stakes) {
  const staked = [...stakes.keys()].filter((voter) => stakes[voter] > 0n);
  const shares = normalise(staked.map((voter) => stakes[voter]));
  return staked.map((voter, index) => ({ voter, share: shares[index] }));
}

const less = (a, b) => saturate(a - b, formats.I32F32);
const stakeOf = (ballots) => boundedSum(ballots.map(({ share }) => share));

/**
 * Consensus about one uid, which each voter gave some weight: by descent around pivots, which
 * matter only where sums leave the format.
 */
export function majority(staked, weightOf, kappa) {
  let candidates = staked.map(({ voter, share }) => ({ share, weight: weightOf(voter) }));
  let [low, high] = [0n, sum(candidates.map(({ share }) => share))];
  const minority = less(high, kappa);
  while (candidates.length > 0) {
    const { weight: pivot } = candidates[Math.floor(candidates.length / 2)];
    const below = candidates.filter(({ weight }) => weight < pivot);
    const above = candidates.filter(({ weight }) => weight > pivot);
    const upToBelow = saturate(low + stakeOf(below), formats.I32F32);
    const upToPivot = less(high, stakeOf(above));
    if (below.length > 0 && minority < upToBelow) [candidates, high] = [below, upToBelow];
    else if (above.length > 0 && upToPivot <= minority) [candidates, low] = [above, upToPivot];
    else return pivot;
  }
  return 0n;
}
