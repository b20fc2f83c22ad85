import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const adapter = fileURLToPath(new URL("../adapter.js", import.meta.url));

function converse(...messages) {
  const input = messages
    .map(([method, params], id) => JSON.stringify({ jsonrpc: "2.0", id, method, params }) + "\n")
    .join("");
  const { stdout, status } = spawnSync(process.execPath, [adapter], { input, encoding: "utf8" });
  return { status, replies: stdout.trimEnd().split("\n").map((line) => JSON.parse(line)) };
}

const execute = (operation, given, fork = "dereg") => ["execute", { fork, operation, given }];

test("a conversation from handshake to shutdown", () => {
  const { status, replies } = converse(
    ["initialize", { protocol: 1, runner: "test" }],
    execute("supply.block_emission", { total_issuance: "10500000000000000" }),
    execute("numbers.div", { format: "I32F32", a: "1", b: "0" }),
    ["shutdown"],
  );
  assert.equal(status, 0);
  assert.deepEqual(replies[0].result.forks, ["dtao", "dereg", "flow", "halving", "authorfee", "burnprice", "netflow", "rootprice", "balancer", "conviction"]);
  assert.deepEqual(replies[1].result, { ok: { emission: "500000000" } });
  assert.equal(replies[2].result.reject.code, "DivisionByZero");
  assert.equal(replies[3].result, null);
});

test("what it does not know is refused with a code of JSON-RPC", () => {
  const root = { format: "U64F64", bits: "0", epsilon: "1" };
  const { replies } = converse(
    ["initialize", { protocol: 2, runner: "test" }],
    execute("supply.unknown", {}),
    execute("numbers.sqrt", root, "dtao"),
    execute("supply.block_emission", { total_issuance: 1 }),
    execute("supply.schedule", {}, "fake"),
  );
  const codes = replies.map(({ error }) => error.code);
  assert.deepEqual(codes, [-32602, -32601, -32601, -32602, -32602]);
});
