// Which epochs a block pays, in which order, and whom it does not pay: spec/coinbase.md, COI-16, COI-23, COI-35, COI-57;
// spec/consensus.md, CON-74.

import { add, max, min, subtract } from "../numbers/integers.js";

const LONGEST_WAIT = 50_400n;

const wrapped = (value) => BigInt.asUintN(64, value);

const lowByteFirst = (netuid) => ((netuid & 0xff) << 8) | (netuid >> 8);

const phase = (block, netuid, tempo) =>
  wrapped(block + BigInt(netuid) + 1n) % (BigInt(tempo) + 1n);

/** The last epoch, or where the upgrade to balancer would have put it in this block; the sum saturates there. */
const lastEpoch = ({ netuid, tempo, last_epoch: stated }, block) =>
  stated ?? subtract(block, add(block, BigInt(netuid) + 1n) % (BigInt(tempo) + 1n));

/** For a subnet with a tempo: blocks until its next epoch, and whether it is due in this one. */
export const schedules = {
  "by block": {
    left: ({ netuid, tempo }, block) => BigInt(tempo) - phase(block, netuid, tempo),
    isDue: ({ netuid, tempo }, block) => phase(block, netuid, tempo) === BigInt(tempo),
  },
  "since the last": {
    left(subnet, block) {
      const { tempo, requested, waited } = subnet;
      const left = [add(lastEpoch(subnet, block), BigInt(tempo)) - block];
      if (requested) left.push(requested - block);
      if (waited !== null && waited !== undefined) left.push(LONGEST_WAIT + 1n - waited);
      return max(0n, left.reduce(min));
    },
    isDue(subnet, block) {
      const { tempo, requested, waited } = subnet;
      const since = subtract(block, lastEpoch(subnet, block));
      return Boolean(requested && requested <= block) || waited > LONGEST_WAIT || since >= BigInt(tempo);
    },
  },
};

export function blockOrder(fork, { block, subnets: listed }) {
  const subnets = [...new Map(listed.map((subnet) => [subnet.netuid, subnet])).values()];
  const walked = subnets.toSorted((a, b) => lowByteFirst(a.netuid) - lowByteFirst(b.netuid));
  const paid =
    fork.evaluationOrder === "storage" ? walked : subnets.toSorted((a, b) => a.netuid - b.netuid);
  const netuids = (list) => list.map(({ netuid }) => netuid);
  const mayRun = (subnet) => subnet.netuid !== 0 && subnet.tempo > 0;
  const isDue = (subnet) => mayRun(subnet) && schedules[fork.epochs].isDue(subnet, block);
  const due = walked.filter(isDue).slice(0, fork.mostEpochsABlock);
  return { walked: netuids(walked), epochs: netuids(paid.filter((subnet) => due.includes(subnet))) };
}

export function nextEpoch(fork, { block, ...subnet }) {
  if (subnet.tempo === 0) return { blocks: null, block: null };
  const blocks = schedules[fork.epochs].left(subnet, block);
  return { blocks: Number(blocks), block: block + blocks };
}

/** Hotkeys whose incentive would go to the owner of the subnet. */
export function withheld(fork, { owner_hotkey, owned, registered }) {
  const own = owner_hotkey === null ? [] : [owner_hotkey];
  if (fork.withholdsOwnerHotkeyOnly) return { hotkeys: own };
  const present = new Set(registered);
  const hotkeys = new Set([...owned, ...own].filter((hotkey) => present.has(hotkey)));
  return { hotkeys: [...hotkeys].sort() };
}
