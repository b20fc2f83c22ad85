// What a coldkey is owed of root dividends: spec/staking.md, STA-32, and spec/coinbase.md, COI-28.

import { formats, mul, saturate } from "../numbers/fixed.js";
import { U64_MAX, min } from "../numbers/integers.js";

const I = formats.I96F32;

export function claimOwed({ rate, root_stake, claimed, threshold }) {
  const claimedBits = saturate(claimed << I.fraction, I);
  const owed = saturate(mul(root_stake << I.fraction, rate, I) - claimedBits, I);
  const claimable = owed < threshold || owed < 0n ? 0n : min(owed >> I.fraction, U64_MAX);
  return { owed, claimable };
}
