// The swap since dereg, against one position of liquidity: spec/pools.md, POO-5 to POO-12, POO-25, POO-26.

import { formats } from "../numbers/fixed.js";
import { min } from "../numbers/integers.js";
import { sqrt } from "../numbers/transcendental.js";
import { Rejection } from "../rejection.js";
import { reserve } from "./pool.js";
import { squareRoot } from "./square_root.js";
import { fixed, product, ratio, sum, whole } from "./sides.js";
import { HIGHEST_ROOT, LOWEST_ROOT } from "./ticks.js";

const F = formats.U64F64;
const PRICE_EPSILON = 18_446_744n; // 10^-12
const LIMIT_EPSILON = 1_844_674_407n; // 10^-10
const ALL = 65_535n;
const BILLION = 1_000_000_000n;
const NO_FEE_LIQUIDITY = 1000n;

/** The position of a pool that was never traded on (POO-5). */
function begun(fork, pool) {
  const [tao, alpha] = [reserve(fork, pool, "tao"), reserve(fork, pool, "alpha")];
  const root = sqrt(ratio(fixed(tao), fixed(alpha)), PRICE_EPSILON, F);
  const own = squareRoot(tao * alpha);
  const bounded = root < LOWEST_ROOT ? LOWEST_ROOT : min(root, HIGHEST_ROOT);
  return {
    sqrt_price: bounded,
    liquidity: bounded === HIGHEST_ROOT ? 0n : own,
    fee_tao: 0n,
    fee_alpha: 0n,
    own_liquidity: own,
    collected_tao: 0n,
    collected_alpha: 0n,
  };
}

/** The root of a limit price in rao per billion rao (POO-8). */
const limitRoot = (limit) => sqrt(ratio(fixed(limit), fixed(BILLION)), LIMIT_EPSILON, F);

/** Fee of an amount that contains it, and of one that does not (POO-9). */
const feeOf = (amount, rate) => whole(product(fixed(amount), ratio(fixed(rate), fixed(ALL))));
const feeBeside = (amount, rate) => whole(product(fixed(amount), ratio(fixed(rate), fixed(ALL - rate))));

export const fullFee = ({ fee_rate }, amount) => feeOf(amount, BigInt(fee_rate));

/** How far the amount moves the root, and how much of it is traded (POO-10). */
function step(side, { sqrt_price: root, liquidity }, traded, limit) {
  const target = side.target(root, fixed(liquidity), traded);
  const stop = side.nearer(limit, side.outermost);
  if (liquidity !== 0n && !side.passes(target, stop)) return { stopped: false, traded, end: target, left: liquidity };
  const left = side.passes(limit, side.outermost) ? 0n : liquidity;
  return { stopped: true, traded: side.needed(root, fixed(liquidity), stop), end: stop, left };
}

/** What a swap takes and pays, and the position it leaves; reserves are not asked whether they suffice. */
export function swap(fork, pool, side, amount, limit, withFee) {
  if (reserve(fork, pool, side.received) < fork.minimumReserve) throw new Rejection("ReservesTooLow");
  const position = pool.position ?? begun(fork, pool);
  const bound = limitRoot(limit);
  if (!side.passes(bound, position.sqrt_price)) throw new Rejection("PriceLimitExceeded");
  if (amount === 0n) return { paid_in: 0n, fee: 0n, paid_out: 0n, position };

  const rate = withFee ? BigInt(pool.fee_rate) : 0n;
  const offered = feeOf(amount, rate);
  const { stopped, traded, end, left } = step(side, position, amount - offered, bound);
  const { sqrt_price: root, liquidity } = position;
  const paid_out = traded === 0n ? 0n : side.payout(root, fixed(liquidity), traded);
  if (fork.refusesToPayNothing && traded > 0n && paid_out === 0n) throw new Rejection("ReservesTooLow");
  const fee = stopped ? feeBeside(traded, rate) : offered;
  const stays = fork.feeLeavesPool ? 0n : fee;
  return { paid_in: traded, fee, paid_out, position: after(side, position, { end, left, fee: stays }) };
}

function after(side, position, { end, left, fee }) {
  const counter = `fee_${side.paid}`;
  const earning = position.liquidity - NO_FEE_LIQUIDITY;
  const earned = earning > 0n ? ratio(fixed(fee), fixed(earning)) : 0n;
  return {
    ...position,
    sqrt_price: end,
    liquidity: left,
    [counter]: sum(position[counter], earned),
  };
}
