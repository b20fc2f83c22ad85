"""Names that people type: taken in any case, and where there is none, the one that was meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from fnmatch import translate
from functools import lru_cache

from taospec.errors import TaospecError, nearest

# A list of more names than these helps nobody.
_MOST_LISTED = 20
_MAGIC = frozenset("*?[")


class UnknownNameError(TaospecError):
    """Nothing has this name; the message says what was probably meant."""


def known_name(name: str, known: Collection[str], what: str) -> str:
    """The name among those that are known, however its letters are written.

    Args:
        name: what somebody typed.
        known: all names.
        what: what they name, for the message: `rule`, `case`.

    Raises:
        UnknownNameError: there is none.
    """
    if name in known:
        return name
    same = [one for one in known if one.lower() == name.lower()]
    if len(same) == 1:
        return same[0]
    raise UnknownNameError(unknown(name, known, what))


def matching(globs: Iterable[str], known: Collection[str], what: str) -> tuple[str, ...]:
    """The names that match any of the globs, in their own order; letters in any case.

    Raises:
        UnknownNameError: a glob that matches nothing.
    """
    chosen: set[str] = set()
    for glob in globs:
        hits = {name for name in known if matches(name, glob)}
        if not hits:
            raise UnknownNameError(unknown(glob, known, what))
        chosen |= hits
    return tuple(name for name in known if name in chosen)


def matches(name: str, glob: str) -> bool:
    """Whether a glob matches a name, letters in any case."""
    return bool(_matcher(glob)(name.lower()))


@lru_cache(256)
def _matcher(glob: str) -> Callable[[str], object]:
    """What a name in small letters is put to; thousands are put to one, mostly a plain name."""
    small = glob.lower()
    return re.compile(translate(small)).match if _MAGIC & set(small) else small.__eq__


def unknown(name: str, known: Collection[str], what: str) -> str:
    """The message about a name or a glob that nothing has."""
    if not known:
        return f"unknown {what} {name!r}; there is none at all"
    if _MAGIC & set(name):
        return f"no {what} matches {name!r}{nearest(name, known)}"
    hint = nearest(name, known)
    if not hint and len(known) <= _MOST_LISTED:
        hint = f" (known: {', '.join(known)})"
    return f"unknown {what} {name!r}{hint}"
