"""The adapter: what taospec talks to. The rules are in operations.py; this file can stay as it is.

A message is one line of JSON-RPC on standard input, and so is each answer on standard output.
Everything else that the program says goes to standard error.
"""

from __future__ import annotations

import json
import sys
import traceback
from typing import Any

from operations import OPERATIONS, MalformedError, Rejection

FORKS = ["dereg"]
DESCRIPTION = {
    "protocol": 1,
    "adapter": {"name": "ADAPTER_NAME", "version": "0.1.0", "language": "Python"},
    "forks": FORKS,
    "operations": list(OPERATIONS),
    "numeric": "exact",
}
METHOD_NOT_FOUND, INVALID_PARAMS, INTERNAL_ERROR = -32601, -32602, -32603


class RpcError(Exception):
    """An answer that is an error of the protocol."""

    def __init__(self, code: int, message: str) -> None:
        self.code = code
        super().__init__(message)


def initialize(params: dict[str, Any]) -> Any:
    """Who answers, and what it claims to have."""
    if params["protocol"] != 1:
        raise RpcError(INVALID_PARAMS, "only protocol 1 is spoken here")
    return DESCRIPTION


def execute(params: dict[str, Any]) -> Any:
    """One question: an answer, a rejection of the chain, or "unsupported" (-32601)."""
    fork, name = params["fork"], params["operation"]
    if fork not in FORKS or name not in OPERATIONS:
        raise RpcError(METHOD_NOT_FOUND, f"{name} is not here in {fork}")
    try:
        return {"ok": OPERATIONS[name](fork, params["given"])}
    except Rejection as rejection:
        return {"reject": {"code": rejection.code, "detail": str(rejection)}}
    except MalformedError as error:
        raise RpcError(INVALID_PARAMS, str(error)) from None


METHODS = {"initialize": initialize, "execute": execute, "shutdown": lambda _: None}


def reply(message: dict[str, Any]) -> dict[str, Any]:
    """The answer to one message."""
    head = {"jsonrpc": "2.0", "id": message.get("id")}
    try:
        method = METHODS.get(message["method"])
        if method is None:
            raise RpcError(METHOD_NOT_FOUND, f"no method {message['method']}")
        return {**head, "result": method(message.get("params") or {})}
    except RpcError as error:
        return {**head, "error": {"code": error.code, "message": str(error)}}
    except Exception as error:  # a mistake of ours is one answer, and not the end of the run
        traceback.print_exc()
        return {**head, "error": {"code": INTERNAL_ERROR, "message": repr(error)}}


def main() -> None:
    """Answer line by line, until the input ends or says goodbye."""
    for line in sys.stdin:
        message = json.loads(line)
        sys.stdout.write(json.dumps(reply(message)) + "\n")
        sys.stdout.flush()
        if message.get("method") == "shutdown":
            return


if __name__ == "__main__":
    main()
