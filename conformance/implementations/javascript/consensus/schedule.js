// Where a block stands among the epochs of a subnet: spec/consensus.md, CON-46, CON-47 and CON-74.

import { schedules } from "../coinbase/blocks.js";
import { add, min, U64_MAX } from "../numbers/integers.js";

/** The number that follows from the block alone; its sum saturates. */
const indexOf = ({ netuid, tempo }, block) => min(block + BigInt(netuid) + 1n, U64_MAX) / (BigInt(tempo) + 1n);

export function epochDue(fork, { block, ...subnet }) {
  const due = subnet.tempo > 0 && schedules[fork.epochs].isDue(subnet, block);
  if (fork.epochs === "by block") return { due, epoch: indexOf(subnet, block) };
  return { due, epoch: add(subnet.number ?? indexOf(subnet, block), due ? 1n : 0n) };
}
