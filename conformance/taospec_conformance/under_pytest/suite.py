"""The suite as pytest's tree: this file, one collector per adapter, one item per case and fork.

`pytest --pyargs taospec_conformance` finds this file through the plugin. Collecting starts no
adapter; the first item of an adapter does, in whichever process it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asker import Asker
from taospec_conformance.asking.limits import MAX_SECONDS, Limits
from taospec_conformance.asking.outcomes import one_line
from taospec_conformance.asking.selection import Selection, parse_shard
from taospec_conformance.asking.target import parse
from taospec_conformance.judging.bands import load_bands
from taospec_conformance.judging.expectations import Expectations, load_expectations
from taospec_conformance.judging.verdict import CaseResult, Verdict
from taospec_conformance.telling.failure import failure
from taospec_conformance.under_pytest.options import NO_ADAPTER, setting
from taospec_vectors import load
from taospec_vectors.format import Case, VectorFile

_SUITE = pytest.StashKey["Suite"]()
RESULT = pytest.StashKey[CaseResult]()


class Suite:
    """What the options say, and the adapters that this process has started.

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

    @cached_property
    def files(self) -> tuple[VectorFile, ...]:
        """The vectors."""
        return load.load_bundle(self._bundle) if self._bundle else load.load_all()

    def close(self) -> None:
        """End the adapters of this process."""
        for asker in self.askers.values():
            asker.close()


class SuiteFile(pytest.File):
    """The file that stands for the suite."""

    def collect(self) -> Iterator[pytest.Collector]:
        """One collector per adapter."""
        suite = suite_of(self.config)
        if not suite.askers:
            raise self.CollectError(NO_ADAPTER)
        for text in suite.askers:
            yield AdapterCollector.from_parent(self, name=text)


class AdapterCollector(pytest.Collector):
    """Everything that one adapter is asked; its name is the target string."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item per selected case and fork."""
        suite = suite_of(self.config)
        try:
            questions = list(suite.selection.questions(suite.files))
        except TaospecError as error:
            raise self.CollectError(str(error)) from None
        for case, fork in questions:
            yield CaseItem.from_parent(self, name=f"{case.id}[{fork}]", case=case, fork=fork)


class CaseItem(pytest.Item):
    """One case in one fork."""

    def __init__(self, *, case: Case, fork: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._case = case
        self._fork = fork
        self.user_properties += [("rule", rule_id) for rule_id in case.rules]
        for rule_id in case.rules:
            self.add_marker(pytest.mark.taospec_rule(rule_id, id=rule_id))

    def runtest(self) -> None:
        """Ask, judge, and turn the verdict into pytest's own."""
        suite = suite_of(self.config)
        result = self.asker.ask(self._case, self._fork)
        self.stash[RESULT] = result
        if result.verdict is Verdict.UNSUPPORTED:
            pytest.skip(f"unsupported: {one_line(result.outcome)}")
        if result.verdict is Verdict.KNOWN and result.deviation:
            pytest.xfail(f"known: {result.deviation.reason}")
        if not result.verdict.is_good:
            log = str(suite.results) if suite.results else None
            raise DeviationError(failure(result, target=self.adapter, log=log))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The text for people, without a traceback through this package."""
        if isinstance(excinfo.value, DeviationError | TaospecError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The name that pytest prints over a failure.

        Not the end of the node's id: pytest would take the dots in it for those of a module.
        """
        return self.path, None, f"{self.adapter} {self.name}"

    @property
    def adapter(self) -> str:
        """The target string of the adapter that is asked."""
        assert self.parent is not None  # noqa: S101 - only an adapter's collector makes items
        return self.parent.name

    @property
    def asker(self) -> Asker:
        """What asks it in this process."""
        return suite_of(self.config).askers[self.adapter]


class DeviationError(Exception):
    """The adapter deviates; the text says how."""


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
