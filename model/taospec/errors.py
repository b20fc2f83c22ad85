"""What can go wrong before a rule is even asked: mistakes of the caller, each in one clear line."""

from __future__ import annotations

from collections.abc import Collection


class TaospecError(Exception):
    """A mistake of the caller that a message can explain. The command line exits with 2."""


class UnknownForkError(TaospecError):
    """No fork has this name, or the fork is planned but not specified yet."""


class UnknownOperationError(TaospecError):
    """The catalogue has no operation of this name, or this fork has not."""


class MalformedInputError(TaospecError):
    """A message that does not fit its declaration: unknown field, wrong type, number out of range.

    Attributes:
        problems: `(path, message)` pairs, the path in the form `events[3].amount`.
    """

    def __init__(self, problems: list[tuple[str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{path or 'message'}: {text}" for path, text in problems))


def nearest(name: str, known: Collection[str]) -> str:
    """The end of a message about an unknown name: `; did you mean …?`, empty where none is near.

    Near is what differs in few letters, in any case, or what the name is a part of.
    """
    import difflib  # only for whoever mistyped

    by_lower = {one.lower(): one for one in known}
    near = difflib.get_close_matches(name.lower(), by_lower, n=1)
    if not near and len(name) >= _LEAST_PART:
        near = [one for one in by_lower if name.lower() in one][:1]
    return f"; did you mean {by_lower[near[0]]}?" if near else ""


# A part of a name that is shorter than this is a part of too many.
_LEAST_PART = 4
