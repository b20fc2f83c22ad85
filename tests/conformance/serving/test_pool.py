"""A service answers others while one question takes long, and ends work nobody waits for."""

from __future__ import annotations

import json
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from processes import until

from taospec_conformance.asking import protocol
from taospec_conformance.serving.pool import AskerGoneError, Pool

# Answers {"wait": seconds} after so many of them, and everything with its own process id.
WORKER = """
import json, os, sys, time
for line in sys.stdin:
    message = json.loads(line)
    given = message["params"]
    if given.get("die"):
        os._exit(1)
    time.sleep(given.get("wait", 0))
    print(json.dumps({"jsonrpc": "2.0", "id": message["id"], "result": os.getpid()}), flush=True)
"""


@pytest.fixture
def pool() -> Iterator[Callable[..., Pool]]:
    """Workers and seconds → a pool that ends with the test."""
    pools = []

    def make(workers: int, seconds: float) -> Pool:
        pools.append(Pool([sys.executable, "-I", "-c", WORKER], workers, seconds))
        return pools[-1]

    yield make
    for made in pools:
        made.close()


@pytest.fixture
def line() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Both ends of a connection."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def request(**params: Any) -> bytes:
    message = {"jsonrpc": "2.0", "id": 7, "method": "execute", "params": params}
    return json.dumps(message, indent=1).encode()


def answer(pool: Pool, asker: socket.socket, **params: Any) -> Any:
    raw = pool.answer(request(**params), asker)
    assert raw is not None
    return json.loads(raw)


def test_others_are_answered_meanwhile(
    pool: Callable[..., Pool], line: tuple[socket.socket, socket.socket]
) -> None:
    """Given a question that waits for ever, another one is answered by another worker."""
    two = pool(2, 60)
    ours, theirs = line
    gone: list[BaseException] = []

    def wait() -> None:
        try:
            two.answer(request(wait=3600), ours)
        except AskerGoneError as error:
            gone.append(error)

    first = threading.Thread(target=wait)
    first.start()
    other, end = socket.socketpair()
    with other, end:
        assert answer(two, other)["id"] == 7
    theirs.close()  # nobody waits for the first one any more
    first.join(60)
    assert not first.is_alive()
    assert len(gone) == 1


def test_a_question_has_a_time_limit_and_its_worker_is_replaced(
    pool: Callable[..., Pool], line: tuple[socket.socket, socket.socket]
) -> None:
    one, (ours, _) = pool(1, 1.5), line
    before = answer(one, ours)["result"]
    assert answer(one, ours)["result"] == before
    error = answer(one, ours, wait=3600)["error"]
    assert error == {"code": protocol.INTERNAL_ERROR, "message": "no answer within 1.5 s"}
    replies: list[Any] = []

    def is_replaced() -> bool:
        replies.append(answer(one, ours))
        return "result" in replies[-1]

    until(is_replaced)
    assert replies[-1]["result"] != before


def test_a_worker_that_dies_is_replaced(
    pool: Callable[..., Pool], line: tuple[socket.socket, socket.socket]
) -> None:
    one, (ours, _) = pool(1, 60), line
    assert answer(one, ours, die=True)["error"]["message"] == "the worker ended within 60 s"
    assert "result" in answer(one, ours)


@pytest.mark.parametrize(
    ("raw", "reply"),
    [
        (b'{"jsonrpc":"2.0","method":"execute"}', None),
        (b'{"jsonrpc":"2.0","id":3,"method":"shutdown"}', {"id": 3, "result": None}),
    ],
)
def test_what_ends_a_conversation_does_not_reach_a_worker(
    raw: bytes,
    reply: Any,
    pool: Callable[..., Pool],
    line: tuple[socket.socket, socket.socket],
) -> None:
    got = pool(1, 1).answer(raw, line[0])
    assert (got and json.loads(got)) == (reply and {"jsonrpc": "2.0", **reply})


def test_what_is_no_message_is_told_without_a_worker(
    pool: Callable[..., Pool], line: tuple[socket.socket, socket.socket]
) -> None:
    for raw in (b"", b"{", b"[" * 100):
        got = pool(1, 1).answer(raw, line[0])
        assert got is not None
        assert json.loads(got)["error"]["code"] == protocol.PARSE_ERROR
