"""The messages between runner and adapter: JSON-RPC 2.0, three methods, one question at a time.

    initialize {protocol: 1, runner}    -> {protocol: 1, adapter: {name, version, language,
                                            homepage, issues}, forks, operations, numeric}
    execute {fork, operation, given}    -> {"ok": {…}} or {"reject": {"code", "detail"}}
    shutdown                            -> null

Over a pipe a message is one line; over HTTP it is the body of one POST. The messages of an adapter
are a stranger's: they are bounded in size and depth before anything else looks at them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticSerializationError
from pydantic_core import from_json as parse_json
from pydantic_core import to_json as write_json

from taospec_conformance.asking.outcomes import Ok, Outcome, Reject
from taospec_conformance.asking.text import printable

PROTOCOL = 1
# No message of the protocol comes near these; what is deeper or longer only harms its readers.
MAX_DEPTH = 64
MAX_DIGITS = 100
_LONGEST_TEXT = 400
_TOO_LONG = 10**MAX_DIGITS
_LONG_NUMBER = re.compile(rb"[0-9]{%d}" % (MAX_DIGITS + 1))
_NAME_END = re.compile(rb'(?<!\\)"[ \t\r\n]*:')
RUNNER = f"taospec {version('taospec')}"

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603

# An adapter has not the operation; JSON-RPC's word for it is "method not found".
UNSUPPORTED = METHOD_NOT_FOUND

# What a stranger calls itself is made safe to print here, once for all who show it.
_Line = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(printable)]
# What is optional may be left empty, which says no more than leaving it out.
_MaybeLine = Annotated[_Line | None, BeforeValidator(lambda text: None if text == "" else text)]
_Names = Annotated[tuple[_Line, ...], Field(max_length=1000)]


class MessageError(Exception):
    """Something that is not a message of the protocol; the text says why in one line."""


class WrongIdError(MessageError):
    """An answer that carries another id than its question."""


class UnsupportedError(Exception):
    """Raised by an in-process adapter that has not the operation: its `-32601`."""


class _Message(BaseModel):
    # What an adapter says beyond the protocol is its own business, and ignored.
    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="ignore", strict=True)


class AdapterInfo(_Message):
    """Who answers, as far as that is known: of one that never came up, only how it was reached."""

    name: _Line
    version: _Line | None = None
    language: _Line | None = None
    homepage: _MaybeLine = None
    issues: _MaybeLine = None


class Introduction(AdapterInfo):
    """Who answers, in its own words."""

    version: _Line
    language: _Line


class Description(_Message):
    """What an adapter says of itself when it is asked to initialize."""

    protocol: Annotated[int, Field(ge=PROTOCOL, le=PROTOCOL)]
    adapter: Introduction
    # A tuple is strict about lists; JSON has nothing else.
    forks: Annotated[_Names, Field(strict=False)]
    operations: Annotated[_Names, Field(strict=False)]
    numeric: Literal["exact", "float64", "float32"]


@dataclass(frozen=True, slots=True)
class ErrorReply:
    """A JSON-RPC error: the adapter could not answer."""

    code: int
    message: str

    def __str__(self) -> str:
        name = _ERROR_NAMES.get(self.code, "error")
        return printable(f"error {self.code} ({name}): {self.message}", _LONGEST_TEXT)


_ERROR_NAMES = {
    PARSE_ERROR: "parse error",
    INVALID_REQUEST: "invalid request",
    METHOD_NOT_FOUND: "method not found",
    INVALID_PARAMS: "invalid params",
    INTERNAL_ERROR: "internal error",
}


def encode(message: Any) -> bytes:
    """A message in one line of UTF-8, without the newline.

    Raises:
        MessageError: it holds something that JSON does not have.
    """
    try:
        return write_json(message, inf_nan_mode="strings")
    except (PydanticSerializationError, ValueError, RecursionError) as error:
        raise MessageError(printable(f"not a JSON value: {error}")) from None


def decode(raw: bytes | bytearray) -> Any:
    """The value of a JSON text, within bounds that whoever looks at it may rely on.

    Raises:
        MessageError: not JSON, not UTF-8, a name twice in one object, nested deeper than
            `MAX_DEPTH`, a number of more than `MAX_DIGITS` digits.
    """
    try:
        value = parse_json(raw, allow_inf_nan=False)
    except ValueError as error:
        raise MessageError(printable(f"not JSON: {error}")) from None
    names = _names_in(value)
    if _LONG_NUMBER.search(raw) and _has_long_integer(value):
        raise MessageError(f"a number of more than {MAX_DIGITS} digits")
    # A quote that ends a name is the only one that a colon follows; where the texts have such a
    # pair of characters as well, the slow reader decides.
    if len(_NAME_END.findall(raw)) != names:
        _refuse_duplicates(raw)
    return value


def _names_in(value: Any) -> int:
    """How many names the objects of a value have together; level by level, not by recursion."""
    names, level = 0, [value]
    for _ in range(MAX_DEPTH):
        names += sum(len(inner) for inner in level if type(inner) is dict)
        level = [
            inner
            for outer in level
            if type(outer) is list or type(outer) is dict
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is list or type(inner) is dict
        ]
        if not level:
            return names
    raise MessageError(f"nested deeper than {MAX_DEPTH}")


def _has_long_integer(value: Any) -> bool:
    if isinstance(value, list | dict):
        inner = value.values() if isinstance(value, dict) else value
        return any(_has_long_integer(part) for part in inner)
    return type(value) is int and abs(value) >= _TOO_LONG


def _refuse_duplicates(raw: bytes | bytearray) -> None:
    def once(pairs: list[tuple[str, Any]]) -> None:
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise MessageError(printable(f"the name {name!r} twice in one object"))
            seen.add(name)

    json.loads(raw, object_pairs_hook=once)


def request(number: int, method: str, params: Mapping[str, Any] | None = None) -> bytes:
    """A question in wire form."""
    message = {"jsonrpc": "2.0", "id": number, "method": method}
    return encode(message if params is None else {**message, "params": params})


def result(number: Any, value: Any) -> dict[str, Any]:
    """The answer to question `number`."""
    return {"jsonrpc": "2.0", "id": number, "result": value}


def error(number: Any, code: int, message: str, **data: Any) -> dict[str, Any]:
    """The answer that question `number` cannot be answered."""
    body = {"code": code, "message": message}
    return {"jsonrpc": "2.0", "id": number, "error": {**body, "data": data} if data else body}


def read_reply(message: Any, number: int) -> Any:
    """The result in a reply to question `number`, or an `ErrorReply`.

    Raises:
        MessageError: not a reply.
        WrongIdError: a reply to something else.
    """
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        raise MessageError('a reply is an object with "jsonrpc": "2.0"')
    if ("result" in message) == ("error" in message):
        raise MessageError('a reply has either "result" or "error"')
    failure = _error_reply(message["error"]) if "error" in message else None
    answered = message.get("id")
    if failure and answered is None:  # it could not even read the question's id
        return failure
    if type(answered) is not int or answered != number:
        raise WrongIdError(printable(f"question {number} was answered with id {answered!r}"))
    return failure or message["result"]


def answered_by(message: Any) -> int | None:
    """The number of the question that a message answers, if it is a reply and says so."""
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
        return None
    number = message.get("id")
    is_reply = ("result" in message) != ("error" in message)
    return number if is_reply and type(number) is int else None


def read_answer(value: Any) -> Outcome:
    """What the result of `execute` says.

    Raises:
        MessageError: neither an answer nor a rejection.
    """
    if isinstance(value, dict) and len(value) == 1:
        answer = value.get("ok")
        if isinstance(answer, dict):
            return Ok(answer)
        rejection = value.get("reject")
        if isinstance(rejection, dict):
            return _rejection(rejection)
    raise MessageError('an answer is {"ok": {…}} or {"reject": {"code": …, "detail": …}}')


def read_description(value: Any) -> Description:
    """What the result of `initialize` says.

    Raises:
        MessageError: a field is missing or wrong; the text names it.
    """
    try:
        return Description.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        path = ".".join(str(step) for step in first["loc"]) or "result"
        raise MessageError(printable(f"initialize: {path}: {first['msg']}")) from None


def _error_reply(body: Any) -> ErrorReply:
    if not isinstance(body, dict) or type(body.get("code")) is not int:
        raise MessageError('an error has an integer "code" and a "message"')
    message = body.get("message", "")
    if not isinstance(message, str):
        raise MessageError('an error has an integer "code" and a "message"')
    return ErrorReply(body["code"], printable(message, _LONGEST_TEXT))


def _rejection(body: dict[str, Any]) -> Reject:
    code, detail = body.get("code"), body.get("detail", "")
    if not isinstance(code, str) or not isinstance(detail, str) or set(body) - {"code", "detail"}:
        raise MessageError('a rejection is {"code": text, "detail": text}')
    return Reject(printable(code, 80), printable(detail, _LONGEST_TEXT))
