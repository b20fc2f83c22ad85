// Which epochs a block pays, in which order, and whom it does not pay: spec/coinbase.md, COI-16, COI-23, COI-35.

const wrapped = (value) => BigInt.asUintN(64, value);

const lowByteFirst = (netuid) => ((netuid & 0xff) << 8) | (netuid >> 8);

const phase = (block, netuid, tempo) =>
  wrapped(block + BigInt(netuid) + 1n) % (BigInt(tempo) + 1n);

const isDue = (block, { netuid, tempo }) => tempo > 0 && phase(block, netuid, tempo) === BigInt(tempo);

export function blockOrder(fork, { block, subnets: listed }) {
  const subnets = [...new Map(listed.map((subnet) => [subnet.netuid, subnet])).values()];
  const walked = subnets.toSorted((a, b) => lowByteFirst(a.netuid) - lowByteFirst(b.netuid));
  const paid =
    fork.evaluationOrder === "storage" ? walked : subnets.toSorted((a, b) => a.netuid - b.netuid);
  const netuids = (list) => list.map(({ netuid }) => netuid);
  const due = paid.filter((subnet) => subnet.netuid !== 0 && isDue(block, subnet));
  return { walked: netuids(walked), epochs: netuids(due) };
}

export function nextEpoch({ netuid, tempo, block }) {
  if (tempo === 0) return { blocks: null, block: null };
  const blocks = tempo - Number(phase(block, netuid, tempo));
  return { blocks, block: block + BigInt(blocks) };
}

/** Hotkeys whose incentive would go to the owner of the subnet. */
export function withheld(fork, { owner_hotkey, owned, registered }) {
  const own = owner_hotkey === null ? [] : [owner_hotkey];
  if (fork.withholdsOwnerHotkeyOnly) return { hotkeys: own };
  const present = new Set(registered);
  const hotkeys = new Set([...owned, ...own].filter((hotkey) => present.has(hotkey)));
  return { hotkeys: [...hotkeys].sort() };
}
