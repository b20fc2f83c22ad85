"""What a message may be: its readers rely on these bounds."""

from __future__ import annotations

import time

import pytest

from taospec_conformance.asking import protocol
from taospec_conformance.asking.protocol import MAX_DEPTH, MAX_DIGITS, MessageError

DESCRIPTION = {
    "adapter": {"name": "x", "version": "1", "language": "y"},
    "forks": [],
    "operations": [],
    "numeric": "exact",
}


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b'{"a":1,"a":1}', "the name 'a' twice in one object"),
        (b'[{"b":{"a":1, "c":2,\n"a" :3}}]', "the name 'a' twice in one object"),
        (b'{"\\u0061":1,"a":2}', "the name 'a' twice in one object"),
        (b"[" * (MAX_DEPTH + 1) + b"]" * (MAX_DEPTH + 1), f"nested deeper than {MAX_DEPTH}"),
        (b'{"a":' * (MAX_DEPTH + 1) + b"1" + b"}" * (MAX_DEPTH + 1), "nested deeper than"),
        (b"[1" + b"0" * MAX_DIGITS + b"]", f"a number of more than {MAX_DIGITS} digits"),
        (b'{"x":[-1' + b"0" * MAX_DIGITS + b"]}", "a number of more than"),
        (b"9" * 4000, "a number of more than"),
        (b"9" * 5000, "not JSON: number out of range"),
        (b"[NaN]", "not JSON"),
        (b'"\\ud800"', "not JSON"),
        (b'"\xff"', "not JSON"),
        (b"\xef\xbb\xbf1", "not JSON"),
        (b"", "not JSON"),
    ],
)
def test_what_is_beyond_them_is_refused(raw: bytes, problem: str) -> None:
    with pytest.raises(MessageError, match=problem):
        protocol.decode(raw)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b'{"a":"\\":","b":"\\\\":1}'.replace(b'":1}', b'","c":1}'), None),
        (b'["\\":\\":", {"\\"": 1}]', ['":":', {'"': 1}]),
        (b'{"a\\\\":1}', {"a\\": 1}),
        (b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, None),
        (b'"' + b"9" * 5000 + b'"', "9" * 5000),
        (b"1" + b"0" * (MAX_DIGITS - 1), 10 ** (MAX_DIGITS - 1)),
    ],
)
def test_what_is_within_them_is_read(raw: bytes, value: object) -> None:
    decoded = protocol.decode(raw)
    assert value is None or decoded == value


def test_names_that_look_repeated_cost_no_more_than_a_look() -> None:
    """Given a megabyte of texts that look like names, reading stays linear."""
    raw = b'{"a":"' + b'\\":' * 300_000 + b'"}'
    began = time.process_time()
    assert protocol.decode(raw) == {"a": '":' * 300_000}
    assert time.process_time() - began < 30


@pytest.mark.parametrize("version", [True, 1.0, "1", None, 2])
def test_only_the_number_one_is_protocol_one(version: object) -> None:
    with pytest.raises(MessageError, match="initialize: protocol: "):
        protocol.read_description({**DESCRIPTION, "protocol": version})


def test_a_stranger_introduces_itself_in_characters_that_can_be_seen() -> None:
    name = {**DESCRIPTION["adapter"], "name": "\x1b]0;PWN\x07"}  # type: ignore[dict-item]
    description = protocol.read_description({**DESCRIPTION, "protocol": 1, "adapter": name})
    assert description.adapter.name == r"\x1b]0;PWN\x07"


def test_an_explanation_is_cut_where_it_enters() -> None:
    raw = {"jsonrpc": "2.0", "id": 1, "error": {"code": -32601, "message": "M\x1b" * 5_000}}
    reply = protocol.read_reply(raw, 1)
    assert isinstance(reply, protocol.ErrorReply)
    assert len(reply.message) == 400
    assert reply.message.isprintable()
