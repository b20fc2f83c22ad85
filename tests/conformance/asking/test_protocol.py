"""Messages are read as a stranger's: bounded, and refused with one line that says why."""

from __future__ import annotations

from typing import Any

import pytest

from taospec_conformance.asking import protocol
from taospec_conformance.asking.outcomes import Ok, Reject

SAID = {
    "protocol": 1,
    "adapter": {"name": "n", "version": "1", "language": "Go"},
    "forks": ["dereg"],
    "operations": ["supply.block_emission"],
    "numeric": "exact",
}


def test_a_request_is_one_line_of_json_rpc() -> None:
    params = {"fork": "dereg", "text": "line\nbreak"}
    raw = protocol.request(7, "execute", params)
    assert b"\n" not in raw
    assert protocol.decode(raw) == {
        "jsonrpc": "2.0",
        "id": 7,
        "method": "execute",
        "params": params,
    }


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"{",
        b'{"a": NaN}',
        b'{"a": Infinity}',
        b"\xff\xfe",
        b'{"a": 1} {"b": 2}',
        b"[" * 100_000,
        b"1" * 10_000,
        b'"\\ud800"',
    ],
)
def test_what_is_not_json_is_refused(raw: bytes) -> None:
    with pytest.raises(protocol.MessageError, match=r"\Anot JSON: .{1,200}\Z"):
        protocol.decode(raw)


@pytest.mark.parametrize("value", [object(), lambda: None])
def test_what_json_does_not_have_is_not_sent(value: Any) -> None:
    with pytest.raises(protocol.MessageError, match="not a JSON value"):
        protocol.encode({"given": value})


def test_a_cycle_is_not_sent() -> None:
    loop: list[Any] = []
    loop.append(loop)
    with pytest.raises(protocol.MessageError):
        protocol.encode(loop)


def test_a_number_that_is_none_is_sent_as_text_and_so_never_equals_a_number() -> None:
    assert protocol.decode(protocol.encode([float("nan"), float("inf")])) == ["NaN", "Infinity"]


def test_the_result_of_the_right_question_is_read() -> None:
    assert protocol.read_reply(protocol.result(3, {"ok": {}}), 3) == {"ok": {}}


@pytest.mark.parametrize("answered", [2, 4, "3", 3.0, True, None])
def test_another_id_is_told_from_a_wrong_message(answered: Any) -> None:
    with pytest.raises(protocol.WrongIdError, match="question 3 was answered with id"):
        protocol.read_reply(protocol.result(answered, {}), 3)


@pytest.mark.parametrize(
    "message",
    [
        None,
        [],
        [{"jsonrpc": "2.0", "id": 3, "result": {}}],
        {"id": 3, "result": {}},
        {"jsonrpc": "1.0", "id": 3, "result": {}},
        {"jsonrpc": "2.0", "id": 3},
        {"jsonrpc": "2.0", "id": 3, "result": {}, "error": {"code": 1, "message": ""}},
        {"jsonrpc": "2.0", "id": 3, "error": "no"},
        {"jsonrpc": "2.0", "id": 3, "error": {"code": True, "message": ""}},
    ],
)
def test_what_is_no_reply_is_refused(message: Any) -> None:
    with pytest.raises(protocol.MessageError) as error:
        protocol.read_reply(message, 3)
    assert not isinstance(error.value, protocol.WrongIdError)


def test_an_error_is_a_reply_even_if_the_id_could_not_be_read() -> None:
    reply = protocol.read_reply(protocol.error(None, protocol.PARSE_ERROR, "bad\x1b[2J"), 3)
    assert str(reply) == "error -32700 (parse error): bad\\x1b[2J"


def test_an_answer_is_ok_or_a_rejection() -> None:
    assert protocol.read_answer({"ok": {"emission": "1"}}) == Ok({"emission": "1"})
    assert protocol.read_answer({"reject": {"code": "Overflow"}}) == Reject("Overflow")
    told = {"reject": {"code": "Overflow", "detail": "x=1"}}
    assert protocol.read_answer(told) == Reject("Overflow", "x=1")


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"ok": None},
        {"ok": []},
        {"ok": {}, "reject": {"code": "Overflow"}},
        {"ok": {}, "trace": []},
        {"reject": "Overflow"},
        {"reject": {}},
        {"reject": {"code": 7}},
        {"reject": {"code": "Overflow", "detail": 7}},
        {"reject": {"code": "Overflow", "data": {}}},
    ],
)
def test_what_is_no_answer_is_refused(value: Any) -> None:
    with pytest.raises(protocol.MessageError, match=r"answer is|rejection is"):
        protocol.read_answer(value)


def test_a_code_that_would_spoil_a_terminal_is_escaped_and_cut() -> None:
    answer = protocol.read_answer({"reject": {"code": "\x1b[31m" + "x" * 500}})
    assert isinstance(answer, Reject)
    assert answer.code.startswith("\\x1b[31mxxx")
    assert len(answer.code) == 80


def test_a_description_may_say_more_than_it_must() -> None:
    description = protocol.read_description({**SAID, "commit": "abc"})
    assert description.adapter.language == "Go"
    assert description.forks == ("dereg",)
    assert description.adapter.issues is None


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"protocol": 2}, "protocol"),
        ({"adapter": {"name": "n", "version": "1"}}, "adapter.language"),
        ({"adapter": {"name": "", "version": "1", "language": "Go"}}, "adapter.name"),
        ({"adapter": {"name": "n" * 201, "version": "1", "language": "Go"}}, "adapter.name"),
        ({"adapter": {"name": 7, "version": "1", "language": "Go"}}, "adapter.name"),
        ({"forks": "dereg"}, "forks"),
        ({"operations": [1]}, "operations.0"),
        ({"operations": ["x"] * 1001}, "operations"),
        ({"numeric": "float16"}, "numeric"),
    ],
)
def test_a_description_that_lacks_something_is_refused(change: dict[str, Any], named: str) -> None:
    with pytest.raises(protocol.MessageError, match=rf"\Ainitialize: {named}: "):
        protocol.read_description({**SAID, **change})


def test_a_description_that_is_no_object_is_refused() -> None:
    with pytest.raises(protocol.MessageError, match=r"\Ainitialize: result: "):
        protocol.read_description([])
