"""The same messages over HTTP, on loopback only."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.client import HTTPConnection
from typing import BinaryIO

import pytest

from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import (
    AdapterFaultError,
    Crash,
    Ok,
    Outcome,
    Oversize,
    ProtocolError,
    Timeout,
    Unsupported,
)
from taospec_conformance.asking.transports.connection import Connection
from taospec_conformance.reference import Reference
from taospec_conformance.serving.http import http_server, one_by_one
from taospec_conformance.serving.server import Server

# For what never answers; whatever does must have the time for it on the slowest machine.
QUICK = Limits(case_timeout=0.2, max_message=100_000)
PATIENT = Limits(case_timeout=60, max_message=100_000)
STOPS = b"HTTP/1.1 200 OK\r\nContent-Le"
INITIALIZED = (
    b'{"jsonrpc":"2.0","id":1,"result":{"protocol":1,"adapter":{"name":"n","version":"1",'
    b'"language":"C"},"forks":["dereg"],"operations":["numbers.mul"],"numeric":"exact"}}'
)


@pytest.fixture
def service() -> Iterator[int]:
    """Port of the reference behind HTTP."""
    server = http_server(one_by_one(Server(Reference())), "127.0.0.1", 0, max_message=10_000)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def response(body: bytes, status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def read_question(incoming: BinaryIO) -> None:
    length = 0
    while (line := incoming.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    incoming.read(length)


@pytest.fixture
def scripted() -> Iterator[Callable[[bytes], Connection]]:
    """Raw bytes → a connection whose first question after the handshake gets them as response."""
    sockets: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def start(raw: bytes) -> Connection:
        listener = socket.create_server(("127.0.0.1", 0))
        sockets.append(listener)

        def answer() -> None:
            peer, _ = listener.accept()
            sockets.append(peer)
            with peer.makefile("rb") as incoming:
                for reply in (response(INITIALIZED), raw):
                    read_question(incoming)
                    peer.sendall(reply)
                if raw.endswith(b"!"):
                    peer.shutdown(socket.SHUT_WR)
                incoming.read()

        threads.append(threading.Thread(target=answer, daemon=True))
        threads[-1].start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        limits = QUICK if raw == STOPS else PATIENT
        connection = target.parse(url).connect(limits)
        connection.open()
        return connection

    yield start
    for opened in sockets:
        opened.close()
    for thread in threads:
        thread.join(5)


def ask(connection: Connection) -> Outcome:
    outcome = connection.ask("dereg", "numbers.mul", {"format": "I32F32", "a": "1", "b": "1"})
    connection.close()
    return outcome


def test_the_reference_answers_over_one_connection(service: int) -> None:
    connection = target.parse(f"http://127.0.0.1:{service}/").connect(Limits())
    assert connection.open().adapter.name == "taospec reference model"
    for issuance, emission in (("0", "1000000000"), ("10500000000000000", "500000000")):
        outcome = connection.ask("dereg", "supply.block_emission", {"total_issuance": issuance})
        assert outcome == Ok({"emission": emission})
    assert isinstance(connection.ask("dereg", "no.such", {}), Unsupported)
    assert connection.close() is None


def test_connections_stay_open_side_by_side(service: int) -> None:
    """Given one client that keeps its connection, another one is answered."""
    first, second = (target.parse(f"http://127.0.0.1:{service}/").connect(PATIENT) for _ in "ab")
    first.open()
    second.open()
    given = {"total_issuance": "0"}
    for connection in (first, second):
        answer = connection.ask("dereg", "supply.block_emission", given)
        assert answer == Ok({"emission": "1000000000"})
        connection.close()


@pytest.mark.parametrize(
    ("headers", "body", "status"),
    [({}, b"x" * 20_000, 413), ({"Content-Length": "many"}, b"", 411)],
)
def test_a_post_that_is_too_long_or_has_no_length(
    service: int, headers: dict[str, str], body: bytes, status: int
) -> None:
    client = HTTPConnection("127.0.0.1", service, timeout=5)
    client.request("POST", "/", body, headers)
    answer = client.getresponse()
    assert (answer.status, answer.read()[:40]) == (
        status,
        b'{"jsonrpc":"2.0","id":null,"error":{"cod',
    )
    client.close()


def test_nothing_but_post_is_spoken(service: int) -> None:
    client = HTTPConnection("127.0.0.1", service, timeout=5)
    client.request("GET", "/")
    assert client.getresponse().status == 501
    client.close()


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    connection = target.parse(f"http://127.0.0.1:{port}/").connect(QUICK)
    with pytest.raises(AdapterFaultError, match=r"crash: cannot connect to 127.0.0.1:\d+: "):
        connection.open()
    assert not connection.is_open


@pytest.mark.parametrize(
    ("raw", "kind", "detail"),
    [
        (response(b"oops", "500 Broken"), ProtocolError, "HTTP status 500: oops"),
        (response(b"", "302 Found"), ProtocolError, "HTTP status 302: "),
        (response(b"<html>"), ProtocolError, "not JSON"),
        (response(b'{"jsonrpc":"2.0","id":9,"result":{}}'), None, "answered with id 9"),
        (b"SSH-2.0-OpenSSH_9.6\r\n", ProtocolError, "not an HTTP response: BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nhalf!", Crash, "IncompleteRead(5 b"),
        (STOPS, Timeout, "no answer to execute within 0.2 s"),
        (response(b"x" * 100_001), Oversize, "more than 100000 bytes"),
    ],
)
def test_a_service_that_misbehaves(
    scripted: Callable[[bytes], Connection], raw: bytes, kind: type | None, detail: str
) -> None:
    outcome = ask(scripted(raw))
    assert detail in getattr(outcome, "detail", "")
    assert kind is None or type(outcome) is kind


def test_a_response_that_drips_is_a_timeout() -> None:
    """Given a byte now and then, no single read takes long, and still the time is up."""
    stop = threading.Event()

    def drip() -> None:
        peer, _ = listener.accept()
        with peer, peer.makefile("rb") as incoming, suppress(OSError):
            read_question(incoming)
            peer.sendall(response(INITIALIZED))
            read_question(incoming)
            peer.sendall(b"HTTP/1.1 200 OK\r\n")
            while not stop.wait(0.02):
                peer.sendall(b"X")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        connection = target.parse(url).connect(QUICK)
        connection.open()
        assert ask(connection) == Timeout("no answer to execute within 0.2 s")
        stop.set()
        thread.join(5)


def test_a_connection_that_was_cut_is_a_crash() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            peer, _ = listener.accept()
            with peer:
                peer.recv(65536)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(AdapterFaultError) as failure:
            target.parse(url).connect(PATIENT).open()
        thread.join()
    assert isinstance(failure.value.fault, Crash)
    assert failure.value.fault.detail.startswith("the service closed the connection")


def test_a_service_that_ends_every_connection_is_reached_again() -> None:
    ending = INITIALIZED.replace(b"numbers.mul", b"numbers.div")

    def answer() -> None:
        for number in (1, 2):
            peer, _ = listener.accept()
            with peer, peer.makefile("rb") as incoming:
                read_question(incoming)
                body = ending if number == 1 else b'{"jsonrpc":"2.0","id":2,"result":{"ok":{}}}'
                peer.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + body)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        connection = target.parse(url).connect(PATIENT)
        assert connection.open().operations == ("numbers.div",)
        assert connection.ask("dereg", "numbers.div", {}) == Ok({})
        thread.join()
    assert connection.close() is not None  # nobody is there any more to say goodbye to
