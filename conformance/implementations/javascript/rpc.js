// JSON-RPC 2.0 over two streams, one message a line: the transport, knowing nothing of the protocol
// behind it. It serves any adapter as it is.

import { StringDecoder } from "node:string_decoder";

export const PARSE_ERROR = -32700;
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;
export const INTERNAL_ERROR = -32603;

/** An answer that is a JSON-RPC error rather than a result. */
export class RpcError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** The reply to one line, or undefined when the line is a notification and wants none. */
export function reply(line, methods) {
  let request;
  try {
    request = JSON.parse(line);
  } catch (error) {
    return failure(null, new RpcError(PARSE_ERROR, error.message));
  }
  if (request?.jsonrpc !== "2.0" || typeof request.method !== "string") {
    return failure(null, new RpcError(INVALID_REQUEST, "not a JSON-RPC 2.0 request"));
  }
  const { id, method, params = {} } = request;
  try {
    if (!Object.hasOwn(methods, method)) {
      throw new RpcError(METHOD_NOT_FOUND, `unknown method ${method}`);
    }
    const result = methods[method](params);
    return id === undefined ? undefined : { jsonrpc: "2.0", id, result };
  } catch (error) {
    return id === undefined ? undefined : failure(id, error);
  }
}

function failure(id, error) {
  // A bug of ours must not end the process: the runner gets an error, stderr gets the stack.
  if (!(error instanceof RpcError)) console.error(error);
  const code = error instanceof RpcError ? error.code : INTERNAL_ERROR;
  return { jsonrpc: "2.0", id, error: { code, message: error.message } };
}

/** BigInt is not in JSON: it travels as a decimal string. */
const bigIntAsText = (_key, value) => (typeof value === "bigint" ? value.toString() : value);

/** Answer every line of `input` on `output`, until it ends or `isOver()` after an answer. */
export function serve(methods, input, output, isOver) {
  const decoder = new StringDecoder("utf8");
  const unfinished = []; // pieces of a line, joined once it ends
  input.on("data", (chunk) => {
    const lines = decoder.write(chunk).split("\n");
    if (lines.length > 1) lines[0] = unfinished.splice(0).join("") + lines[0];
    unfinished.push(lines.pop());
    const asked = lines.filter((line) => line.trim() !== "");
    const answers = asked.map((line) => reply(line, methods)).filter(Boolean);
    const text = answers.map((message) => JSON.stringify(message, bigIntAsText) + "\n").join("");
    if (text !== "") output.write(text);
    if (isOver()) input.destroy();
  });
}
