// The four totals from netflow on, when pools are on accounts: spec/supply.md, SUP-39 to SUP-43. What is not here
// is as before (ledger.js).

import { add, max, min, subtract } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";
import { charge, chargeForGood, credited, mostPayable, requires, sharesOf } from "./payments.js";

const grown = ({ issuance, balances }, amount) => ({
  issuance: add(issuance, amount),
  balances: add(balances, amount),
});

const recycled = ({ issuance, balances }, amount) => ({
  issuance: subtract(issuance, amount),
  balances: subtract(balances, amount),
});

const entered = ({ stake, pools }, amount, fee) => ({
  stake: add(stake, amount),
  pools: add(pools, subtract(amount, fee)),
});

const left = ({ stake, pools }, amount) => ({
  stake: subtract(stake, amount),
  pools: subtract(pools, amount),
});

/** A payment from the account of a subnet arrives, or the call fails. */
function requireArrival(fork, free, amount) {
  if (amount > 0n && free + amount < fork.existentialDeposit) {
    throw new Rejection("Token(BelowMinimum)", `free=${free} amount=${amount}`);
  }
}

function requireFeeArrives(fork, fee, author) {
  if (author !== null) requireArrival(fork, author, fee);
}

function requireAccepted(accepted) {
  if (!accepted) throw new Rejection("InsufficientLiquidity");
}

/** A fee of an extrinsic: what does not arrive leaves the balances (SUP-40). */
const lostOf = (fork, fee, author) => fee - (author === null ? 0n : credited(fork, author, fee));

const isNone = (_fork, _totals, { kind }) => requires(false, kind);

export const handlers = {
  injection: (_fork, totals, { amount }) => ({ ...grown(totals, amount), ...entered(totals, amount, 0n) }),

  chain_buy(_fork, totals, { amount, paid_in, succeeds }) {
    if (!succeeds) return grown(totals, amount);
    return { ...grown(totals, amount), stake: add(totals.stake, amount), pools: add(totals.pools, paid_in) };
  },

  neuron_registration(fork, totals, { cost, fee, payer, accepted }) {
    const paid = charge(fork, payer, cost, "NotEnoughBalanceToStake");
    requireAccepted(accepted);
    return entered(totals, paid, fee);
  },

  subnet_registration(fork, totals, { cost, min_lock, payer }) {
    const paid = charge(fork, payer, cost, fork.lockTooDear);
    return entered(totals, max(paid, min_lock), 0n);
  },

  coldkey_swap(fork, totals, { cost, payer }) {
    const tooPoor = "NotEnoughBalanceToPaySwapColdKey";
    return recycled(totals, chargeForGood(fork, payer, cost, tooPoor, tooPoor));
  },

  hotkey_swap: (fork, totals, { payer }) =>
    recycled(totals, chargeForGood(fork, payer, fork.keySwapCost, "NotEnoughBalanceToPaySwapHotKey")),

  hotkey_swap_on_subnet: (fork, totals, { payer }) =>
    recycled(totals, chargeForGood(fork, payer, fork.keySwapOnSubnetCost, "NotEnoughBalanceToPaySwapHotKey")),

  transaction_fee(fork, { balances }, { withdrawn, corrected, payer, payer_lives, author_free }) {
    if (withdrawn > mostPayable(fork, payer)) {
      throw new Rejection("Payment", `free=${payer.free} fee=${withdrawn}`);
    }
    const kept = payer_lives ? min(withdrawn, corrected) : withdrawn;
    return { balances: subtract(balances, lostOf(fork, kept, author_free)) };
  },

  evm_fee(fork, { balances }, { total, base, author_free }) {
    const paid = total / fork.weiPerRao;
    const baseFee = min(base / fork.weiPerRao, paid);
    const lostOfBase = lostOf(fork, baseFee, author_free);
    const lostOfTip = lostOf(fork, paid - baseFee, author_free + baseFee - lostOfBase);
    return { balances: subtract(balances, lostOfBase + lostOfTip) };
  },

  stake(fork, totals, { amount, fee, payer, author_free }) {
    const paid = charge(fork, payer, amount, "NotEnoughBalanceToStake");
    requireFeeArrives(fork, fee, author_free);
    return entered(totals, paid, fee);
  },

  unstake(fork, totals, { paid_out, receiver_free }) {
    requireArrival(fork, receiver_free, paid_out);
    return left(totals, paid_out);
  },

  move_stake(fork, totals, { proceeds, fee, accepted, author_free }) {
    const sold = left(totals, proceeds);
    if (proceeds < fork.minStake) return sold;
    requireAccepted(accepted);
    requireFeeArrives(fork, fee, author_free);
    return entered(sold, proceeds, fee);
  },

  root_claim_swap: (_fork, totals, { proceeds }) => entered(left(totals, proceeds), proceeds, 0n),

  remove_liquidity: isNone,
  close_liquidity: isNone,

  dissolve_subnet(fork, totals, { pot, holders, refund, owner_free, protocol_alpha, account_free }) {
    const values = [...holders.map(({ alpha }) => alpha), protocol_alpha ?? 0n];
    const shares = sharesOf(pot, values);
    const ofChain = shares.pop();
    let [account, gone] = [account_free ?? pot, 0n];
    const pay = (free, amount) => {
      if (amount === 0n || amount > account || free + amount < fork.existentialDeposit) return;
      account -= amount;
      if (account < fork.existentialDeposit) [account, gone] = [0n, gone + account];
    };
    shares.forEach((share, place) => pay(holders[place].free, share));
    pay(owner_free, min(refund, subtract(account, ofChain)));
    const rest = subtract(account, fork.existentialDeposit);
    return { ...recycled(totals, gone + rest), ...left(totals, pot) };
  },

  faucet(fork, totals, { enabled, receiver_free }) {
    if (!enabled) throw new Rejection("FaucetDisabled");
    const minted = min(fork.faucetCredit, subtract(fork.totalSupply, totals.balances));
    return {
      issuance: add(totals.issuance, minted),
      balances: add(totals.balances, credited(fork, receiver_free, minted)),
    };
  },

  root_sets_issuance: isNone,

  runtime_upgrade: () => ({}),
};
