"""Constants of each fork, with two columns: what the code defaults to, and what mainnet stores.

Half of the public confusion about the protocol is one column quoted as the other. The files are
`spec/constants/<fork>.yaml`; a fork's file `extends` its predecessor's and states what changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from taospec.errors import TaospecError
from taospec.resources import load_spec_yaml
from taospec.timeline import specified


@dataclass(frozen=True, slots=True)
class Constant:
    """One named value.

    Attributes:
        name: the chain's name in capitals.
        unit: what it counts.
        default: value in the code at the fork's tag.
        mainnet: value mainnet stores, where that is known to differ or to be set.
        source: where the two were read, as a rule states its sources.
        note: what a reader should know.
    """

    name: str
    unit: str
    default: int
    mainnet: int
    source: tuple[str, ...]
    note: str = ""


class Constants(Mapping[str, int]):
    """The mainnet column of a fork by name; `entry(name)` has both columns and the source."""

    def __init__(self, entries: Mapping[str, Constant]) -> None:
        self._entries = dict(entries)

    def __getitem__(self, name: str) -> int:
        return self._entries[name].mainnet

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, name: str) -> Constant:
        """The constant with both columns, unit and source."""
        return self._entries[name]


@cache
def constants(fork_name: str) -> Constants:
    """The constants of a specified fork.

    Raises:
        TaospecError: the file is missing or an entry lacks a column.
    """
    return Constants(_entries(fork_name))


def _entries(fork_name: str) -> dict[str, Constant]:
    file = f"constants/{fork_name}.yaml"
    data = load_spec_yaml(file)
    entries = _entries(data["extends"]) if data.get("extends") else {}
    for name, row in data["constants"].items():
        try:
            entries[name] = _entry(name, **row)
        except TypeError as error:
            message = f"spec/{file}: {name}: {error}"
            raise TaospecError(message) from None
    return entries


def _entry(
    name: str, *, default: int, source: str | list[str], mainnet: int | None = None, **row: str
) -> Constant:
    return Constant(
        name=name,
        default=default,
        mainnet=default if mainnet is None else mainnet,
        source=(source,) if isinstance(source, str) else tuple(source),
        **row,
    )


def fixed(name: str) -> int:
    """A constant that no fork and no column changes, for rules that need no fork.

    Raises:
        TaospecError: the two columns or the forks differ, so the rule must take its fork.
    """
    values = {
        value
        for fork_name in specified()
        for entry in [constants(fork_name).entry(name)]
        for value in (entry.default, entry.mainnet)
    }
    if len(values) != 1:
        message = f"constant {name} is not the same everywhere: {sorted(values)}"
        raise TaospecError(message)
    return values.pop()
