// How dividends reach parents, owners and nominators: spec/coinbase.md, COI-19 to COI-21, COI-34.

import { U64_MAX, min, subtract } from "../numbers/integers.js";
import { changedValue, deposit, worth } from "../staking/share_pool.js";
import { takeSplit } from "../staking/take.js";
import { ONE, difference, fixed, part16, part64, product, ratio, sum, whole } from "./fixed.js";

const YEAR = 31_557_600n; // seconds
const BLOCK = 12n; // seconds

/** Stake with a part of it lent: alpha and weighed TAO (COI-19). */
function contribution({ alpha, root }, part, weight) {
  return sum([product(fixed(alpha), part), product(product(fixed(root), part), weight)]);
}

export function parentSplit(given) {
  const { dividend, lent, parents, take, burn, tao_weight } = given;
  const weight = part64(tao_weight);
  const kept = difference(ONE, sum(lent.map(part64)));
  const own = fixed(whole(contribution(given, kept, weight)));
  const theirs = parents.map((parent) => contribution(parent, part64(parent.proportion), weight));
  const total = sum([own, ...theirs]);
  const shared = parents.map(({ same_owner }, index) => {
    const pay = product(fixed(dividend), ratio(theirs[index], total));
    const burned = same_owner ? 0n : product(part64(burn), pay);
    const taken = same_owner ? 0n : product(part16(take), pay);
    return { pay, burned, taken, left: difference(difference(pay, burned), taken) };
  });
  const paid = sum(shared.map(({ pay }) => pay));
  const taken = sum(shared.map(({ taken }) => taken));
  return {
    parents: shared.map(({ left }) => whole(left)),
    child: whole(sum([difference(fixed(dividend), paid), taken])),
    recycled: min(shared.reduce((all, { burned }) => all + whole(burned), 0n), U64_MAX),
  };
}

/** What of both pots each hotkey gets, by what stake makes of its dividend (COI-20). */
export function payouts({ validators, root, tao_weight, hotkeys }) {
  const weight = part64(tao_weight);
  const parts = hotkeys.map(({ dividend, alpha, root: tao }) => {
    const weighed = product(fixed(tao), weight);
    const ofRoot = product(fixed(dividend), ratio(weighed, sum([fixed(alpha), weighed])));
    return { ofRoot, ofAlpha: difference(fixed(dividend), ofRoot) };
  });
  const allAlpha = sum(parts.map(({ ofAlpha }) => ofAlpha));
  const allRoot = sum(parts.map(({ ofRoot }) => ofRoot));
  return parts.map(({ ofAlpha, ofRoot }) => ({
    alpha: product(fixed(validators), ratio(ofAlpha, allAlpha)),
    root: product(fixed(root), ratio(ofRoot, allRoot)),
  }));
}

/** The same, less what the owners take. */
export function dividends(given) {
  const paid = payouts(given).map(({ alpha, root }, index) => {
    const { take } = given.hotkeys[index];
    const local = takeSplit(alpha, take);
    const tao = takeSplit(root, take);
    return {
      take: local.take,
      nominators: local.nominators,
      root_take: tao.take,
      root_nominators: tao.nominators,
    };
  });
  return { hotkeys: paid };
}

/** What of a payout reaches one nominator (COI-34). */
export function nominatorShare(fork, { payout, take, value, shares, nominator, owner, tempo }) {
  const { take: taken, nominators } = takeSplit(fixed(payout), take);
  const before = worth({ value, shares, share: nominator });
  const bought = deposit({ value, shares, share: owner }, taken);
  const grown = changedValue(bought.value, nominators);
  const after = worth({ value: grown, shares: bought.shares, share: nominator });
  const gained = subtract(after, before);
  const epochs = tempo === 0n ? 0n : YEAR / (BLOCK * (tempo + fork.blocksBeyondTempo));
  return {
    take: taken,
    nominators,
    before,
    after,
    gained,
    epochs_a_year: Number(epochs),
    gained_a_year: gained * epochs,
  };
}
