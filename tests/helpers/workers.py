"""What makes many small tests cheap with several workers: whole files, and one report a test."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from _pytest.runner import runtestprotocol

if TYPE_CHECKING:
    import pytest
    from xdist.scheduler import LoadScopeScheduling

# A file of so many tests has small ones, which are dear to send one by one.
_MANY = 20
# Their tests share a report, and the source read as trees.
_SHARING = ("tests/reports/", "tests/architecture/")


def run(test: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a test as pytest does, and report it without the phases that have nothing to say.

    With several workers a passed setup and teardown, each written, sent, read and counted, cost
    more than most tests. They stay where somebody needs them: for a JUnit file, and for times.
    """
    config = test.config
    wanted = config.getoption("durations", None) or config.getoption("xmlpath", None)
    if not hasattr(config, "workerinput") or wanted:
        return None
    for report in runtestprotocol(test, nextitem=nextitem, log=False):
        if report.when == "call" or not report.passed:
            test.ihook.pytest_runtest_logreport(report=report)
    return True


def scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Gives files of many tests whole, the longest first, and other tests singly.

    Folders whose tests share what takes longer than they do are for one worker.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Files(LoadScopeScheduling):  # type: ignore[misc] # it has no types
        def schedule(self) -> None:
            self.sizes = Counter(map(_file, next(iter(self.registered_collections.values()), ())))
            super().schedule()

        def _split_scope(self, nodeid: str) -> str:
            for folder in _SHARING:
                if nodeid.startswith(folder):
                    return folder
            file = _file(nodeid)
            return file if self.sizes[file] >= _MANY else nodeid

    return Files(config, log)


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]
