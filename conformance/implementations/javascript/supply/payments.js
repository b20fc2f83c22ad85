// Who can pay what, and what arrives: spec/supply.md, SUP-13 to SUP-15, SUP-28 and SUP-40.

import { max, min, subtract } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";

export function requires(present, kind) {
  if (!present) throw new Rejection("NoSuchEvent", kind);
}

function requireFree({ free, frozen }, cost, tooPoor) {
  if (cost > subtract(free, frozen)) throw new Rejection(tooPoor, `free=${free} cost=${cost}`);
}

/** What an account pays of a price it can afford (SUP-14). */
export function charge(fork, payer, cost, tooPoor) {
  requireFree(payer, cost, tooPoor);
  return withdraw(fork, payer, cost);
}

/** What is recycled of a price; from netflow on all of it, or nothing and the call fails (SUP-40). */
export function chargeForGood(fork, payer, cost, tooPoor, tooPoorToLive = "InsufficientBalance") {
  if (!fork.closedLedger) return charge(fork, payer, cost, tooPoor);
  requireFree(payer, cost, tooPoor);
  if (cost > mostPayable(fork, payer)) throw new Rejection(tooPoorToLive, `free=${payer.free} cost=${cost}`);
  return cost;
}

/** As much of an amount as the account can give and live. */
export function withdraw(fork, payer, amount) {
  const paid = min(amount, mostPayable(fork, payer));
  if (paid === 0n && amount > 0n) throw new Rejection(fork.cannotLive, `free=${payer.free}`);
  return paid;
}

/** What an account can pay and live. */
export const mostPayable = ({ existentialDeposit }, { free, frozen }) =>
  subtract(free, max(existentialDeposit, frozen));

/** What arrives of a credit (SUP-15). */
export const credited = ({ existentialDeposit }, free, amount) =>
  free + amount >= existentialDeposit ? amount : 0n;

/** The shares of a pot, by largest remainder (SUP-28). */
export function sharesOf(pot, values) {
  const total = values.reduce((sum, value) => sum + value, 0n);
  if (total === 0n) return values.map(() => 0n);
  const shares = values.map((value) => (pot * value) / total);
  const left = pot - shares.reduce((sum, share) => sum + share, 0n);
  const byRemainder = values
    .map((value, index) => ({ index, remainder: (pot * value) % total }))
    .sort((one, other) => Number(one.remainder < other.remainder) - Number(one.remainder > other.remainder));
  for (const { index } of byRemainder.slice(0, Number(left))) shares[index] += 1n;
  return shares;
}
