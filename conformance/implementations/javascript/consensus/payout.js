// What each uid is paid, and how it stands when a place is needed: spec/consensus.md, CON-35 to CON-38.

import { formats, saturate } from "../numbers/fixed.js";
import { clamp, U64_MAX } from "../numbers/integers.js";
import { ratio, sum } from "./shares.js";

const { fraction } = formats.I32F32;

/** Shares of the emission for mining, for validating, and for both. */
export function payShares(incentive, dividends, { stake, active }) {
  const both = incentive.map((share, uid) => saturate(share + dividends[uid], formats.I32F32));
  const total = sum(both);
  if (total !== 0n) {
    const of = (shares) => shares.map((share) => ratio(share, total));
    return { server: of(incentive), validator: of(dividends), combined: of(both) };
  }
  const paid = sum(active) === 0n ? stake : active;
  return { server: incentive, validator: paid, combined: paid };
}

/** Rao of an emission, floored. */
export const pay = (shares, emission) =>
  shares.map((share) => clamp((share * emission) >> fraction, 0n, U64_MAX));
