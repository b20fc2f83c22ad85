// The adapter: what taospec talks to. The rules are in operations.js; this file can stay as it is.
//
// A message is one line of JSON-RPC on standard input, and so is each answer on standard output.
// Everything else that the program says goes to standard error.

import { createInterface } from "node:readline";
import { Malformed, operations, Rejection } from "./operations.js";

const METHOD_NOT_FOUND = -32601;
const INVALID_PARAMS = -32602;
const INTERNAL_ERROR = -32603;

const forks = ["dereg"];
const description = {
  protocol: 1,
  adapter: { name: "ADAPTER_NAME", version: "0.1.0", language: "JavaScript" },
  forks,
  operations: Object.keys(operations),
  numeric: "exact",
};

class RpcError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

function initialize({ protocol }) {
  if (protocol !== 1) throw new RpcError(INVALID_PARAMS, "only protocol 1 is spoken here");
  return description;
}

/** One question: an answer, a rejection of the chain, or "unsupported" (-32601). */
function execute({ fork, operation, given }) {
  if (!forks.includes(fork) || !Object.hasOwn(operations, operation)) {
    throw new RpcError(METHOD_NOT_FOUND, `${operation} is not here in ${fork}`);
  }
  try {
    return { ok: operations[operation](fork, given) };
  } catch (error) {
    if (error instanceof Rejection) return { reject: { code: error.code, detail: error.message } };
    if (error instanceof Malformed) throw new RpcError(INVALID_PARAMS, error.message);
    throw error;
  }
}

const methods = { initialize, execute, shutdown: () => null };

function reply({ id = null, method, params = {} }) {
  try {
    if (!Object.hasOwn(methods, method)) throw new RpcError(METHOD_NOT_FOUND, `no method ${method}`);
    return { jsonrpc: "2.0", id, result: methods[method](params) };
  } catch (error) {
    // A mistake of ours is one answer, and not the end of the run.
    if (!(error instanceof RpcError)) console.error(error);
    return { jsonrpc: "2.0", id, error: { code: error.code ?? INTERNAL_ERROR, message: error.message } };
  }
}

// An integer that JSON's numbers do not hold travels as a quoted decimal.
const quoted = (_key, value) => (typeof value === "bigint" ? value.toString() : value);

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  process.stdout.write(JSON.stringify(reply(message), quoted) + "\n");
  if (message.method === "shutdown") break;
}
