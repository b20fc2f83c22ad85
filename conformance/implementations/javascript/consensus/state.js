// What an epoch makes of the state it finds: spec/consensus.md, CON-41, CON-42, CON-68 and CON-73.

import { Rejection } from "../rejection.js";

/** The state with lists of n elements, and nothing by or about uids that do not exist. */
export function soundState(fork, given) {
  if (fork.panicsOnMalformedState) refuseMalformed(given);
  const { n, validator_permits, owner_uid } = given;
  const validating = fork.ownerValidates && owner_uid < n ? owner_uid : null;
  const granted = validator_permits.map((held, uid) => held || uid === validating);
  const fit = (list, missing) => Array.from({ length: n }, (_, uid) => list[uid] ?? missing);
  const within = (rows) => fit(rows, []).map((row) => row.filter(({ uid }) => uid < n));
  return {
    ...given,
    last_update: fit(given.last_update, 0n),
    validator_permits: fit(granted, false),
    validating,
    hasNoPermitsAtAll: validator_permits.length === 0,
    weights: within(given.weights),
    bonds: within(given.bonds),
  };
}

function refuseMalformed({ n, last_update, validator_permits, bonds }) {
  const bondsFit = bonds.slice(0, n).every((row) => row.every(({ uid }) => uid < n));
  if (last_update.length === n && validator_permits.length === n && bondsFit) return;
  const lengths = `last_update=${last_update.length} validator_permits=${validator_permits.length}`;
  throw new Rejection("MalformedState", `n=${n} ${lengths}`);
}
