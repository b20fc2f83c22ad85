// What a block mints, and into which pools: spec/supply.md, SUP-7 to SUP-12, SUP-36.

import { since, until } from "../forks.js";
import { convert, div, formats, mul, safeDiv, saturate } from "../numbers/fixed.js";
import { U64_MAX, add, min, subtract } from "../numbers/integers.js";
import { bool, listOf, record, u16, u64, u128 } from "../wire.js";
import { blockEmission } from "./emission.js";

const { U96F32, U64F64 } = formats;
const fixed = (rao) => rao << U96F32.fraction;
const whole = (bits) => min(bits >> U96F32.fraction, U64_MAX);

/** Parts of the emission, one a subnet, in U96F32 (SUP-7). */
const parts = {
  "by moving price"(emission, subnets) {
    const total = subnets.reduce((sum, { weight }) => saturate(sum + weight, U96F32), 0n);
    return subnets.map(({ weight }) => safeDiv(mul(fixed(emission), weight, U96F32), total, U96F32));
  },
  "as given"(emission, subnets) {
    const wide = emission << U64F64.fraction;
    return subnets.map(({ weight }) => convert(mul(wide, weight, U64F64), U64F64, U96F32));
  },
};

/** What a subnet takes in of its part, in U96F32: SUP-8, SUP-9, SUP-10, SUP-36. */
const injections = {
  all(part, subnet) {
    const created = fixed(subnet.alpha_emission);
    const tao = subnet.registration_open ? part : 0n;
    return { tao, alpha: min(uncapped(part, subnet), created), created, excess: 0n };
  },
  subsidised(part, subnet, emission) {
    const share = emission === 0n ? 0n : div(part, fixed(emission), U96F32);
    const cheap = subnet.price < share;
    const tao = cheap ? mul(subnet.price, fixed(emission), U96F32) : part;
    const alpha = cheap ? fixed(emission) : uncapped(part, subnet);
    return unlessClosed(subnet, { tao, alpha, excess: part - tao });
  },
  capped: (part, subnet) => takeUpTo(fixed(subnet.alpha_emission), part, subnet),
  "capped by both": (part, subnet, emission) =>
    ifOpen(subnet, () => takeUpTo(fixed(min(subnet.alpha_emission, emission)), part, subnet)),
  "capped by root"(part, subnet) {
    const cap = mul(subnet.root_proportion, fixed(subnet.alpha_emission), U96F32);
    return ifOpen(subnet, () => takeUpTo(cap, part, subnet));
  },
};

/** From halving on a closed subnet has no part at all. */
const ifOpen = ({ registration_open }, terms) =>
  registration_open ? terms() : { tao: 0n, alpha: 0n, created: 0n, excess: 0n };

function takeUpTo(cap, part, subnet) {
  const wanted = alphaFor(part, subnet);
  const tao = wanted > cap ? mul(cap, subnet.price, U96F32) : part;
  return unlessClosed(subnet, { tao, alpha: min(wanted, cap), excess: part - tao });
}

/** A closed subnet creates and takes in nothing; what buys alpha is spent all the same. */
function unlessClosed({ registration_open, alpha_emission }, { tao, alpha, excess }) {
  return registration_open
    ? { tao, alpha, created: fixed(alpha_emission), excess }
    : { tao: 0n, alpha: 0n, created: 0n, excess };
}

/** Before flow a price of zero counts as infinitely cheap. */
const uncapped = (part, subnet) =>
  subnet.price === 0n ? fixed(subnet.alpha_emission) : alphaFor(part, subnet);

/** The alpha that keeps the price; none at a price of zero. */
const alphaFor = (part, { price }) => safeDiv(part, price, U96F32);

function inject(fork, { emission, subnets }) {
  const shares = parts[fork.shares](emission, subnets);
  const answers = subnets.map((subnet, index) => {
    const taken = injections[fork.injection](shares[index], subnet, emission);
    return {
      tao_in: whole(taken.tao),
      alpha_in: whole(taken.alpha),
      alpha_out: whole(taken.created),
      excess: whole(taken.excess),
    };
  });
  const minted = answers.reduce(
    (sum, { tao_in, excess }) => sum + tao_in + (fork.mintsExcess ? excess : 0n),
    0n,
  );
  return { subnets: answers, minted };
}

/** The same where all is minted before, and what is left of it (SUP-36). */
function intake(fork, { emission, subnets }) {
  const shared = subnets.map(({ share, ...subnet }) => ({ ...subnet, weight: share }));
  const { subnets: taken, minted } = inject(fork, { emission, subnets: shared });
  return { subnets: taken, left: subtract(emission, minted) };
}

/** The issuance of a subnet's alpha (SUP-11). */
function alphaIssuance(fork, { alpha_in, alpha_in_provided, alpha_out }) {
  const pool = fork.readsProvidedAlpha ? add(alpha_in, alpha_in_provided) : alpha_in;
  return add(pool, alpha_out);
}

function alphaEmission(fork, reserves) {
  const issuance = alphaIssuance(fork, reserves);
  return { alpha_issuance: issuance, emission: blockEmission(fork, issuance) };
}

/** What the storage item `BlockEmission` holds after all curves were evaluated (SUP-12). */
function storedEmission(fork, { stored, total_issuance, subnets }) {
  const key = fork.evaluationOrder === "storage" ? lowByteFirst : ({ netuid }) => netuid;
  const inOrder = subnets.toSorted((one, other) => Number(key(one) - key(other)));
  const issuances = [total_issuance, ...inOrder.map(({ reserves }) => alphaIssuance(fork, reserves))];
  for (const issuance of issuances) {
    if (issuance < fork.totalSupply) stored = blockEmission(fork, issuance);
  }
  return { stored };
}

const lowByteFirst = ({ netuid }) => ((netuid & 0xffn) << 8n) | (netuid >> 8n);

const reserves = record({ alpha_in: u64, alpha_in_provided: u64, alpha_out: u64 });
const emittingSubnet = record({
  weight: u128,
  price: u128,
  alpha_emission: u64,
  registration_open: bool,
});
const subnetBesideRoot = record({
  share: u128,
  price: u128,
  alpha_emission: u64,
  root_proportion: u128,
  registration_open: bool,
});

export const operations = {
  "supply.injection": {
    forks: until("rootprice"),
    given: record({ emission: u64, subnets: listOf(emittingSubnet) }),
    run: inject,
  },
  "supply.intake": {
    forks: since("rootprice"),
    given: record({ emission: u64, subnets: listOf(subnetBesideRoot) }),
    run: intake,
  },
  "supply.alpha_emission": { given: reserves, run: alphaEmission },
  "supply.stored_block_emission": {
    given: record({
      stored: u64,
      total_issuance: u64,
      subnets: listOf(record({ netuid: u16, reserves })),
    }),
    run: storedEmission,
  },
};
