import assert from "node:assert/strict";
import { test } from "node:test";
import { convert, div, formats, lessThan, mul, round, safeDiv, u64Format } from "../numbers/fixed.js";
import { exp, ln, log2, sqrt } from "../numbers/transcendental.js";

const { I32F32, I64F64, U64F64 } = formats;
const ONE = I32F32.one;

test("products floor and quotients truncate", () => {
  assert.equal(mul(-1n, 1n, I32F32), -1n);
  assert.equal(div(-ONE, 3n * ONE, I32F32), -1431655765n);
  assert.equal(div(11796n * ONE, 65535n * ONE, I32F32), 773074452n);
});

test("a quotient that does not fit is the largest number, or zero where it is safe", () => {
  assert.equal(div(ONE, 1n, I32F32), I32F32.high);
  assert.equal(safeDiv(ONE, 1n, I32F32), 0n);
  assert.equal(safeDiv(ONE, 0n, I32F32), 0n);
});

test("a change of format floors, rounding takes ties away from zero", () => {
  assert.equal(convert(-1n, I64F64, I32F32), -1n);
  assert.equal(convert(-1n, I64F64, U64F64), 0n);
  assert.equal(round((-5n * ONE) / 2n, I32F32), -3n * ONE);
});

test("a threshold of 2^63 is misread", () => {
  assert.equal(lessThan(0n, I64F64, 2n ** 63n - 1n, u64Format), true);
  assert.equal(lessThan(0n, I64F64, 2n ** 63n, u64Format), false);
});

test("the library's own logarithm, exponential and root", () => {
  assert.equal(log2(I32F32.high, I32F32), 31n * ONE);
  assert.equal(log2(1n, I32F32), null);
  assert.equal(ln(10n * I64F64.one, I64F64), 42475198485433497091n);
  assert.deepEqual([ONE - 1n, ONE, ONE + 1n].map((x) => exp(x, I32F32)), [
    11674931544n,
    11674931200n,
    11674931552n,
  ]);
  assert.deepEqual([89715445397n, 89715445398n].map((x) => exp(x, I32F32)), [
    4994766200130743759n,
    null,
  ]);
  assert.equal(sqrt(0n, 1844674407n, U64F64), 1073741824n);
});
