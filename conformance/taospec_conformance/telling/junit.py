"""JUnit XML of a run: one test case per vector and fork, its rules as properties."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

from taospec.errors import TaospecError
from taospec.files import write_whole
from taospec_conformance.asking.outcomes import one_line
from taospec_conformance.asking.text import printable, visible
from taospec_conformance.judging.verdict import CaseResult, Verdict
from taospec_conformance.runner import Run
from taospec_conformance.telling.failure import failure


def write(path: Path, run: Run, results: Sequence[CaseResult], log: str | None = None) -> None:
    """Write the XML file of a finished run.

    Args:
        path: the file.
        run: the run.
        results: what it yielded.
        log: path of the result log, for the replay commands.

    Raises:
        TaospecError: the file cannot be written.
    """
    # A case that was told again has its last word only.
    results = list({(result.case.id, result.fork): result for result in results}.values())
    suite = ET.Element("testsuite", name="taospec", tests=str(len(results)))
    suite.set("failures", str(sum(not result.verdict.is_good for result in results)))
    suite.set("skipped", str(run.counts[Verdict.UNSUPPORTED] + run.counts[Verdict.KNOWN]))
    suite.set("errors", "1" if run.broken else "0")
    suite.set("time", f"{run.seconds:.3f}")
    for result in results:
        suite.append(_case(run, result, log))
    if run.broken:
        ET.SubElement(suite, "system-err").text = one_line(run.broken)
    root = ET.Element("testsuites")
    root.append(suite)
    try:
        write_whole(path, ET.tostring(root, encoding="utf-8", xml_declaration=True))
    except OSError as error:
        raise TaospecError(f"{path}: {error.strerror or error}") from None


def _case(run: Run, result: CaseResult, log: str | None) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=printable(run.target.text),
        name=f"{result.case.id}[{result.fork}]",
        time=f"{result.seconds:.6f}",
    )
    properties = ET.SubElement(case, "properties")
    for rule_id in result.case.rules:
        ET.SubElement(properties, "property", name="rule", value=rule_id)
    if not result.verdict.is_good:
        message = one_line(result.outcome)
        text = failure(result, target=run.target.text, log=log)
        ET.SubElement(case, "failure", message=message, type=result.verdict.value).text = visible(
            text
        )
    elif result.verdict is not Verdict.PASS:
        why = result.deviation.reason if result.deviation else one_line(result.outcome)
        ET.SubElement(case, "skipped", message=f"{result.verdict.value}: {printable(why)}")
    return case
