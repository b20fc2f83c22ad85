// The walk over all stake in the order of its storage keys: spec/coinbase.md, COI-33.

import { blake2b } from "./blake2b.js";

const BATCH = 30;
const HASH = 16;

const hashed = (account) => {
  const bytes = Buffer.from(account.slice(2), "hex");
  return Buffer.concat([blake2b(bytes, HASH), bytes]);
};

/** What orders an entry: hotkey and coldkey, each behind its hash, and the netuid, low byte first. */
function keyOf({ hotkey, coldkey, netuid }) {
  const low = Buffer.alloc(2);
  low.writeUInt16LE(netuid);
  return Buffer.concat([hashed(hotkey), hashed(coldkey), low]);
}

/** The next thirty entries, and where the next block goes on; null after fewer. */
export function walk({ entries, last }) {
  const keyed = new Map(entries.map((entry) => [keyOf(entry).toString("hex"), entry]));
  const after = last === null ? "" : keyOf(last).toString("hex");
  const ahead = [...keyed.keys()].filter((key) => key > after).sort();
  const looked = ahead.slice(0, BATCH).map((key) => keyed.get(key));
  return { looked_at: looked, last: looked.length === BATCH ? looked.at(-1) : null };
}
