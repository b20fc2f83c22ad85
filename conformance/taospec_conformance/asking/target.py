"""Target strings: how a person names the implementation to be asked.

reference                     an entry point of the group `taospec.adapters`
zoo:halves-by-block-height    an adapter that is wrong on purpose
python:package.module:Class   a class in this process
stdio:node adapter.mjs        a program behind a pipe
http://127.0.0.1:8600/        a service
"""

from __future__ import annotations

import importlib
import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from taospec.errors import TaospecError, nearest
from taospec.naming import UnknownNameError, known_name
from taospec_conformance.asking.endings import Ended
from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.text import printable, text_of
from taospec_conformance.asking.transports.connection import Connection, MessageConnection
from taospec_conformance.asking.transports.http import HttpChannel
from taospec_conformance.asking.transports.inprocess import Adapter, InProcessConnection
from taospec_conformance.asking.transports.stdio import StdioChannel

ENTRY_POINTS = "taospec.adapters"
FORMS = "NAME, zoo:NAME, python:MODULE:CLASS, stdio:COMMAND or http://HOST:PORT/PATH"


class TargetError(TaospecError):
    """A target string that leads nowhere."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where an adapter is, and how to reach it.

    Attributes:
        text: the target string, as logs and replay commands repeat it.
        connect: a fresh connection to it, not opened yet.
        load: for a class in this process, what imports it; otherwise None.
    """

    text: str
    connect: Callable[[Limits], Connection]
    load: Callable[[], Callable[[], Adapter]] | None = None


def parse(text: str) -> Target:
    """The target that a string names. Nothing is started and nothing imported yet.

    Raises:
        TargetError: the string has no meaning; the message says what would have one.
    """
    kind, colon, rest = text.partition(":")
    if colon and kind in _KINDS:
        return _KINDS[kind](text, rest)
    if not colon:
        return _entry_point(text)
    raise TargetError(f"unknown kind of target {_without_password(text)!r} (expected {FORMS})")


def make(text: str) -> Adapter:
    """The adapter object that a string names, for whoever wants to serve it.

    Raises:
        TargetError: the string has no meaning, or names something outside this process.
    """
    target = parse(text)
    if target.load is None:
        raise TargetError(f"target {text!r}: not a class in this process")
    return target.load()()


def _entry_point(name: str) -> Target:
    known: dict[str, EntryPoint] = {entry.name: entry for entry in entry_points(group=ENTRY_POINTS)}
    if name not in known:
        hint = nearest(name, known) or f"; known: {', '.join(sorted(known))}"
        raise TargetError(f"no adapter is installed as {name!r}{hint} (or {FORMS})")
    return _in_process(name, known[name].load)


def _python(text: str, rest: str) -> Target:
    module, colon, name = rest.partition(":")
    if not colon or not re.fullmatch(r"\w+(\.\w+)*", module) or not name.isidentifier():
        raise TargetError(f"target {text!r}: expected python:MODULE:CLASS")

    def load() -> Any:
        here = str(Path.cwd())
        if here not in sys.path:  # a console script does not have it, `python -m` would
            sys.path.insert(0, here)
        return getattr(importlib.import_module(module), name)

    return _in_process(text, load)


def _stdio(text: str, rest: str) -> Target:
    try:
        argv = shlex.split(rest)
    except ValueError as error:
        raise TargetError(f"target {text!r}: {error}") from None
    if not argv:
        raise TargetError(f"target {text!r}: expected stdio:COMMAND ARGUMENTS")
    return _subprocess(text, argv)


def _http(text: str, rest: str) -> Target:
    shown = _without_password(text)
    try:
        url = urlsplit("http:" + rest)
        host, port = url.hostname, url.port or 80
        if host:
            host.encode("idna")  # what the resolver will do, and fail at
    except (ValueError, UnicodeError) as error:
        raise TargetError(f"target {shown!r}: {error}") from None
    path = url.path or "/"
    plain = path.isascii() and path.isprintable() and " " not in path
    if not host or url.query or url.fragment or "@" in url.netloc or not plain:
        raise TargetError(f"target {shown!r}: expected http://HOST:PORT/PATH")

    def connect(limits: Limits) -> Connection:
        _refuse_sandbox(shown, limits)
        return MessageConnection(HttpChannel(host, port, path, limits), limits)

    return Target(text, connect)


def _without_password(text: str) -> str:
    """The string as it may be printed."""
    return re.sub(r"//.*@", "//…@", text)


def _https(text: str, _rest: str) -> Target:
    raise TargetError(
        f"target {_without_password(text)!r}: only http:// is spoken; put a local proxy before it"
    )


def _zoo(text: str, rest: str) -> Target:
    from taospec_conformance import zoo  # it builds on the whole model, which few targets need

    known = zoo.animals()
    try:
        animal: type[zoo.Rude] | type[zoo.Wrong] = known[known_name(rest, known, "animal")]
    except UnknownNameError as error:
        reason = str(error).replace("did you mean ", "did you mean zoo:")
        raise TargetError(f"target {text!r}: {reason}") from None
    if issubclass(animal, zoo.Wrong):
        return _in_process(text, lambda: animal)
    return _subprocess(text, animal.argv())


def _in_process(text: str, load: Callable[[], Callable[[], Adapter]]) -> Target:
    def loaded() -> Callable[[], Adapter]:
        try:
            return load()
        except (KeyboardInterrupt, Ended):
            raise
        except BaseException as error:  # whatever a stranger's module does when it is imported
            reason = printable(f"{type(error).__name__}: {text_of(error)}")
            raise TargetError(f"target {text!r}: {reason}") from None

    def connect(limits: Limits) -> Connection:
        _refuse_sandbox(text, limits)
        return InProcessConnection(loaded(), limits)

    return Target(text, connect, loaded)


def _refuse_sandbox(text: str, limits: Limits) -> None:
    if limits.sandbox:
        raise TargetError(f"target {text!r}: --sandbox holds subprocesses, and this is none")


def _subprocess(text: str, argv: list[str]) -> Target:
    return Target(text, lambda limits: MessageConnection(StdioChannel(argv, limits), limits))


_KINDS: dict[str, Callable[[str, str], Target]] = {
    "zoo": _zoo,
    "python": _python,
    "stdio": _stdio,
    "http": _http,
    "https": _https,
}
