"""The part of YAML that vectors are written in, read so that nothing is what it does not look like.

Allowed are one document of mappings, lists and scalars. An unquoted scalar is `null`, `true`,
`false`, a decimal integer, or text that starts with a letter and that no version of YAML reads as
something else. Everything else is refused with its line: duplicate keys, anchors, aliases, tags,
directives, `no`, `010`, `1_000`, `1.5`, `12:30:45`, dates. The reader consumes the parser's events
one by one, so that depth is bounded before anything is built.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from taospec_vectors.errors import quoted

MAX_DEPTH = 16

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORDS: dict[str, bool | None] = {"null": None, "true": True, "false": False}
# Words that some version of YAML reads as a truth value or as nothing.
AMBIGUOUS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false", "null"})
# Every unquoted number fits in the 53 bits that all parsers keep.
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\Z", re.ASCII)


class StrictYamlError(Exception):
    """The text is outside the allowed part of YAML.

    Attributes:
        line: line of the text, from 1; 0 where none can be named.
        path: where in the data, such as `cases[3].given`.
        problem: what is wrong.
    """

    def __init__(self, problem: str, line: int = 0, path: str = "") -> None:
        self.problem = problem
        self.line = line
        self.path = path
        super().__init__(problem)


def parse(text: str, max_depth: int = MAX_DEPTH) -> Any:
    """The data of one YAML document: dicts, lists, str, int, bool and None.

    Args:
        text: the whole document.
        max_depth: how many collections may be open at once.

    Raises:
        StrictYamlError: the text is not YAML, or not of the allowed part.
    """
    try:
        parser = _Parser(text)
        try:
            return _Builder(parser, max_depth).document()
        finally:
            parser.dispose()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise StrictYamlError(f"not YAML: {error.problem or error.context}", line) from None
    except yaml.YAMLError as error:
        reason = str(getattr(error, "reason", error)).partition("\n")[0]
        raise StrictYamlError(f"not YAML: {reason}") from None


class _Builder:
    """Builds the data from events with a stack of its own, never by recursion."""

    def __init__(self, parser: Any, max_depth: int) -> None:
        self._next = parser.get_event
        self._max_depth = max_depth
        self._open: list[dict[str, Any] | list[Any]] = []
        # For each open mapping its last key, and whether the key still waits for its value.
        self._keys: list[str] = []
        self._waiting: list[bool] = []

    def document(self) -> Any:
        self._next()  # the start of the stream
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            raise StrictYamlError("the file is empty")
        if start.version or start.tags:
            raise StrictYamlError("directives are not allowed", start.start_mark.line + 1)
        data = self._node()
        self._next()  # the end of the document
        end = self._next()
        if not isinstance(end, yaml.StreamEndEvent):
            raise StrictYamlError("more than one document", end.start_mark.line + 1)
        return data

    def _node(self) -> Any:
        """One value with everything inside it."""
        while True:
            event = self._next()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value = self._scalar(event)
                if not self._open:
                    return value
                self._place(value, event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._start({} if kind is yaml.MappingStartEvent else [], event)
            elif kind is yaml.AliasEvent:
                raise self._error("aliases are not allowed", event)
            else:  # the end of a collection
                closed = self._open.pop()
                self._keys.pop()
                self._waiting.pop()
                if not self._open:
                    return closed

    def _start(self, collection: dict[str, Any] | list[Any], event: Any) -> None:
        self._refuse_marks(event)
        if len(self._open) == self._max_depth:
            raise self._error(f"nested deeper than {self._max_depth}", event)
        if self._open:
            self._place(collection, event)
        self._open.append(collection)
        self._keys.append("")
        self._waiting.append(False)

    def _place(self, value: Any, event: Any) -> None:
        """Put a value into the innermost open collection, as key or as value."""
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
            return
        if self._waiting[-1]:
            parent[self._keys[-1]] = value
            self._waiting[-1] = False
        elif not isinstance(value, str):
            raise self._error("a key must be text", event)
        elif value in parent:
            raise self._error(f"duplicate key {quoted(value)}", event)
        else:
            self._keys[-1] = value
            self._waiting[-1] = True

    def _scalar(self, event: Any) -> str | int | bool | None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_marks(event)
        text: str = event.value
        if not event.implicit[0]:  # quoted or block style: text, whatever it looks like
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.match(text):
            return int(text)
        if text[:1].isalpha() and text.lower() not in AMBIGUOUS:
            return text
        raise self._error(f"unquoted {quoted(text)} is ambiguous, write it in quotes", event)

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            raise self._error("anchors are not allowed", event)
        if event.tag is not None:
            raise self._error("tags are not allowed", event)

    def _error(self, problem: str, event: Any) -> StrictYamlError:
        return StrictYamlError(problem, event.start_mark.line + 1, self._path())

    def _path(self) -> str:
        """Where the next value goes; the collections around it are placed already."""
        path = ""
        innermost = len(self._open) - 1
        for depth, (collection, key) in enumerate(zip(self._open, self._keys, strict=True)):
            if isinstance(collection, list):
                path += f"[{len(collection) - (depth < innermost)}]"
            elif depth < innermost or self._waiting[depth]:
                path += f".{key}" if path else key
        return path
