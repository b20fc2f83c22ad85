import assert from "node:assert/strict";
import { test } from "node:test";
import { RpcError, reply } from "../rpc.js";

const methods = {
  echo: (params) => params,
  refuse: () => {
    throw new RpcError(-32601, "not here");
  },
};
const ask = (message) => reply(JSON.stringify(message), methods);

test("a request is answered under its own id", () => {
  assert.deepEqual(ask({ jsonrpc: "2.0", id: 7, method: "echo", params: { a: 1 } }), {
    jsonrpc: "2.0",
    id: 7,
    result: { a: 1 },
  });
});

test("a notification is not answered", () => {
  assert.equal(ask({ jsonrpc: "2.0", method: "echo" }), undefined);
});

test("what cannot be answered is an error with a code", () => {
  assert.deepEqual(ask({ jsonrpc: "2.0", id: 1, method: "refuse" }).error, {
    code: -32601,
    message: "not here",
  });
  assert.equal(ask({ jsonrpc: "2.0", id: 1, method: "toString" }).error.code, -32601);
  assert.equal(ask({ id: 1, method: "echo" }).error.code, -32600);
  assert.equal(reply("{", methods).error.code, -32700);
});
