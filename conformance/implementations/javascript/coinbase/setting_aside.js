// What a block sets aside, and the pots of an epoch: spec/coinbase.md, COI-12 to COI-18.

import { add, subtract } from "../numbers/integers.js";
import { HALF, difference, fixed, part16, part64, product, ratio, sum, whole } from "./fixed.js";

function cuts({ alpha_out, owner_cut, root_tao, tao_weight, alpha_issuance }) {
  const owner = product(fixed(alpha_out), part16(owner_cut));
  const rest = difference(fixed(alpha_out), owner);
  const weight = product(fixed(root_tao), part64(tao_weight));
  const proportion = ratio(weight, sum([weight, fixed(alpha_issuance)]));
  return { owner, rest, proportion, root: product(product(proportion, rest), HALF) };
}

export function setAsideAndSell(given) {
  const { owner, rest, proportion, root } = cuts(given);
  return {
    owner: whole(owner),
    root_proportion: proportion,
    swapped: whole(root),
    emission: whole(difference(rest, root)),
  };
}

export function setAside(given) {
  const { owner, rest, proportion, root } = cuts(given);
  const server = product(rest, HALF);
  return {
    owner: whole(owner),
    root_proportion: proportion,
    root: whole(root),
    server: whole(server),
    validator: whole(difference(difference(rest, server), root)),
  };
}

export function potsAfterSales({ emission, swapped, root, incentives }) {
  const total = add(emission, swapped);
  const validators = incentives === 0n ? emission : subtract(total / 2n, swapped);
  return { total, validators, root };
}

export function pots({ server, validator, root, incentives }) {
  const total = add(add(server, validator), root);
  return { total, validators: incentives === 0n ? add(server, validator) : validator, root };
}
