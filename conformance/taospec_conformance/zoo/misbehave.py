"""The program behind the rude animals: `python misbehave.py NAME FORK…`.

It shakes hands like any adapter and misbehaves when it is asked the first question. It imports
nothing of taospec and spells its messages out by hand, since the library that is tested must not be
what tests it.
"""

from __future__ import annotations

import json
import os
import signal
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

# Those that are rude before they are asked anything.
_INTRODUCTIONS: dict[str, dict[str, Any]] = {
    "counts-versions-in-floats": {"protocol": 1.0},
    "introduces-itself-at-length": {
        "adapter": {"name": "N" * 900_000, "version": "1", "language": "Python"}
    },
}


def main() -> None:
    """Run the behaviour that the command line names."""
    name = sys.argv[1]
    if name == "noise-before-handshake":
        write("Welcome to adapter v1.0!\n")
    for line in sys.stdin:
        message = json.loads(line)
        if name == "answers-again-later":
            answer_again()
        if message["method"] == "initialize":
            write(reply(message["id"], {**_DESCRIPTION, **_INTRODUCTIONS.get(name, {})}))
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


def repeat(number: int) -> None:
    """Answer twice in one breath."""
    write(answer(number) * 2)


_answered: list[int] = []


def answer_once(number: int) -> None:
    """Answer, and remember it."""
    _answered.append(number)
    write(answer(number))


def answer_again() -> None:
    """Answer what was answered before."""
    while _answered:
        write(answer(_answered.pop()))


def spawn(_number: int) -> None:
    """Die, and leave a child behind that keeps the line open."""
    if os.fork() == 0:
        time.sleep(_A_LONG_TIME)
    os._exit(0)


def close(_number: int) -> None:
    """Close the line and live on."""
    os.close(1)
    time.sleep(_A_LONG_TIME)


def drip(_number: int) -> None:
    """Write a character now and then."""
    while True:
        write("[")
        time.sleep(0.02)


def shout(number: int) -> None:
    """Fill standard error, then answer."""
    for _ in range(256):
        sys.stderr.write("\x1b[31mwarning\x1b[0m" * 512)
    write(reply(number, {"ok": {"emission": "1"}}))


def kill(_number: int) -> None:
    """Be ended by a signal."""
    os.kill(os.getpid(), signal.SIGKILL)


def raw(text: str) -> Callable[[int], None]:
    """A result written out by hand: what no honest library would send."""
    return lambda number: write(f'{{"jsonrpc":"2.0","id":{number},"result":{text}}}\n')


def amount(text: str) -> Callable[[int], None]:
    """An answer whose amount is written out by hand."""
    return raw(f'{{"ok":{{"emission":{text}}}}}')


def line_of(**fields: Any) -> Callable[[int], None]:
    """A line that is no answer."""
    return lambda number: write(json.dumps({"jsonrpc": "2.0", "id": number} | fields) + "\n")


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
    "answers-twice": repeat,
    "answers-again-later": answer_once,
    "leaves-a-child": spawn,
    "closes-its-output": close,
    "drips": drip,
    "shouts": shout,
    "is-killed": kill,
    "nests-deeply": amount("[" * 34 + "]" * 34),
    "nests-without-end": amount("[" * 5000 + "]" * 5000),
    "writes-a-number-of-4300-digits": amount("9" * 4300),
    "names-a-field-twice": raw('{"ok":{"emission":"1","emission":"2"}}'),
    "sends-not-a-number": amount("NaN"),
    "sends-bytes-that-are-no-text": lambda number: (
        sys.stdout.buffer.write(b'{"jsonrpc":"2.0","id":%d,"result":"\xff"}\n' % number),
        sys.stdout.flush(),
    )[1],
    "sends-half-a-character": amount('"\\ud800"'),
    "pads-with-zeros": amount('"0000500000000"'),
    "sends-plain-numbers": amount("500000000"),
    "sends-a-null-among-rows": amount("[[0,[[1,2]]],[1,[[1,2]]],[99,null]]"),
    "sends-many-rows": amount("[" + ",".join(f"[{uid},[[1,2]]]" for uid in range(20_000)) + "]"),
    "hides-escapes-in-names": raw('{"ok":{"\\u001b]0;PWN\\u0007":1}}'),
    "refuses-at-length": line_of(error={"code": -32601, "message": "M" * 900_000}),
    "rejects-at-length": line_of(result={"reject": {"code": "C" * 400_000, "detail": "\x1b[2J"}}),
    "errs-without-a-code": line_of(error={"message": "oops"}),
    "answers-and-errs": line_of(result={"ok": {}}, error={"code": 1, "message": "oops"}),
    "answers-nothing": line_of(result=None),
    "asks-back": line_of(method="execute", params={}),
    "answers-in-a-batch": lambda number: write(f"[{answer(number).strip()}]\n"),
    "sends-an-empty-line": lambda _number: write("\n"),
    "quotes-the-id": lambda number: line_of(id=str(number), result={"ok": {}})(number),
    "counts-versions-in-floats": lambda number: write(answer(number)),
    "introduces-itself-at-length": lambda number: write(answer(number)),
}

if __name__ == "__main__":
    main()
