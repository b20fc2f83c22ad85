"""How pytest runs a case: in the one phase that it has.

pytest reports three phases for each item. A case has nothing to set up and nothing to tear down,
and thousands of empty reports are most of what a run of the suite under pytest costs; with several
workers they are what makes it slower than one. Where a JUnit file is written, which is finished at
an item's teardown, the phases stay.
"""

from __future__ import annotations

from typing import Literal

import pytest

from taospec_conformance.under_pytest.items import AdapterItem
from taospec_conformance.under_pytest.state import suite_of

_Phase = Literal["setup", "call", "teardown"]


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """Run a case, and report what came of it."""
    if not isinstance(item, AdapterItem):
        return None
    narrated = _is_narrated(item.config)
    if narrated:
        item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    phases: tuple[_Phase, ...] = (item.when,)
    if item.config.getoption("xmlpath", default=None):
        phases = (item.when, "teardown")
    if nextitem is None and phases[-1] != "teardown":
        phases = (*phases, "teardown")  # what the adapter sends with its goodbye is told there
    for phase in phases:
        _run(item, phase, nextitem)
    if narrated:
        item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    return True


def _is_narrated(config: pytest.Config) -> bool:
    """Whether anybody is told of a case before it is asked: not by a worker, unless wanted."""
    return not hasattr(config, "workerinput") or config.get_verbosity() > 0


def _run(question: AdapterItem, phase: _Phase, nextitem: pytest.Item | None) -> None:
    hook = question.ihook

    def act() -> None:
        if phase == "teardown":
            if nextitem is None:
                suite_of(question.config).close()
        elif phase == "setup":
            question.setup()
        else:
            question.runtest()  # a hook of pytest expects the phase that there is none of

    through: tuple[type[BaseException], ...] = (pytest.exit.Exception,)
    if not question.config.getoption("usepdb", default=False):
        through += (KeyboardInterrupt,)
    call = pytest.CallInfo.from_call(act, when=phase, reraise=through)
    report = hook.pytest_runtest_makereport(item=question, call=call)
    hook.pytest_runtest_logreport(report=report)
    expected = (pytest.skip.Exception, pytest.xfail.Exception)
    if call.excinfo is not None and not isinstance(call.excinfo.value, expected):
        hook.pytest_exception_interact(node=question, call=call, report=report)
