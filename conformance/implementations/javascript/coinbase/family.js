// What of an epoch reaches a nominator of a validator or of its parents: spec/coinbase.md, COI-48.

import { formats, mul, safeDiv } from "../numbers/fixed.js";
import { U64_MAX, clamp, min, subtract } from "../numbers/integers.js";
import { malformed } from "../wire.js";
import { changedValue, deposit, worth } from "../staking/share_pool.js";
import { takeSplit } from "../staking/take.js";
import { parentSplit, payouts } from "./dividends.js";

const I = formats.I96F32;

/** `dtao` and `dereg`: the TAO of root's pot becomes stake on root. */
function asStake({ take, nominators }, local, onRoot) {
  const before = worth({ ...onRoot, share: onRoot.nominator });
  const bought = deposit({ ...onRoot, share: onRoot.owner }, take);
  const value = changedValue(bought.value, nominators);
  const after = worth({ value, shares: bought.shares, share: onRoot.nominator });
  return { local, gained: subtract(after, before) };
}

/** From `flow` on: the take is staked on the subnet, the rest raises the rate of claims. */
function asClaim({ take, nominators }, local, onRoot) {
  const bought = deposit(local, take);
  if (nominators > onRoot.value) return { local: deposit(bought, nominators), gained: 0n };
  const rate = safeDiv(nominators << I.fraction, onRoot.value << I.fraction, I);
  const stake = worth({ ...onRoot, share: onRoot.nominator });
  return { local: bought, gained: clamp(mul(rate, stake << I.fraction, I) >> I.fraction, 0n, U64_MAX) };
}

export function familyShare(fork, given) {
  const { family, own, others, parent, take } = given;
  if (own.length !== family.parents.length) throw malformed("own", "expected one number for each parent");
  if (parent !== null && parent >= own.length) throw malformed("parent", "no such parent");
  const shared = parentSplit(family);
  const parents = family.parents.map(({ alpha, root }, place) => ({
    dividend: min(own[place] + shared.parents[place], U64_MAX),
    alpha,
    root,
  }));
  const hotkeys = [...parents, { dividend: shared.child, alpha: family.alpha, root: family.root }];
  const place = parent === null ? parents.length : parent;
  const { validators, root, on_subnet, on_root } = given;
  const shares = { validators, root, tao_weight: family.tao_weight, hotkeys: [...hotkeys, ...others] };
  const paid = payouts(shares)[place];
  const alpha = takeSplit(paid.alpha, take);
  const ofRoot = takeSplit(paid.root, take);
  const { shares: all, nominator, owner } = on_subnet;
  const before = worth({ value: hotkeys[place].alpha, shares: all, share: nominator });
  const bought = deposit({ value: hotkeys[place].alpha, shares: all, share: owner }, alpha.take);
  const grown = { ...bought, value: changedValue(bought.value, alpha.nominators) };
  const paysRoot = fork.claimsRoot ? asClaim : asStake;
  const { local, gained } = paysRoot(ofRoot, grown, { ...on_root, value: hotkeys[place].root });
  return {
    dividend: hotkeys[place].dividend,
    take: alpha.take,
    nominators: alpha.nominators,
    root_take: ofRoot.take,
    root_nominators: ofRoot.nominators,
    before,
    after: worth({ value: local.value, shares: local.shares, share: nominator }),
    root_gained: gained,
  };
}
