// Who may set a hyperparameter to what, and when: spec/registration.md, REG-36, REG-37 and REG-58.

import { schedules } from "../coinbase/blocks.js";
import { add, max, min, subtract } from "../numbers/integers.js";
import { Rejection } from "../rejection.js";
import { hyperparameters, since } from "./hyperparameters.js";

const VERSION_TEMPOS = 5n;

const require = (condition, code) => {
  if (!condition) throw new Rejection(code);
};

/** The smallest and the largest value that a bound leaves. */
function ends({ least, most, atLeast, atMost, above, below }, others) {
  const other = (name) => others.find((entry) => entry.name === name)?.value ?? 0n;
  if (least !== undefined) return [least, null];
  if (most !== undefined) return [null, most];
  if (atLeast !== undefined) return [other(atLeast), null];
  if (atMost !== undefined) return [null, other(atMost)];
  if (above !== undefined) return [other(above) + 1n, null];
  return [null, other(below) - 1n];
}

function withinBound(bound, { value, others }) {
  const [low, high] = ends(bound, others);
  require((low === null || value >= low) && (high === null || value <= high), bound.code);
}

/** Blocks between two changes by whoever asks: an owner waits, root never does. */
function pauseOf(fork, entry, { by, tempo, tempos }) {
  const limit = by === "owner" ? since(fork, entry.limit) : undefined;
  if (limit === undefined) return 0n;
  if (limit === "tempos") return BigInt(tempos) * BigInt(tempo);
  return limit === "versions" ? VERSION_TEMPOS * BigInt(tempo) : limit;
}

function requireOrigin(fork, entry, by) {
  const owns = since(fork, entry.by) === "owner";
  const allowed = by === "root" ? entry.except?.[fork.name] !== "root" : by === "owner" && owns;
  require(allowed, "BadOrigin");
}

/** Whether the last blocks of a tempo are closed to whoever asks. */
function isClosed(fork, entry, { by, now, freeze_window: window, requested, ...subnet }) {
  if (!fork.freezesHyperparameters || entry.network || subnet.tempo === 0) return false;
  const binds = by === "owner" || since(fork, entry.by) === "owner" || since(fork, entry.frozen) === true;
  const waits = fork.epochs === "since the last" && requested > now; // REG-58
  return binds && (waits || schedules[fork.epochs].left(subnet, now) < window);
}

/** The entry of a name, if this fork has a call that could set it to such a value. */
function settable(fork, { name, value }) {
  const entry = Object.hasOwn(hyperparameters, name) ? hyperparameters[name] : {};
  require(![undefined, "nobody"].includes(since(fork, entry.by)), "NoSuchHyperparameter");
  const [lowest, highest] = entry.range;
  require(lowest <= value && value <= highest, "InvalidValue");
  return entry;
}

export function maySet(fork, question) {
  const entry = settable(fork, question);
  const { by, now, last, exists, others } = question;
  requireOrigin(fork, entry, by);
  const bounds = (since(fork, entry.bounds) ?? []).filter(({ owner }) => !owner || by === "owner");
  const pause = pauseOf(fork, entry, question);
  const checks = {
    exists: () => require(entry.missing === undefined || exists, entry.missing),
    pause: () => require(last === 0n || subtract(now, last) >= pause, "TxRateLimitExceeded"),
    window: () => require(!isClosed(fork, entry, question), "AdminActionProhibitedDuringWeightsWindow"),
    first: () => bounds.filter(({ first }) => first).forEach((bound) => withinBound(bound, question)),
  };
  for (const name of fork.hyperparameterOrder) checks[name]();
  if (entry.switch) require(question.switched_on, entry.switch);
  bounds.forEach((bound) => withinBound(bound, question));
  const limits = bounds.map((bound) => ends(bound, others));
  const [lowest, highest] = entry.range;
  return {
    least: limits.reduce((low, [end]) => (end === null ? low : max(low, end)), lowest),
    most: limits.reduce((high, [, end]) => (end === null ? high : min(high, end)), highest),
    again: now === 0n ? now : add(now, pause),
  };
}
