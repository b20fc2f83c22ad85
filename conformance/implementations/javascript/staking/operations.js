// The operations of the chapter staking, and what they ask of amounts (STA-5 on).

import { since, until } from "../forks.js";
import { formats, mul, safeDiv, saturate } from "../numbers/fixed.js";
import { U64_MAX, max, min, subtract } from "../numbers/integers.js";
import { poolReader, priceFormat } from "../pools/pool.js";
import { buying } from "../pools/sides.js";
import { simulate } from "../pools/swaps.js";
import { fullFee } from "../pools/tick_swap.js";
import { Rejection } from "../rejection.js";
import { account, bool, i64, i128, listOf, pairOf, record, u16, u64, u128 } from "../wire.js";
import { claimOwed } from "./claims.js";
import { decimalDeposit, decimalWithdraw, decimalWorth } from "./decimal_pool.js";
import { ofFixed } from "./decimals.js";
import { lockAt, splitLock, subnetKing } from "./locks.js";
import { deposit, withdraw, worth } from "./share_pool.js";
import { takeSplit } from "./take.js";

const F = formats.U96F32;
const fixed = (amount) => amount << F.fraction;
const whole = (bits) => min(bits >> F.fraction, U64_MAX);
const MILLION = 1_000_000n;
const FLAT_FEE = 50_000n; // STA-12
const LEAVING_PART = 214_748n; // 0.00005 in U96F32

const shares = { value: u64, shares: u128, share: u128 };
const lock = record({ locked_mass: u64, conviction: u128, last_update: u64 });
const float = record({ mantissa: u128, exponent: i64 });
const decimals = { value: u64, shares: float, share: float };

function totalValue(fork, { stakes }) {
  const layout = priceFormat(fork);
  const values = stakes.map(([alpha, price]) => mul(alpha << layout.fraction, price, layout));
  const counted = fork.floorsEachValue ? values.map((bits) => bits & -layout.one) : values;
  const total = counted.reduce((sum, bits) => saturate(sum + bits, layout), 0n);
  return { worth: min(total >> layout.fraction, U64_MAX) };
}

function leastToAdd(fork, { pool }) {
  if (fork.flatFee) return { tao: fork.minStake + FLAT_FEE };
  return { tao: fork.minStake + feeOfBuying(fork, pool, fork.minStake) };
}

/** The fee of a purchase, or of a whole fill where the pool would refuse it (STA-6). */
function feeOfBuying(fork, pool, amount) {
  try {
    return simulate(fork, pool, buying, amount, buying.noLimit, true).fee;
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    return fullFee(pool, amount);
  }
}

function sweptBelow(fork, { required, price }) {
  if (fork.flatFee) return { alpha: required };
  const least = min(fork.minStake * required, U64_MAX) / MILLION;
  const layout = priceFormat(fork);
  return { alpha: min(safeDiv(least << layout.fraction, price, layout) >> layout.fraction, U64_MAX) };
}

function leavingFee(_fork, { proceeds, dividends, alpha_last_epoch }) {
  const part = safeDiv(fixed(dividends), fixed(alpha_last_epoch), F);
  const fees = [part, LEAVING_PART].map((rate) => whole(mul(fixed(proceeds), rate, F)));
  return { fee: fees.reduce(max, FLAT_FEE) };
}

export const operations = {
  "staking.worth": {
    forks: until("burnprice"),
    given: record(shares),
    run: (_fork, given) => ({ worth: worth(given) }),
  },
  "staking.deposit": {
    forks: until("burnprice"),
    given: record({ ...shares, amount: u64 }),
    run: (_fork, { amount, ...pool }) => deposit(pool, amount),
  },
  "staking.withdraw": {
    forks: until("burnprice"),
    given: record({ ...shares, amount: u64 }),
    run: (_fork, { amount, ...pool }) => withdraw(pool, amount),
  },
  "staking.decimal_share": {
    forks: since("burnprice"),
    given: record({ share: u128 }),
    run: (_fork, { share }) => ({ share: ofFixed(share) }),
  },
  "staking.decimal_worth": {
    forks: since("burnprice"),
    given: record(decimals),
    run: (_fork, given) => ({ worth: decimalWorth(given) }),
  },
  "staking.decimal_deposit": {
    forks: since("burnprice"),
    given: record({ ...decimals, amount: u64 }),
    run: (_fork, given) => decimalDeposit(given),
  },
  "staking.decimal_withdraw": {
    forks: since("burnprice"),
    given: record({ ...decimals, amount: u64 }),
    run: (_fork, given) => decimalWithdraw(given),
  },
  "staking.lock_at": {
    forks: since("netflow"),
    given: record({
      lock,
      unlock_rate: u64,
      maturity_rate: u64,
      on_own_hotkey: bool,
      perpetual: bool,
      blocks: listOf(u64),
    }),
    run: lockAt,
  },
  "staking.split_lock": {
    forks: since("netflow"),
    given: record({ lock, alpha: u64 }),
    run: (_fork, given) => splitLock(given),
  },
  "staking.subnet_king": {
    forks: since("conviction"),
    given: record({
      block: u64,
      registered_at: u64,
      alpha_out: u64,
      convictions: listOf(record({ hotkey: account, conviction: u128 })),
    }),
    run: (_fork, given) => subnetKing(given),
  },
  "staking.total_value": { given: record({ stakes: listOf(pairOf(u64, u128)) }), run: totalValue },
  "staking.least_to_add": { given: record({ pool: poolReader }), run: leastToAdd },
  "staking.swept_below": { given: record({ required: u64, price: u128 }), run: sweptBelow },
  "staking.leaving_fee": {
    forks: until("dereg"),
    given: record({ proceeds: u64, dividends: u64, alpha_last_epoch: u64 }),
    run: leavingFee,
  },
  "staking.inflow": {
    forks: since("flow"),
    given: record({ before: u64, after: u64, tao: u64, paid_in: u64 }),
    run: (fork, { before, after, tao, paid_in }) => ({
      tao: fork.flowOfPosition ? min(subtract(after, before), tao) : paid_in,
    }),
  },
  "staking.outflow": {
    forks: since("flow"),
    given: record({ before: u64, after: u64, paid_out: u64 }),
    run: (fork, { before, after, paid_out }) => ({
      tao: fork.flowOfPosition ? max(subtract(before, after), paid_out) : paid_out,
    }),
  },
  "staking.take_split": {
    given: record({ payout: u64, take: u16 }),
    run: (_fork, { payout, take }) => takeSplit(fixed(payout), take),
  },
  "staking.claim_owed": {
    forks: since("flow"),
    given: record({ rate: i128, root_stake: u64, claimed: u128, threshold: i128 }),
    run(_fork, given) {
      const { owed, claimable } = claimOwed(given);
      return { owed, claimable, pays: claimable > 0n };
    },
  },
};
