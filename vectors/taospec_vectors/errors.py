"""What can be wrong with a vector file, said in one line."""

from __future__ import annotations

from pathlib import PurePath

from taospec.errors import TaospecError

_LONGEST_VALUE = 60
_LONGEST_PART = 1_000


class VectorError(TaospecError):
    """A vector file, bundle or inventory that does not hold what it must.

    Attributes:
        path: the file.
        case: id of the case, or its place such as `cases[3]`; empty for the file as a whole.
        field: path of the field, such as `given.total_issuance`.
        problem: what is wrong with it.
    """

    def __init__(
        self, path: PurePath | str, problem: str, *, case: str = "", field: str = "", line: int = 0
    ) -> None:
        self.path = path
        self.case = case
        self.field = field
        self.problem = problem
        where = f"{path}:{line}" if line else str(path)
        parts = [where, f"case {case}" if case else "", field, problem]
        super().__init__(": ".join(one_line(part) for part in parts if part))


def one_line(text: str) -> str:
    """A text that may hold a stranger's words: cut, and whatever is not printable escaped."""
    escaped = (char if char.isprintable() else ascii(char)[1:-1] for char in text[:_LONGEST_PART])
    return "".join(escaped) + ("…" if len(text) > _LONGEST_PART else "")


def quoted(value: object) -> str:
    """A stranger's value, short enough for a line."""
    text = repr(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
