// The events of the ledger, one reader a kind: which amounts each one names.

import { bool, listOf, malformed, optional, record, u64, u128 } from "../wire.js";

const payer = record({ free: u64, frozen: u64 });
const holder = record({ alpha: u64, free: u64 });
// Whom later forks pay a fee; what it says does not matter in these.
const author_free = optional(u64);
// What a dissolved subnet leaves is on its account from netflow on.
const ofAccount = { protocol_alpha: optional(u64), account_free: optional(u64) };

const kinds = {
  injection: { amount: u64 },
  chain_buy: { amount: u64, paid_in: u64, succeeds: bool },
  root_dividends_sold: { proceeds: u64, provided: u64 },
  root_dividends_paid: { amount: u64 },
  neuron_registration: { cost: u64, fee: u64, payer, accepted: bool },
  subnet_registration: { cost: u64, min_lock: u64, payer },
  pool_overwritten: { pot: u64 },
  coldkey_swap: { cost: u64, payer },
  hotkey_swap: { payer },
  hotkey_swap_on_subnet: { payer },
  transaction_fee: { withdrawn: u64, corrected: u64, payer, payer_lives: bool, author_free },
  evm_fee: { total: u128, base: u128, author_free: u64 },
  stake: { amount: u64, fee: u64, payer, author_free },
  unstake: { paid_out: u64, provided: u64, receiver_free: u64 },
  move_stake: { proceeds: u64, provided: u64, fee: u64, accepted: bool, author_free },
  root_claim_swap: { proceeds: u64, provided: u64 },
  add_liquidity: { amount: u64, payer },
  remove_liquidity: { principal: u64, fees: u64, receiver_free: u64 },
  close_liquidity: { principal: u64, fees: u64, receiver_free: u64 },
  dissolve_subnet: { pot: u64, holders: listOf(holder), refund: u64, owner_free: u64, ...ofAccount },
  dust_reaped: { amount: u64 },
  balance_burned: { amount: u64 },
  force_set_balance: { old_free: u64, new_free: u64 },
  faucet: { enabled: bool, receiver_free: u64 },
  root_sets_issuance: { total_issuance: u64 },
  runtime_upgrade: {},
};

const readers = Object.fromEntries(
  Object.entries(kinds).map(([kind, fields]) => [kind, record({ kind: (value) => value, ...fields })]),
);

export function event(value, path) {
  const kind = value?.kind;
  if (typeof kind !== "string" || !Object.hasOwn(readers, kind)) {
    throw malformed(`${path}.kind`, `expected one of ${Object.keys(readers).join(", ")}`);
  }
  return readers[kind](value, path);
}
