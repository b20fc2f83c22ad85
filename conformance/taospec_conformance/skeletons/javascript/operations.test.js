// Tests of your own; taospec brings its vectors besides.

import assert from "node:assert/strict";
import { test } from "node:test";
import { operations } from "./operations.js";

test("emission halves at the threshold", () => {
  const emission = operations["supply.block_emission"];
  assert.deepEqual(emission("dereg", { total_issuance: "10500000000000000" }), { emission: 500000000n });
  assert.deepEqual(emission("dereg", { total_issuance: "10499999999999999" }), { emission: 1000000000n });
});
