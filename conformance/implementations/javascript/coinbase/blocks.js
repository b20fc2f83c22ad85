// Which epochs a block pays, in which order, and whom it does not pay: spec/coinbase.md, COI-16, COI-23, COI-35, COI-57;
// spec/consensus.md, CON-74.

import { add, max, min, subtract } from "../numbers/integers.js";

const LONGEST_WAIT = 50_400n;

const wrapped = (value) => BigInt.asUintN(64, value);

const lowByteFirst = (netuid) => ((netuid & 0xff) << 8) | (netuid >> 8);

const phase = (block, netuid, tempo) =>
  wrapped(block + BigInt(netuid) + 1n) % (BigInt(tempo) + 1n);

/** The last epoch, or where the upgrade to balancer would have put it in this block. */
const lastEpoch = ({ netuid, tempo, last_epoch: stated }, block) =>
  stated ?? subtract(block, phase(block, netuid, tempo));

/** Blocks until a subnet with a tempo has its next epoch, 0 if it is due in this block. */
export const blocksLeft = {
  "by block": ({ netuid, tempo }, block) => BigInt(tempo) - phase(block, netuid, tempo),
  "since the last"(subnet, block) {
    const { tempo, requested, waited } = subnet;
    const left = [add(lastEpoch(subnet, block), BigInt(tempo)) - block, LONGEST_WAIT + 1n - (waited ?? 0n)];
    if (requested) left.push(requested - block);
    return max(0n, left.reduce(min));
  },
};

export function blockOrder(fork, { block, subnets: listed }) {
  const subnets = [...new Map(listed.map((subnet) => [subnet.netuid, subnet])).values()];
  const walked = subnets.toSorted((a, b) => lowByteFirst(a.netuid) - lowByteFirst(b.netuid));
  const paid =
    fork.evaluationOrder === "storage" ? walked : subnets.toSorted((a, b) => a.netuid - b.netuid);
  const netuids = (list) => list.map(({ netuid }) => netuid);
  const isDue = ({ tempo, ...subnet }) => tempo > 0 && blocksLeft[fork.epochs]({ tempo, ...subnet }, block) === 0n;
  const due = walked.filter((subnet) => subnet.netuid !== 0 && isDue(subnet)).slice(0, fork.mostEpochsABlock);
  return { walked: netuids(walked), epochs: netuids(paid.filter((subnet) => due.includes(subnet))) };
}

export function nextEpoch(fork, { block, ...subnet }) {
  if (subnet.tempo === 0) return { blocks: null, block: null };
  const blocks = blocksLeft[fork.epochs](subnet, block);
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
