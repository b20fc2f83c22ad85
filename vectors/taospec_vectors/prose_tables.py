"""The tables of the prose that are generated: from the rules, and from the data of `spec/`.

A table stands below its heading line in a chapter. `taospec rules --record` writes it anew, and
`taospec rules --check` says where one is not what the rules say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from taospec.files import write_whole
from taospec.forks import FORKS, Fork
from taospec.registration.hyperparameters import Bound, Setting, settings
from taospec.rejections import Rejection
from taospec.resources import spec_path
from taospec.supply.sinks import flow, happenings, words

CHAPTER = "registration.md"


def tables() -> Mapping[str, str]:
    """Every generated table by its heading line; rows end in a newline each."""
    return {lines[0]: "".join(f"{line}\n" for line in lines) for lines in map(list, _generated())}


def stale(text: str) -> tuple[str, ...]:
    """Heading lines of the tables that a text has not, or not as they should be."""
    return tuple(heading for heading, table in tables().items() if f"\n{table}\n" not in text)


def rewritten(text: str) -> str:
    """The text with its tables as they should be; what has no such first column stays away.

    A table is known by its first column: the others may be forks, and a new one adds to them.
    """
    for heading, table in tables().items():
        first, _, _ = heading.removeprefix("| ").partition(" |")
        stands = re.compile(rf"^\| {re.escape(first)} \|.*?\n\n", re.MULTILINE | re.DOTALL)
        if place := stands.search(text):
            text = f"{text[: place.start()]}{table}\n{text[place.end() :]}"
    return text


def record() -> None:
    """Write the tables of the chapter anew."""
    path = spec_path(CHAPTER)
    text = path.read_text(encoding="utf-8")
    if (new := rewritten(text)) != text:
        write_whole(path, new)


def _generated() -> Iterator[Iterable[str]]:
    yield _sinks()
    yield _settings("of a subnet", of_network=False)
    yield _settings("of the network", of_network=True)


def _sinks() -> Iterator[str]:
    yield f"| what happens | {' | '.join(f'`{name}`' for name in FORKS)} |"
    yield f"|---|{'---|' * len(FORKS)}"
    for name, event in happenings().items():
        cells = (_sink(fork, event) for fork in FORKS.values())
        yield f"| {name} | {' | '.join(cells)} |"


def _sink(fork: Fork, event: Any) -> str:
    try:
        moved = flow(fork.supply.ledger, event, fork.constants)
    except Rejection:
        return "is refused"
    return "–" if moved is None else words(moved)


def _settings(which: str, *, of_network: bool) -> Iterator[str]:
    yield f"| {which} | by | pause | range | default |"
    yield "|---|---|---|---|---|"
    by_fork = {fork: settings(fork) for fork in FORKS}
    names = dict.fromkeys(name for known in by_fork.values() for name in known)
    for name in sorted(names):
        known = {fork: each.get(name) for fork, each in by_fork.items()}
        any_fork = next(each for each in known.values() if each)
        if any_fork.of_network == of_network:
            unit = f", {any_fork.unit}" if any_fork.unit else ""
            cells = (_by_fork(known, tell) for tell in (_by, _pause, _range, _default))
            yield f"| `{name}`{unit} | {' | '.join(cells)} |"


def _by_fork(known: Mapping[str, Setting | None], tell: Callable[[Setting], str]) -> str:
    """What is told of a setting, and since which fork where that changed."""
    parts: list[str] = []
    before = None
    for fork, setting in known.items():
        told = tell(setting) if setting else ("gone" if tell is _by and before else None)
        if told is not None and told != before:
            parts.append(told if fork == next(iter(FORKS)) else f"`{fork}` {told}")
            before = told
    return "; ".join(parts)


def _by(setting: Setting) -> str:
    if not setting.by_owner:
        return "root"
    return "owner, root" if setting.by_root else "owner"


def _pause(setting: Setting) -> str:
    if setting.limit is None:
        return "–"
    if isinstance(setting.limit, int):
        return f"{setting.limit:,} blocks"
    return "5 tempos" if setting.limit == "versions" else "2 tempos"


def _range(setting: Setting) -> str:
    least = [bound for bound in setting.bounds if bound.is_least]
    most = [bound for bound in setting.bounds if not bound.is_least]
    low = " and ".join(map(_limit, least)) or _number(setting.low)
    high = " and ".join(map(_limit, most)) or _number(setting.high)
    return f"{low} … {high}"


def _limit(bound: Bound) -> str:
    if bound.number is not None:
        text = _number(bound.number)
    else:
        beyond = ("above " if bound.is_least else "below ") if bound.strict else ""
        text = f"{beyond}`{bound.other}`"
    return text if bound.binds_root else f"{text} (owner)"


def _default(setting: Setting) -> str:
    parts = [_number(setting.default)]
    if setting.new is not None and setting.new != setting.default:
        parts.append(f"new {_number(setting.new)}")
    if setting.mainnet is not None:
        parts.append(f"mainnet {_number(setting.mainnet)}")
    return ", ".join(parts)


_POWERS = {2**bits - 1: f"2^{bits} - 1" for bits in (63, 64, 127, 128)}
_POWERS |= {2**64: "2^64", 2**65: "2^65", -(2**127): "-2^127", (2**64 - 1) // 4: "2^62 - 1"}


def _number(value: int) -> str:
    return _POWERS.get(value) or f"{value:,}"
