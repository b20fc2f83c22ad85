import assert from "node:assert/strict";
import { test } from "node:test";
import { event } from "../supply/events.js";
import { listOf, record, u16, u64 } from "../wire.js";

const refuses = (reader, value, problem) => {
  assert.throws(() => reader(value, ""), { code: -32602, message: problem });
};

test("a wide integer is a quoted decimal string within its type", () => {
  assert.equal(u64("18446744073709551615", "x"), 2n ** 64n - 1n);
  for (const value of [1, "", "01", "+1", "-0", "1.0", "1e3", null]) {
    refuses(u64, value, "given: expected a quoted decimal string for u64");
  }
  refuses(u64, "18446744073709551616", "given: 18446744073709551616 is outside u64");
  refuses(u64, "-1", "given: -1 is outside u64");
});

test("a small integer is a number within its type", () => {
  assert.equal(u16(65535, "x"), 65535n);
  for (const value of ["1", 65536, -1, 0.5, true]) {
    refuses(u16, value, "given: expected a number for u16");
  }
});

test("a problem is named by its path", () => {
  const reader = record({ rows: listOf(record({ uid: u16 })) });
  refuses(reader, { rows: [{ uid: 1 }, { uid: "1" }] }, "rows[1].uid: expected a number for u16");
  refuses(reader, {}, "rows: field required");
  refuses(reader, { rows: [], more: 1 }, "more: unknown field");
});

test("an event is read by its kind", () => {
  assert.deepEqual(event({ kind: "dust_reaped", amount: "499" }, "event"), {
    kind: "dust_reaped",
    amount: 499n,
  });
  assert.throws(() => event({ kind: "toString" }, "event"), { code: -32602 });
});
