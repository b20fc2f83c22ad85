// Takes and the replacement of keys, with their clocks: spec/staking.md, STA-26 and STA-27; spec/registration.md,
// REG-22 and REG-25.

import { add, subtract } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";
import { chargeForGood } from "../supply/payments.js";

const COLDKEY_TOO_POOR = "NotEnoughBalanceToPaySwapColdKey";

/** A clock that never ran, or a limit of nothing, holds nobody up; otherwise more than the limit must have passed. */
const tooSoon = (now, last, limit) => last !== 0n && limit !== 0n && subtract(now, last) <= limit;

/** The first block that a clock set now lets pass. */
const firstAfter = (now, limit) => (tooSoon(now, now, limit) ? add(add(now, limit), 1n) : now);

function requireTake({ take, current, raises, minimum, maximum, now, last, rate_limit }) {
  const changes = current === null || (raises ? take > current : take < current);
  if (!changes) throw new Rejection("DelegateTakeTooLow");
  if (!raises && take < minimum) throw new Rejection("DelegateTakeTooLow");
  if (raises && take > maximum) throw new Rejection("DelegateTakeTooHigh");
  if (raises && tooSoon(now, last, rate_limit)) throw new Rejection("DelegateTxRateLimitExceeded");
}

export function setTake(request) {
  requireTake(request);
  return { take: Number(request.take), next_raise: firstAfter(request.now, request.rate_limit) };
}

function pay(fork, free, cost, tooPoor, tooPoorToLive) {
  return { cost, paid: chargeForGood(fork, { free, frozen: 0n }, cost, tooPoor, tooPoorToLive) };
}

function hotkeySwap(fork, { form, now, free, last, last_there, rate_limit }) {
  const onSubnet = form === "hotkey_on_subnet" && fork.keySwapOnSubnetCost !== null;
  const cost = onSubnet ? fork.keySwapOnSubnetCost : fork.keySwapCost;
  if (tooSoon(now, last, rate_limit)) throw new Rejection("HotKeySetTxRateLimitExceeded");
  if (onSubnet && add(last_there, fork.keySwapOnSubnetInterval) >= now) {
    throw new Rejection("HotKeySwapOnSubnetIntervalNotPassed");
  }
  return pay(fork, free, cost, "NotEnoughBalanceToPaySwapHotKey");
}

export function swapCost(fork, request) {
  const { form, now, free, rate_limit } = request;
  const price =
    form === "coldkey"
      ? pay(fork, free, fork.keySwapCost, COLDKEY_TOO_POOR, COLDKEY_TOO_POOR)
      : hotkeySwap(fork, request);
  return { ...price, next_swap: firstAfter(now, rate_limit) };
}
