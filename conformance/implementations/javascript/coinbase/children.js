// What a request for children writes: spec/coinbase.md, COI-30 and COI-31.

import { U64_MAX } from "../numbers/integers.js";

const byHotkey = (one, other) => (one.hotkey < other.hotkey ? -1 : 1);
const without = (list, hotkey) => list.filter((relative) => relative.hotkey !== hotkey);
const orNone = (list) => (list.length === 0 ? null : list);
const NOTHING = { children: null, parents: null };

/** Lists by hotkey; a hotkey that is not named has an empty one. */
function book(relations) {
  const lists = new Map(relations.map(({ hotkey, relatives }) => [hotkey, relatives]));
  const written = new Map();
  return {
    of: (hotkey) => written.get(hotkey) ?? lists.get(hotkey) ?? [],
    write: (hotkey, list) => written.set(hotkey, list),
    answer: (shown) =>
      [...written].map(([hotkey, list]) => ({ hotkey, relatives: shown(list) })).sort(byHotkey),
  };
}

/** As they are asked for, unchecked (COI-30). */
function carryOut({ parent, requested, ...before }) {
  const [children, parents] = [book(before.children), book(before.parents)];
  for (const { hotkey } of children.of(parent)) {
    parents.write(hotkey, without(parents.of(hotkey), parent));
  }
  children.write(parent, requested);
  for (const { hotkey, proportion } of requested) {
    parents.write(hotkey, [...parents.of(hotkey), { proportion, hotkey: parent }]);
  }
  const asIs = (list) => list;
  return { children: children.answer(asIs), parents: parents.answer(asIs) };
}

/** Checked and sorted (COI-31). */
function check({ parent, requested, ...before }) {
  const [children, parents] = [book(before.children), book(before.parents)];
  const wanted = othersThan(parent, requested);
  const lenders = othersThan(parent, parents.of(parent));
  const lent = [...wanted.values()].reduce((sum, proportion) => sum + proportion, 0n);
  if (lent > U64_MAX || [...wanted.keys()].some((hotkey) => lenders.has(hotkey))) {
    return NOTHING;
  }

  for (const { hotkey } of children.of(parent)) {
    if (hotkey !== parent && !wanted.has(hotkey)) parents.write(hotkey, without(parents.of(hotkey), parent));
  }
  for (const [hotkey, proportion] of wanted) {
    parents.write(hotkey, entered(parents.of(hotkey), { proportion, hotkey: parent }));
  }
  children.write(parent, listed(wanted));
  parents.write(parent, listed(lenders));
  for (const [hotkey, proportion] of lenders) {
    children.write(hotkey, entered(children.of(hotkey), { proportion, hotkey: parent }));
  }
  return { children: children.answer(orNone), parents: parents.answer(orNone) };
}

/** Proportions by hotkey, the last one where it is repeated, without the hotkey itself. */
function othersThan(self, relatives) {
  const proportions = new Map(relatives.map(({ hotkey, proportion }) => [hotkey, proportion]));
  proportions.delete(self);
  return proportions;
}

const listed = (proportions) =>
  [...proportions].map(([hotkey, proportion]) => ({ proportion, hotkey })).sort(byHotkey);

/** A list with the entry in the place of the one of the same hotkey, or at its end. */
function entered(list, entry) {
  const place = list.findIndex(({ hotkey }) => hotkey === entry.hotkey);
  return place < 0 ? [...list, entry] : list.with(place, entry);
}

export const children = (fork, given) => (fork.checksChildren ? check(given) : carryOut(given));
