// What the vote of a hotkey weighs, from its own, lent and borrowed stake: spec/consensus.md, CON-3 and CON-4.

import { difference, fixed, part64, product, sum, whole } from "../coinbase/fixed.js";
import { formats, saturate } from "../numbers/fixed.js";

const { I64F64, U96F32 } = formats;
const TO_WIDE = I64F64.fraction - U96F32.fraction;

/** Stake of a kind after a part of it was lent, and others' borrowed. */
function inherited(coin, { [coin]: own, children, parents }) {
  const lent = sum(children.map((proportion) => product(fixed(own), part64(proportion))));
  const borrowed = parents.map(({ [coin]: theirs, proportion }) => product(fixed(theirs), part64(proportion)));
  return whole(sum([difference(fixed(own), lent), ...borrowed]));
}

export function stakeWeights({ tao_weight, hotkeys }) {
  const weight = part64(tao_weight) << TO_WIDE;
  const weighed = hotkeys.map((hotkey) => {
    const [alpha, root] = [inherited("alpha", hotkey), inherited("root", hotkey)];
    const [ofAlpha, ofRoot] = [alpha, root].map((amount) => saturate(amount << I64F64.fraction, I64F64));
    const together = saturate(ofAlpha + saturate((ofRoot * weight) >> I64F64.fraction, I64F64), I64F64);
    return { alpha, root, stake_weight: together };
  });
  return { hotkeys: weighed };
}
