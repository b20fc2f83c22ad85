"""The suite as pytest's tree: this file, one collector per adapter, one item per case and fork.

`pytest --pyargs taospec_conformance` finds this file through the plugin. Collecting starts the
adapters, unless nothing but that is wanted: what one does not have is one skip, and one that does
not come up is one error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from taospec.errors import TaospecError
from taospec_conformance.under_pytest.items import AdapterItem, CaseItem, StartItem, UndeclaredItem
from taospec_conformance.under_pytest.options import NO_ADAPTER
from taospec_conformance.under_pytest.state import suite_of


class SuiteFile(pytest.File):
    """The file that stands for the suite."""

    def collect(self) -> Iterator[pytest.Collector]:
        """One collector per adapter."""
        suite = suite_of(self.config)
        suite.collected = True
        if not suite.askers:
            raise self.CollectError(NO_ADAPTER)
        for text in suite.askers:
            yield AdapterCollector.from_parent(self, name=text, nodeid=f"{self.nodeid}::{text}")


class AdapterCollector(pytest.Collector):
    """Everything that one adapter is asked; its name is the target string."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item per selected case and fork that it has, and at most one for the others."""
        suite = suite_of(self.config)
        asker = suite.askers[self.name]
        try:
            questions = list(suite.selection.questions(suite.files))
            started = self.config.option.collectonly or asker.start()
        except TaospecError as error:
            raise self.CollectError(str(error)) from None
        if not questions:
            suite.nothing = suite.selection.why_nothing(suite.files, asker.description)
        if not started:
            yield self._item(StartItem, "initialize")
            return
        described = asker.description
        undeclared = []
        for case, fork in questions:
            if described is None or asker.claims(case, fork):
                yield self._item(CaseItem, f"{case.id}[{fork}]", case=case, fork=fork)
            else:
                undeclared.append(case)
        if described is not None and undeclared:
            names = {case.operation for case in undeclared} - set(described.operations)
            about = {"operations": sorted(names), "count": len(undeclared)}
            yield self._item(UndeclaredItem, "undeclared", **about)

    def _item(self, kind: type[AdapterItem], name: str, **about: Any) -> pytest.Item:
        # As text, so that pytest takes the brackets for what it takes them for when it reads an id.
        return kind.from_parent(self, name=name, nodeid=f"{self.nodeid}::{name}", **about)
