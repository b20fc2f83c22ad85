"""The pytest plugin: `pytest --pyargs taospec_conformance --taospec-adapter TARGET`.

pytest loads this module in every project where taospec is installed, so it only declares options;
all that costs time is imported when the suite is really collected.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from taospec.extras import MissingExtraError, require
from taospec_conformance.under_pytest import ids, options

if TYPE_CHECKING:  # for the type checker; at pytest's start these imports would cost everybody
    from taospec_conformance.under_pytest.suite import SuiteFile

# The file that stands for the suite in pytest's tree; it holds the collectors.
SUITE = Path(__file__).with_name("under_pytest") / "suite.py"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare `--taospec-*` and the ini keys `taospec_*`."""
    options.declare(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker, and refuse a suite without adapter or with options that mean nothing."""
    ids.take_over(config)
    config.addinivalue_line(
        "markers", "taospec_rule(id): the case shows this rule of the specification"
    )
    if options.setting(config, "adapter"):
        _require_extra()
        from taospec_conformance.asking.endings import orderly
        from taospec_conformance.asking.transports.processes import hide_memory
        from taospec_conformance.under_pytest import record, running
        from taospec_conformance.under_pytest.state import suite_of

        suite = suite_of(config)
        endings = ExitStack()
        endings.enter_context(orderly(as_interrupt=True))
        config.add_cleanup(endings.close)
        config.add_cleanup(suite.close)
        hide_memory()
        config.pluginmanager.register(running, "taospec-running")
        config.pluginmanager.register(record, "taospec-reports")
        if not hasattr(config, "workerinput"):  # a worker of xdist sends its reports to us
            config.pluginmanager.register(record.Recorder(suite), "taospec-recorder")
    elif ids.names_the_suite(config):
        raise pytest.UsageError(options.NO_ADAPTER)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Tell the process that writes to the terminal whether the suite was there."""
    workeroutput = getattr(session.config, "workeroutput", None)
    if workeroutput is not None and options.setting(session.config, "adapter"):
        from taospec_conformance.under_pytest.state import suite_of

        workeroutput[options.COLLECTED] = suite_of(session.config).collected


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Hear of it from a worker of xdist."""
    if getattr(node, "workeroutput", {}).get(options.COLLECTED):
        from taospec_conformance.under_pytest.state import suite_of

        suite_of(node.config).collected = True


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, exitstatus: int, config: pytest.Config
) -> None:
    """Warn of an adapter that was named and not asked: no suite, or a suite without a case."""
    if not config.getoption("taospec_adapter"):  # one of the ini file is there in every session
        return
    if exitstatus == pytest.ExitCode.USAGE_ERROR:  # which says itself what keeps it from being so
        return
    from taospec_conformance.under_pytest.state import suite_of

    suite = suite_of(config)
    if not suite.collected:
        terminalreporter.write_line(options.NOT_COLLECTED, yellow=True)
    elif suite.nothing:
        terminalreporter.write_line(f"taospec: {suite.nothing}", yellow=True)


def _require_extra() -> None:
    try:
        require("conform")
    except MissingExtraError as error:
        raise pytest.UsageError(f"taospec: {error}") from None


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SuiteFile | None:
    """Turn the one file that stands for the suite into its cases."""
    if file_path != SUITE:
        return None
    from taospec_conformance.under_pytest.suite import SuiteFile

    return SuiteFile.from_parent(parent, path=file_path, nodeid=ids.PACKAGE)
