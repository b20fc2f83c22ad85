"""What the suite shares in one process of pytest: the options, the vectors, the adapters."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asker import Asker
from taospec_conformance.asking.limits import MAX_SECONDS, Limits
from taospec_conformance.asking.protocol import Description
from taospec_conformance.asking.selection import Selection, parse_shard, vectors
from taospec_conformance.asking.target import parse
from taospec_conformance.judging.bands import load_bands
from taospec_conformance.judging.expectations import Expectations, load_expectations
from taospec_conformance.under_pytest.options import setting
from taospec_vectors.format import VectorFile

_SUITE = pytest.StashKey["Suite"]()


class Suite:
    """What the options say, and the adapters that this process has started.

    Attributes:
        collected: whether the file of the suite was collected in this process.
        nothing: why it has no case, where it has none.
        told: what adapters said of themselves and reports have carried, by target.

    Raises:
        TaospecError: an option that means nothing.
    """

    def __init__(self, config: pytest.Config) -> None:
        def names(option: str) -> tuple[str, ...]:
            return tuple(setting(config, option))

        def file(option: str) -> Path | None:
            value = setting(config, option)
            return Path(value) if value else None

        self.selection = Selection(
            forks=names("fork"),
            operations=names("operation"),
            rules=names("rule"),
            ids=names("id"),
            chapters=names("chapter"),
            origins=names("origin"),
            shard=parse_shard(setting(config, "shard") or "1/1"),
            plain=bool(setting(config, "plain")),
        )
        expectations, bands = file("expectations"), file("bands")
        self.expectations = load_expectations(expectations) if expectations else Expectations()
        self.bands = load_bands(bands) if bands else ()
        self.results = file("results")
        limits = _limits(config)
        self.askers = {
            text: Asker(parse(text), limits, self.expectations, self.bands)
            for text in names("adapter")
        }
        self._bundle = file("bundle")
        self.collected = False
        self.nothing = ""
        self.told: dict[str, Description] = {}

    @cached_property
    def files(self) -> tuple[VectorFile, ...]:
        """The vectors that are chosen from; all of them where a log or an expectations file is.

        Raises:
            TaospecError: a file breaks the format, or a filter that nothing can pass.
        """
        whole = self.results is not None or bool(self.expectations.deviations)
        return vectors(self.selection, self._bundle, whole=whole)

    def close(self) -> None:
        """End the adapters of this process."""
        for asker in self.askers.values():
            asker.close()


def suite_of(config: pytest.Config) -> Suite:
    """The suite of this process.

    Raises:
        pytest.UsageError: an option that means nothing.
    """
    if _SUITE not in config.stash:
        try:
            config.stash[_SUITE] = Suite(config)
        except TaospecError as error:
            raise pytest.UsageError(f"taospec: {error}") from None
    return config.stash[_SUITE]


def _limits(config: pytest.Config) -> Limits:
    standard = Limits()
    return Limits(
        case_timeout=_seconds(config, "timeout", standard.case_timeout),
        start_timeout=_seconds(config, "start-timeout", standard.start_timeout),
        max_message=_count(config, "max-message", standard.max_message),
        restarts=_count(config, "restarts", standard.restarts),
        pass_environment=tuple(setting(config, "env")),
    )


def _seconds(config: pytest.Config, option: str, standard: float) -> float:
    text = setting(config, option)
    try:
        seconds = standard if text is None else float(text)
    except ValueError:
        seconds = -1.0
    if not 0 < seconds <= MAX_SECONDS:
        raise TaospecError(f"--taospec-{option} {text!r}: expected at most {MAX_SECONDS:g} seconds")
    return seconds


def _count(config: pytest.Config, option: str, standard: int) -> int:
    text = setting(config, option)
    if text is None:
        return standard
    if not re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
        raise TaospecError(f"--taospec-{option} {text!r}: expected a number")
    return int(text)
