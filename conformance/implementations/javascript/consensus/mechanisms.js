// What each mechanism of a subnet shares out: spec/consensus.md, CON-43 and CON-63.

import { add, subtract } from "../numbers/integers.js";

const ALL = 65_535n;

export function mechanismSplit({ emission, count, split }) {
  const part = (index) => (split === null ? emission / BigInt(count) : (emission * (split[index] ?? 0n)) / ALL);
  const shares = Array.from({ length: count }, (_, index) => part(index));
  const given = BigInt.asUintN(64, shares.reduce((sum, share) => sum + share, 0n));
  if (count > 0) shares[0] = add(shares[0], subtract(emission, given));
  return { shares };
}
