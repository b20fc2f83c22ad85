// The operations of the chapter coinbase that are done here, and the form of their questions.

import { since, until } from "../forks.js";
import { account, bool, hash, i128, i64, listOf, optional, record, u128, u16, u64, u8 } from "../wire.js";
import { blockOrder, nextEpoch, withheld } from "./blocks.js";
import { children } from "./children.js";
import { dividends, nominatorShare, parentSplit } from "./dividends.js";
import { familyShare } from "./family.js";
import { finerMovingPrice, flowAverage, flowShares, movingPrice, priceShares, rootSells, sharesWithoutRoot, withheldPart } from "./prices.js";
import { claim, countRootStake, credit, drawn } from "./root_claims.js";
import { pots, potsAfterSales, setAside, setAsideAndSell } from "./setting_aside.js";
import { walk } from "./walk.js";

const beforeFlow = until("flow");
const sinceFlow = since("flow");
const byFlow = since("flow", "rootprice");

// Netuids and tempos index and order here: plain numbers.
const plain = (reader) => (value, path) => Number(reader(value, path));
const netuid = plain(u16);
const tempo = plain(u16);
const orNull = (reader) => (value, path) => optional(reader)(value, path);

// Where a subnet is among its epochs, which before balancer follows from the block.
const schedule = { last_epoch: optional(u64), requested: optional(u64) };

const stakeEntry = record({ hotkey: hash, coldkey: hash, netuid });

/** An operation that reads these fields and is the same in all forks that have it. */
const same = (fields, compute, forks) => ({
  forks,
  given: record(fields),
  run: (_fork, given) => compute(given),
});

const block = { alpha_out: u64, owner_cut: u16, root_tao: u64, tao_weight: u64, alpha_issuance: u64 };
const price = {
  stored: i128,
  is_dynamic: bool,
  price: u128,
  moving_alpha: i128,
  halving_blocks: u64,
  first_emission_block: u64,
  block: u64,
};
const parent = record({ proportion: u64, alpha: u64, root: u64, same_owner: bool });
const split = {
  dividend: u64,
  alpha: u64,
  root: u64,
  lent: listOf(u64),
  parents: listOf(parent),
  take: u16,
  burn: u64,
  tao_weight: u64,
};
const earned = record({ dividend: u64, alpha: u64, root: u64, take: u16 });
const nominator = {
  payout: u64,
  take: u16,
  value: u64,
  shares: u128,
  nominator: u128,
  owner: u128,
  tempo: u16,
};
const held = record({ shares: u128, nominator: u128, owner: u128 });
const relatives = listOf(record({ proportion: u64, hotkey: account }));
const relations = listOf(record({ hotkey: account, relatives }));

export const operations = {
  "coinbase.moving_price": same(price, movingPrice, until("balancer")),
  "coinbase.finer_moving_price": same(price, finerMovingPrice, since("balancer")),
  "coinbase.flow_average": same(
    { average: i128, flow: i64, smoothing_factor: u64 },
    flowAverage,
    byFlow,
  ),
  "coinbase.flow_shares": same(
    { averages: listOf(i128), cutoff: i128, exponent: u128 },
    flowShares,
    byFlow,
  ),
  "coinbase.price_shares": same(
    { subnets: listOf(record({ price: u128, root_proportion: u128, withheld: u128 })) },
    priceShares,
    since("rootprice", "conviction"),
  ),
  "coinbase.shares_without_root": same(
    { subnets: listOf(record({ price: u128, withheld: u128 })) },
    sharesWithoutRoot,
    since("conviction"),
  ),
  "coinbase.withheld_part": same({ withheld: u64, total: u64 }, withheldPart, since("rootprice")),
  "coinbase.root_sells": same({ prices: listOf(u128) }, rootSells, sinceFlow),
  "coinbase.set_aside_and_sell": same(block, setAsideAndSell, beforeFlow),
  "coinbase.set_aside": same(block, setAside, sinceFlow),
  "coinbase.pots_after_sales": same(
    { emission: u64, swapped: u64, root: u64, incentives: u64 },
    potsAfterSales,
    beforeFlow,
  ),
  "coinbase.pots": same(
    { server: u64, validator: u64, root: u64, incentives: u64 },
    pots,
    sinceFlow,
  ),
  "coinbase.parent_split": same(split, parentSplit),
  "coinbase.dividends": same(
    { validators: u64, root: u64, tao_weight: u64, hotkeys: listOf(earned) },
    dividends,
  ),
  "coinbase.nominator_share": { given: record(nominator), run: nominatorShare },
  "coinbase.family_share": {
    given: record({
      family: record(split),
      own: listOf(u64),
      others: listOf(record({ dividend: u64, alpha: u64, root: u64 })),
      validators: u64,
      root: u64,
      parent: orNull(plain(u16)),
      take: u16,
      on_subnet: held,
      on_root: held,
    }),
    run: familyShare,
  },
  "coinbase.credit": same({ rate: i128, amount: u64, root_stake: u64 }, credit, sinceFlow),
  "coinbase.claim": same(
    { rate: i128, root_stake: u64, claimed: u128, threshold: i128 },
    claim,
    sinceFlow,
  ),
  "coinbase.count_root_stake": same(
    { rate: i128, claimed: u128, added: u64, removed: u64 },
    countRootStake,
    sinceFlow,
  ),
  "coinbase.drawn": same({ parent_hash: hash, draws: u8, coldkeys: u64 }, drawn, sinceFlow),
  "coinbase.walk": same({ entries: listOf(stakeEntry), last: orNull(stakeEntry) }, walk, sinceFlow),
  "coinbase.next_epoch": {
    given: record({ netuid, tempo, block: u64, ...schedule, waited: optional(u64), number: optional(u64) }),
    run: nextEpoch,
  },
  "coinbase.block_order": {
    given: record({ block: u64, subnets: listOf(record({ netuid, tempo, ...schedule })) }),
    run: blockOrder,
  },
  "coinbase.withheld": {
    given: record({
      owner_hotkey: orNull(account),
      owned: listOf(account),
      registered: listOf(account),
    }),
    run: withheld,
  },
  "coinbase.children": {
    given: record({ parent: account, requested: relatives, children: relations, parents: relations }),
    run: children,
  },
};
