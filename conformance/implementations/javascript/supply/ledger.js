// Four totals of TAO, and how each event moves each of them: spec/supply.md, from SUP-13 on.
//
// A handler returns the new totals; what it does not mention stays. `issuance` is TI, `balances` B,
// `stake` TS and `pools` P of the chapter.

import { U64_MAX, add, clamp, max, min, subtract } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";
import { listOf, record, u64 } from "../wire.js";
import { handlers as closed } from "./closed_ledger.js";
import { event } from "./events.js";
import { charge, credited, mostPayable, requires, sharesOf, withdraw } from "./payments.js";

/** TAO leaves a pool; what users had put into it was never counted in P (SUP-24). */
const sale = ({ stake, pools }, { proceeds, provided }) => ({
  stake: subtract(stake, proceeds),
  pools: subtract(pools, subtract(proceeds, provided)),
});

/** TAO enters a pool; the fee of the swap may go to liquidity positions instead (SUP-23). */
const purchase = (fork, { stake, pools }, amount, fee) => ({
  stake: add(stake, amount),
  pools: add(pools, fork.swapFeeLeavesPool ? subtract(amount, fee) : amount),
});

/** The fee of a purchase since authorfee: the author's, or out of the issuance where nobody is (SUP-37). */
function feePaid(fork, { issuance, balances }, fee, author) {
  if (!fork.paysAuthor) return {};
  if (author === null) return { issuance: subtract(issuance, fee) };
  return { balances: add(balances, credited(fork, author, fee)) };
}

/** What is paid is recycled: it leaves the issuance with the balances. */
const recycled = ({ issuance, balances }, paid) => ({
  issuance: subtract(issuance, paid),
  balances: subtract(balances, paid),
});

const handlers = {
  injection: (_fork, { issuance, stake, pools }, { amount }) => ({
    issuance: add(issuance, amount),
    stake: add(stake, amount),
    pools: add(pools, amount),
  }),

  chain_buy(fork, { issuance, stake, pools }, { kind, amount, paid_in, succeeds }) {
    requires(fork.chainBuys, kind);
    return {
      issuance: fork.mintsExcess ? add(issuance, amount) : issuance,
      stake: succeeds ? add(stake, amount) : stake,
      pools: succeeds ? add(pools, paid_in) : pools,
    };
  },

  root_dividends_sold(fork, totals, { kind, ...sold }) {
    requires(fork.sellsRootDividends, kind);
    return sale(totals, sold);
  },

  root_dividends_paid(fork, { pools }, { kind, amount }) {
    requires(fork.sellsRootDividends, kind);
    return fork.paysRootDividendsIntoPool ? { pools: add(pools, amount) } : {};
  },

  neuron_registration(fork, totals, { cost, fee, payer, accepted }) {
    const paid = charge(fork, payer, cost, "NotEnoughBalanceToStake");
    const balances = subtract(totals.balances, paid);
    if (accepted) return { balances, ...purchase(fork, totals, paid, fee) };
    if (fork.refusedPurchaseFails) throw new Rejection("InsufficientLiquidity");
    return { balances };
  },

  subnet_registration(fork, { issuance, balances, stake, pools }, { cost, min_lock, payer }) {
    const paid = charge(fork, payer, cost, fork.lockTooDear);
    if (fork.lockBecomesPool) {
      const pot = max(paid, min_lock);
      return { balances: subtract(balances, paid), stake: add(stake, pot), pools: add(pools, pot) };
    }
    return {
      issuance: subtract(issuance, subtract(paid, min_lock)),
      balances: subtract(balances, paid),
      stake: paid > 0n ? add(stake, min_lock) : stake,
      pools: add(pools, min_lock),
    };
  },

  pool_overwritten(fork, { pools }, { kind, pot }) {
    requires(fork.overwritesPools, kind);
    return { pools: subtract(pools, pot) };
  },

  coldkey_swap: (fork, totals, { cost, payer }) =>
    recycled(totals, charge(fork, payer, cost, "NotEnoughBalanceToPaySwapColdKey")),

  hotkey_swap: (fork, totals, { payer }) =>
    recycled(totals, charge(fork, payer, fork.keySwapCost, "NotEnoughBalanceToPaySwapHotKey")),

  hotkey_swap_on_subnet(fork, totals, { kind, payer }) {
    requires(fork.keySwapOnSubnetCost !== null, kind);
    const paid = charge(fork, payer, fork.keySwapOnSubnetCost, "NotEnoughBalanceToPaySwapHotKey");
    return recycled(totals, paid);
  },

  transaction_fee(fork, totals, { withdrawn, corrected, payer, payer_lives, author_free }) {
    if (withdrawn > mostPayable(fork, payer)) {
      throw new Rejection("Payment", `free=${payer.free} fee=${withdrawn}`);
    }
    const kept = payer_lives ? min(withdrawn, corrected) : withdrawn;
    if (!fork.paysAuthor) return recycled(totals, kept);
    const balances = subtract(totals.balances, kept);
    return { balances: author_free === null ? balances : add(balances, credited(fork, author_free, kept)) };
  },

  evm_fee(fork, { balances }, { total, base, author_free }) {
    const paid = total / fork.weiPerRao;
    const baseFee = min(base / fork.weiPerRao, paid);
    const tip = paid - baseFee;
    const lost = tip - credited(fork, author_free, tip);
    return { balances: subtract(balances, baseFee + lost) };
  },

  stake(fork, totals, { amount, fee, payer, author_free }) {
    const paid = charge(fork, payer, amount, "NotEnoughBalanceToStake");
    const balances = subtract(totals.balances, paid);
    return {
      balances,
      ...purchase(fork, totals, paid, fee),
      ...feePaid(fork, { ...totals, balances }, fee, author_free),
    };
  },

  unstake: (fork, totals, { paid_out, provided, receiver_free }) => ({
    balances: add(totals.balances, credited(fork, receiver_free, paid_out)),
    ...sale(totals, { proceeds: paid_out, provided }),
  }),

  move_stake(fork, totals, { proceeds, provided, fee, accepted, author_free }) {
    const sold = sale(totals, { proceeds, provided });
    const least = fork.swapFeeLeavesPool ? fork.minStake : fork.minStake + fee;
    if (proceeds < least) return sold;
    if (accepted) return { ...purchase(fork, sold, proceeds, fee), ...feePaid(fork, totals, fee, author_free) };
    if (fork.refusedPurchaseFails) throw new Rejection("InsufficientLiquidity");
    return purchase(fork, sold, fee, 0n); // SUP-25: only the fee finds its way
  },

  root_claim_swap(fork, totals, { kind, ...sold }) {
    requires(fork.claimsRoot, kind);
    return sale(totals, sold);
  },

  add_liquidity(fork, { balances }, { kind, amount, payer }) {
    requires(fork.opensPositions, kind);
    const tooPoor = new Rejection("InsufficientBalance", `free=${payer.free} amount=${amount}`);
    if (amount > payer.free) throw tooPoor;
    if (withdraw(fork, payer, amount) < amount) throw tooPoor;
    return { balances: subtract(balances, amount) };
  },

  remove_liquidity(fork, { balances }, { kind, principal, fees, receiver_free }) {
    requires(fork.userLiquidity, kind);
    return { balances: add(balances, credited(fork, receiver_free, principal + fees)) };
  },

  close_liquidity(fork, { balances }, { kind, principal, fees, receiver_free }) {
    requires(fork.userLiquidity, kind);
    const returned = fork.returnsFeesOnClose ? principal + fees : principal;
    return { balances: add(balances, credited(fork, receiver_free, returned)) };
  },

  dissolve_subnet(fork, { balances, stake, pools }, { pot, holders, refund, owner_free }) {
    const refunded = add(balances, credited(fork, owner_free, refund));
    if (!fork.dissolvingPaysHolders) return { balances: refunded };
    const shares = sharesOf(pot, holders.map(({ alpha }) => alpha));
    const arrived = shares.map((share, index) => credited(fork, holders[index].free, share));
    return {
      balances: arrived.reduce(add, refunded),
      stake: subtract(stake, pot),
      pools: subtract(pools, pot),
    };
  },

  dust_reaped: (_fork, { balances }, { amount }) => ({ balances: subtract(balances, amount) }),

  balance_burned: (_fork, { balances }, { amount }) => ({ balances: subtract(balances, amount) }),

  force_set_balance({ existentialDeposit }, { balances }, { old_free, new_free }) {
    const set = new_free < existentialDeposit ? 0n : new_free;
    return { balances: clamp(balances + set - old_free, 0n, U64_MAX) };
  },

  faucet(fork, { issuance, balances }, { enabled, receiver_free }) {
    if (!enabled) throw new Rejection("FaucetDisabled");
    return {
      issuance: add(issuance, fork.faucetIssuance),
      balances: add(balances, credited(fork, receiver_free, fork.faucetCredit)),
    };
  },

  root_sets_issuance: (_fork, _totals, { total_issuance }) => ({ issuance: total_issuance }),

  runtime_upgrade: (_fork, { balances, pools }) => ({
    issuance: add(balances, pools),
    stake: pools,
  }),
};

const apply = (fork, totals, happened) => ({
  ...totals,
  ...{ ...handlers, ...(fork.closedLedger ? closed : {}) }[happened.kind](fork, totals, happened),
});

function trace(fork, { ledger: given, events }) {
  let totals = read(given);
  const steps = events.map((happened) => {
    let rejected = null;
    try {
      totals = apply(fork, totals, happened);
    } catch (error) {
      if (!(error instanceof Rejection)) throw error;
      rejected = error.code;
    }
    return { rejected, ledger: written(totals) };
  });
  return { steps };
}

const read = (ledger) => ({
  issuance: ledger.total_issuance,
  balances: ledger.balances,
  stake: ledger.total_stake,
  pools: ledger.subnet_tao,
});

const written = ({ issuance, balances, stake, pools }) => ({
  total_issuance: issuance,
  balances,
  total_stake: stake,
  subnet_tao: pools,
});

const ledger = record({ total_issuance: u64, balances: u64, total_stake: u64, subnet_tao: u64 });

export const operations = {
  "supply.ledger": {
    given: record({ ledger, event }),
    run: (fork, given) => written(apply(fork, read(given.ledger), given.event)),
  },
  "supply.ledger_trace": {
    given: record({ ledger, events: listOf(event) }),
    run: trace,
  },
};
