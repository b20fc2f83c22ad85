// The price of a place, how many are given away, and who loses his: spec/registration.md, REG-1 to REG-5, REG-28.

import { formats, mul, quotient } from "../numbers/fixed.js";
import { U64_MAX, clamp, min, subtract } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";

const F = formats.U110F18;
const U16_MAX = 0xffffn;
const fixed = (amount) => amount << F.fraction;
const u16Sum = (a, b) => min(a + b, U16_MAX);

/** Which of the two prices an interval moves (REG-1). */
function moved({ registrations, burned, worked, target }) {
  if (burned === worked) return { burn: true, difficulty: true };
  const wanted = registrations > target ? burned > worked : burned < worked;
  return { burn: wanted, difficulty: !wanted };
}

/** A price, drawn to its demand and kept within its bounds, the upper one first (REG-2). */
function drawn(price, low, high, { registrations, target, adjustment_alpha: alpha }) {
  const twice = u16Sum(target, target);
  const demanded = twice === 0n ? 0n : fixed(price * u16Sum(registrations, target)) / twice;
  const stays = quotient(fixed(alpha), fixed(U64_MAX), F);
  const next = stays * price + mul(F.one - stays, demanded, F);
  if (next >= fixed(high)) return high;
  return next <= fixed(low) ? low : next >> F.fraction;
}

export function adjust(terms) {
  const { burn, min_burn, max_burn, difficulty, min_difficulty, max_difficulty } = terms;
  const moves = moved(terms);
  return {
    burn: moves.burn ? drawn(burn, min_burn, max_burn, terms) : burn,
    difficulty: moves.difficulty ? drawn(difficulty, min_difficulty, max_difficulty, terms) : difficulty,
  };
}

/** How many more the interval admits, if block and interval admit this one (REG-3). */
export function admit({ this_block, most_a_block, this_interval, target }) {
  if (this_block >= most_a_block) throw new Rejection("TooManyRegistrationsThisBlock");
  const most = min(3n * target, U16_MAX);
  if (this_interval >= most) throw new Rejection("TooManyRegistrationsThisInterval");
  return { left: Number(most - this_interval - 1n) };
}

const ascending = (a, b) => (a < b ? -1 : Number(a > b));
const byAge = (a, b) => ascending(a.registered, b.registered) || ascending(a.uid, b.uid);

/** The uids that their owner cannot lose (REG-5). */
export function immortal({ owned, owner_uid: own, limit }) {
  const oldest = owned
    .toSorted(byAge)
    .slice(0, limit)
    .map(({ uid }) => uid);
  if (own === null || oldest.includes(own)) return { uids: oldest };
  return { uids: [own, ...oldest].slice(0, limit) };
}

/** The uid that makes room (REG-4): the old are asked before the young, immortal ones never. */
export function pruneNeuron({ neurons, now, immunity }) {
  const mortal = neurons.filter((neuron) => !neuron.immortal);
  const old = mortal.filter(({ registered }) => subtract(now, registered) >= immunity);
  const asked = old.length > 0 ? old : mortal;
  const [first] = asked.toSorted((a, b) => ascending(a.score, b.score) || byAge(a, b));
  return { uid: first?.uid ?? 0 };
}

/** The uid that makes room since authorfee (REG-28): the old as long as enough of them stay, else the young. */
export function makeRoom({ neurons, now, immunity, kept }) {
  const mortal = neurons.filter((neuron) => !neuron.immortal);
  const isOld = ({ registered }) => subtract(now, registered) >= immunity;
  const old = mortal.filter(isOld);
  const asked = old.length > kept ? old : mortal.filter((neuron) => !isOld(neuron));
  const [first] = asked.toSorted((a, b) => ascending(a.emission, b.emission) || byAge(a, b));
  if (first === undefined) throw new Rejection("NoNeuronIdAvailable");
  return { uid: first.uid };
}

/** The subnet that makes room (REG-8); the sort is stable, so storage decides what is left. */
export function pruneSubnet({ subnets, now, immunity }) {
  const unsafe = subnets.filter(({ registered }) => now >= clamp(registered + immunity, 0n, U64_MAX));
  const [first] = unsafe.toSorted(
    (a, b) => ascending(a.price, b.price) || ascending(a.registered, b.registered),
  );
  return { netuid: first?.netuid ?? null };
}
