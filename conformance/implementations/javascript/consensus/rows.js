// Sparse matrices as the chain keeps them: for each uid a row, a list of entries { uid, value } in the
// order in which it was submitted. An explicit zero is an entry.

import { boundedSum, normalise, ratio, sum } from "./shares.js";

/** The same entries with other values, computed from value, holder and the uid it is about. */
export const mapEntries = (rows, compute) =>
  rows.map((row, holder) =>
    row.map(({ uid, value }) => ({ uid, value: compute(value, holder, uid) })),
  );

/** The entries that pass a test of holder, the uid it is about, and value. */
export const keepEntries = (rows, test) =>
  rows.map((row, holder) => row.filter(({ uid, value }) => test(holder, uid, value)));

/** Each row as shares of its sum. */
export const normaliseRows = (rows) =>
  rows.map((row) => {
    const shares = normalise(values(row));
    return row.map(({ uid }, index) => ({ uid, value: shares[index] }));
  });

/** Each column as shares of its sum. */
export function normaliseColumns(rows) {
  const totals = columnSums(rows);
  return mapEntries(rows, (value, _holder, uid) =>
    totals[uid] === 0n ? value : ratio(value, totals[uid]),
  );
}

/** One sum for each uid of what its column holds. */
export function columnSums(rows) {
  const columns = rows.map(() => []);
  for (const row of rows) for (const { uid, value } of row) columns[uid].push(value);
  return columns.map(boundedSum);
}

const values = (row) => row.map(({ value }) => value);

export const boundedRowSums = (rows) => rows.map((row) => boundedSum(values(row)));
export const rowSums = (rows) => rows.map((row) => sum(values(row)));

/** Entries of two matrices side by side, ascending by uid; what one of them lacks is zero there. */
export const union = (left, right, combine) =>
  left.map((row, holder) => {
    const [one, other] = [row, right[holder]].map((entries) =>
      new Map(entries.map(({ uid, value }) => [uid, value])),
    );
    const uids = [...new Set([...one.keys(), ...other.keys()])].sort((a, b) => a - b);
    return uids.map((uid) => ({
      uid,
      value: combine(one.get(uid) ?? 0n, other.get(uid) ?? 0n, uid),
    }));
  });

export const ascending = (rows) => rows.map((row) => row.toSorted((a, b) => a.uid - b.uid));

/** Rows as they travel, those with entries only. */
export const toWire = (rows, show = (value) => value) =>
  rows.flatMap((row, holder) =>
    row.length === 0 ? [] : [[holder, row.map(({ uid, value }) => [uid, show(value)])]],
  );
