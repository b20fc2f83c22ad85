// What the owner of a hotkey takes of its payout: spec/coinbase.md, COI-21.

import { formats, mul, safeDiv } from "../numbers/fixed.js";
import { U64_MAX, min, subtract } from "../numbers/integers.js";

const F = formats.U96F32;
const ALL = 65_535n;

/** Rao for the owner and for all who hold shares, of a payout in U96F32. */
export function takeSplit(payout, take) {
  const rate = safeDiv(take << F.fraction, ALL << F.fraction, F);
  const taken = mul(rate, payout, F);
  const whole = (bits) => min(bits >> F.fraction, U64_MAX);
  return { take: whole(taken), nominators: whole(subtract(payout, taken)) };
}
