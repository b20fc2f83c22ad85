"""What pytest counts: one item a case and fork, and one for all that is not asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

import pytest

from taospec.errors import TaospecError
from taospec_conformance.asker import Asker
from taospec_conformance.asking.outcomes import one_line
from taospec_conformance.judging.verdict import CaseResult, Verdict
from taospec_conformance.telling.failure import failure
from taospec_conformance.under_pytest.state import suite_of
from taospec_vectors.format import Case

RESULT = pytest.StashKey[CaseResult]()


class DeviationError(Exception):
    """The adapter deviates, or cannot be asked; the text says how."""


class AdapterItem(pytest.Item):
    """Something that an adapter is asked.

    Attributes:
        when: the phase of pytest after which there is something to record.
        undeclared: whether it stands for everything that the adapter does not declare.
    """

    when: ClassVar[Literal["setup", "call"]] = "call"
    undeclared: ClassVar[bool] = False

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The text for people, without a traceback through this package."""
        if isinstance(excinfo.value, DeviationError | TaospecError | pytest.xfail.Exception):
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


@cache
def _marker(rule_id: str) -> pytest.MarkDecorator:
    """The marker of a rule, which thousands of cases share."""
    return pytest.mark.taospec_rule(rule_id, id=rule_id)


class CaseItem(AdapterItem):
    """One case in one fork."""

    def __init__(self, *, case: Case, fork: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._case = case
        self._fork = fork
        self.user_properties += [("rule", rule_id) for rule_id in case.rules]
        for rule_id in case.rules:
            self.add_marker(_marker(rule_id))

    def runtest(self) -> None:
        """Ask, judge, and turn the verdict into pytest's own."""
        suite, was_broken = suite_of(self.config), self.asker.broken
        result = self.asker.ask(self._case, self._fork)
        self.stash[RESULT] = result
        if was_broken:  # that it broke has been told by the case at which it did
            pytest.skip(one_line(result.outcome))
        if result.verdict is Verdict.UNSUPPORTED:
            pytest.skip(f"unsupported: {one_line(result.outcome)}")
        if result.verdict is Verdict.KNOWN and result.deviation:
            pytest.xfail(f"known: {result.deviation.reason}")
        if not result.verdict.is_good:
            log = str(suite.results) if suite.results else None
            raise DeviationError(failure(result, target=self.adapter, log=log))


class StartItem(AdapterItem):
    """The start of an adapter that does not come up: one error, whatever it would be asked."""

    when = "setup"

    def setup(self) -> None:
        """Say what happened."""
        fault = self.asker.broken
        if fault is not None:
            raise DeviationError("\n".join(filter(None, (one_line(fault), fault.stderr.strip()))))

    def runtest(self) -> None:
        """Nothing is left to do."""


class UndeclaredItem(AdapterItem):
    """Everything that an adapter does not declare: one skip, however much it is."""

    undeclared = True

    def __init__(self, *, operations: list[str], count: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._operations = operations
        self._count = count

    def runtest(self) -> None:
        """Say what is not asked."""
        names = ", ".join(self._operations) or "the forks"
        pytest.skip(f"unsupported: the adapter does not declare {names} ({self._count} cases)")
