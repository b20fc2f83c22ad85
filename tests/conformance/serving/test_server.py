"""The reference behind a pipe: whatever is asked, one proper line comes back."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taospec_conformance.asking import protocol
from taospec_conformance.reference import Reference
from taospec_conformance.serving.server import Server, serve_stdio


def served(*lines: bytes | str | Mapping[str, Any], max_message: int = 10_000) -> list[Any]:
    """What comes back for these lines, decoded."""
    raw = b"".join(_line(line) for line in lines)
    outgoing = io.BytesIO()
    serve_stdio(Server(Reference()), io.BytesIO(raw), outgoing, max_message)
    return [json.loads(line) for line in outgoing.getvalue().splitlines()]


def _line(line: bytes | str | Mapping[str, Any]) -> bytes:
    if isinstance(line, Mapping):
        line = json.dumps(line)
    raw = line.encode() if isinstance(line, str) else line
    return raw + b"\n"


def call(method: str, number: Any = 1, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def execute(**params: Any) -> dict[str, Any]:
    standard = {
        "fork": "dereg",
        "operation": "supply.block_emission",
        "given": {"total_issuance": "0"},
    }
    return call("execute", **{**standard, **params})


def error_of(message: Mapping[str, Any] | bytes | str) -> dict[str, Any]:
    [reply] = served(message)
    assert set(reply) == {"jsonrpc", "id", "error"}
    error: dict[str, Any] = reply["error"]
    return error


def test_a_conversation() -> None:
    replies = served(call("initialize", 1, protocol=1, runner="me"), execute(), call("shutdown", 3))
    assert [reply["id"] for reply in replies] == [1, 1, 3]
    assert replies[0]["result"]["numeric"] == "exact"
    assert replies[1]["result"] == {"ok": {"emission": "1000000000"}}
    assert replies[2]["result"] is None


def test_nothing_is_answered_after_shutdown() -> None:
    assert len(served(call("shutdown"), execute())) == 1


def test_an_id_may_be_text_and_comes_back_as_it_was() -> None:
    assert served(call("initialize", "a-1", protocol=1))[0]["id"] == "a-1"


@pytest.mark.parametrize("number", [True, 1.5, [1], {"a": 1}])
def test_an_id_that_is_none_comes_back_as_null(number: Any) -> None:
    assert served(call("initialize", number, protocol=1))[0]["id"] is None


def test_a_notification_gets_no_reply() -> None:
    notification = {"jsonrpc": "2.0", "method": "initialize", "params": {"protocol": 1}}
    assert served(notification, "", "   ") == []


def test_a_question_that_forgot_its_id_is_told_what_is_wrong() -> None:
    [reply] = served({"jsonrpc": "2.0", "method": "compute"})
    assert reply["id"] is None
    assert reply["error"]["code"] == protocol.METHOD_NOT_FOUND


@pytest.mark.parametrize("raw", [b"{", b"hello", b"\xff", b"[" * 5000, b'{"id": NaN}'])
def test_what_is_not_json_is_a_parse_error(raw: bytes) -> None:
    assert error_of(raw)["code"] == protocol.PARSE_ERROR


@pytest.mark.parametrize(
    "message",
    [
        "null",
        "7",
        "[]",
        '[{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}]',
        '{"id": 1, "method": "shutdown"}',
        '{"jsonrpc": "2.0", "id": 1}',
        '{"jsonrpc": "2.0", "id": 1, "method": 7}',
    ],
)
def test_what_is_no_request_is_invalid(message: str) -> None:
    assert error_of(message)["code"] == protocol.INVALID_REQUEST


def test_an_unknown_method_is_not_found() -> None:
    assert error_of(call("rm -rf"))["code"] == protocol.METHOD_NOT_FOUND


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (call("initialize"), "protocol: expected 1"),
        (call("initialize", protocol=2), "protocol: expected 1"),
        ({**execute(), "params": [1, 2]}, "params: expected an object"),
        (execute(fork=7), "fork: expected text"),
        (execute(operation=None), "operation: expected text"),
        (execute(given=[]), "given: expected an object"),
        (execute(fork="merge"), "unknown fork 'merge'"),
        (execute(fork="yuma3"), "fork 'yuma3' is planned"),
    ],
)
def test_params_that_are_wrong_are_named(message: dict[str, Any], said: str) -> None:
    error = error_of(message)
    assert error["code"] == protocol.INVALID_PARAMS
    assert error["message"].startswith(said)


@pytest.mark.parametrize(
    ("given_", "path"),
    [
        ({"total_issuance": 0}, "total_issuance"),
        ({"total_issuance": "-1"}, "total_issuance"),
        ({"total_issuance": str(1 << 64)}, "total_issuance"),
        ({}, "total_issuance"),
        ({"total_issuance": "0", "block": "1"}, "block"),
    ],
)
def test_a_malformed_input_is_named_by_its_path(given_: dict[str, Any], path: str) -> None:
    error = error_of(execute(given=given_))
    assert error["code"] == protocol.INVALID_PARAMS
    assert [problem["path"] for problem in error["data"]["problems"]] == [path]


@pytest.mark.parametrize("operation", ["supply.block_emision", "no", ""])
def test_an_unknown_operation_is_unsupported(operation: str) -> None:
    assert error_of(execute(operation=operation))["code"] == protocol.UNSUPPORTED


def test_an_operation_that_a_fork_has_not_is_unsupported() -> None:
    wrong = execute(fork="dtao", operation="numbers.sqrt", given={})
    assert error_of(wrong)["code"] == protocol.UNSUPPORTED


def test_a_huge_line_is_answered_and_skipped() -> None:
    replies = served("x" * 50_000, execute(), max_message=10_000)
    assert replies[0]["error"] == {
        "code": protocol.INVALID_REQUEST,
        "message": "a message has at most 10000 bytes",
    }
    assert replies[1]["result"] == {"ok": {"emission": "1000000000"}}


def test_a_huge_line_at_the_end_of_the_input_is_answered_too() -> None:
    outgoing = io.BytesIO()
    serve_stdio(Server(Reference()), io.BytesIO(b"x" * 50_000), outgoing, 10_000)
    assert json.loads(outgoing.getvalue())["error"]["code"] == protocol.INVALID_REQUEST


def test_a_fault_of_the_adapter_does_not_end_the_service() -> None:
    class Faulty(Reference):
        def execute(self, fork: str, operation: str, given: Mapping[str, Any]) -> Any:
            raise ZeroDivisionError(f"{fork} {operation} {len(given)}")

    server = Server(Faulty())
    raw = server.answer(json.dumps(execute()).encode())
    assert raw is not None
    assert json.loads(raw)["error"] == {
        "code": protocol.INTERNAL_ERROR,
        "message": "ZeroDivisionError: dereg supply.block_emission 1",
    }
    assert not server.stopped


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
_NAMES = st.sampled_from(
    ["execute", "initialize", "dereg", "supply.block_emission", "supply.ledger", "numbers.mul"]
)
_ANY = _JSON | _NAMES
_GARBAGE = st.binary(max_size=60) | st.fixed_dictionaries(
    {"jsonrpc": st.just("2.0"), "id": _ANY, "method": _NAMES},
    optional={
        "params": _ANY
        | st.fixed_dictionaries(
            {}, optional={"fork": _NAMES, "operation": _NAMES, "given": _ANY, "protocol": _ANY}
        )
    },
).map(lambda message: json.dumps(message).encode())


@settings(max_examples=300)
@given(_GARBAGE)
def test_garbage_always_gets_one_proper_reply(raw: bytes) -> None:
    server = Server(Reference())
    reply = server.answer(raw)
    assert reply is not None
    assert b"\n" not in reply
    message = protocol.decode(reply)
    assert message["jsonrpc"] == "2.0"
    assert ("result" in message) != ("error" in message)
