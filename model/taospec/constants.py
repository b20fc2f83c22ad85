"""Constants of each fork, with two columns: what the code defaults to, and what mainnet stores.

Half of the public confusion about the protocol is one column quoted as the other. The files are
`spec/constants/<fork>.yaml`; a fork's file `extends` its predecessor's and states what changed.

A value that no fork and no column changes may also stand in the code under the constant's own name,
for rules that need no fork; a test holds such a value to the files of every fork.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from taospec.errors import TaospecError
from taospec.resources import load_spec_yaml


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
    """The mainnet column of a fork by name; `entry(name)` has both columns and the source.

    The files are read when the first value is asked for.
    """

    def __init__(self, fork_name: str) -> None:
        self._fork_name = fork_name

    @cached_property
    def _entries(self) -> Mapping[str, Constant]:
        return _read(self._fork_name)

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

    Whoever asks for one gets a TaospecError if an entry of the files lacks a column.
    """
    return Constants(fork_name)


def _read(fork_name: str) -> dict[str, Constant]:
    file = f"constants/{fork_name}.yaml"
    data = load_spec_yaml(file)
    entries = _read(data["extends"]) if data.get("extends") else {}
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
