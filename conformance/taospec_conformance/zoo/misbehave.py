"""The program behind the rude animals: `python misbehave.py NAME FORK…`.

It shakes hands like any adapter and misbehaves when it is asked the first question. It imports
nothing of taospec and spells its messages out by hand, since the library that is tested must not be
what tests it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

_A_LONG_TIME = 3600.0
_DESCRIPTION = {
    "protocol": 1,
    "adapter": {"name": "a rude one", "version": "1", "language": "Python"},
    "forks": sys.argv[2:],
    "operations": ["supply.block_emission"],
    "numeric": "exact",
}


def main() -> None:
    """Run the behaviour that the command line names."""
    name = sys.argv[1]
    if name == "noise-before-handshake":
        write("Welcome to adapter v1.0!\n")
    for line in sys.stdin:
        message = json.loads(line)
        if message["method"] == "initialize":
            write(reply(message["id"], _DESCRIPTION))
        elif message["method"] == "shutdown":
            write(reply(message["id"], None))
            return
        else:
            BEHAVIOURS[name](message["id"])


def write(text: str) -> None:
    """Send now."""
    sys.stdout.write(text)
    sys.stdout.flush()


def reply(number: int, result: Any) -> str:
    """A proper line."""
    return json.dumps({"jsonrpc": "2.0", "id": number, "result": result}) + "\n"


def answer(number: int) -> str:
    """A proper answer."""
    return reply(number, {"ok": {"emission": "1000000000"}})


def hang(_number: int) -> None:
    """Say nothing."""
    time.sleep(_A_LONG_TIME)


def die(_number: int) -> None:
    """Exit with a last word on standard error."""
    sys.stderr.write("thread 'main' panicked: index out of bounds\n")
    sys.stderr.flush()
    os._exit(3)


def flood(_number: int) -> None:
    """Write a line that never ends."""
    while True:
        write("A" * 65536)


def stop_halfway(number: int) -> None:
    """Write the first half of an answer and exit as if all were well."""
    text = answer(number)
    write(text[: len(text) // 2])
    os._exit(0)


def refuse(number: int) -> None:
    """Say that there is no such operation."""
    error = {"code": -32601, "message": "not implemented yet"}
    write(json.dumps({"jsonrpc": "2.0", "id": number, "error": error}) + "\n")


BEHAVIOURS: dict[str, Callable[[int], None]] = {
    "hangs": hang,
    "exits-mid-case": die,
    "floods-stdout": flood,
    "answers-another-id": lambda number: write(answer(number + 1)),
    "sends-half-a-line": stop_halfway,
    "invents-a-reject-code": lambda number: write(
        reply(number, {"reject": {"code": "NoThankYou", "detail": "not today"}})
    ),
    "answers-in-prose": lambda number: write(f"\x1b[31mcomputing {number}…\x1b[0m\n"),
    "claims-too-much": refuse,
    "noise-before-handshake": lambda number: write(answer(number)),
}

if __name__ == "__main__":
    main()
