// Consensus, the largest weight that a majority of stake supports: spec/consensus.md, CON-17.

import { normalise, sum } from "./shares.js";

/** The voters that have stake, with their shares of it. */
export function voters(stakes) {
  const staked = [...stakes.keys()].filter((voter) => stakes[voter] > 0n);
  const shares = normalise(staked.map((voter) => stakes[voter]));
  return staked.map((voter, index) => ({ voter, share: shares[index] }));
}

/** Consensus about one uid, which each voter gave some weight. */
export function majority(staked, weightOf, kappa) {
  const ballots = staked
    .map(({ voter, share }) => ({ share, weight: weightOf(voter) }))
    .sort((one, other) => (one.weight < other.weight ? 1 : one.weight > other.weight ? -1 : 0));
  let support = 0n;
  for (const [index, { share, weight }] of ballots.entries()) {
    support = sum([support, share]);
    const tied = ballots[index + 1]?.weight === weight;
    if (!tied && support >= kappa) return weight;
  }
  return ballots.at(-1)?.weight ?? 0n;
}
