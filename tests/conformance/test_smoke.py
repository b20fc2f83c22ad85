"""Whether an adapter is sane is asked apart from whether it conforms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from taospec.timeline import specified
from taospec_conformance.asking import target
from taospec_conformance.asking.limits import Limits
from taospec_conformance.smoke import Check, smoke
from taospec_vectors.format import VectorFile

EMISSION = "supply.block_emission [dtao]"
PRODUCT = "numbers.mul [dtao]"


def checked(text: str, files: Sequence[VectorFile]) -> dict[str, Check]:
    limits = Limits(case_timeout=60, stop_timeout=60)
    return {check.name: check for check in smoke(target.parse(text), limits, files)}


def sick(checks: dict[str, Check]) -> set[str]:
    return {name for name, check in checks.items() if not check.sane}


@pytest.mark.parametrize("text", ["reference", "stdio:taospec serve"])
def test_the_reference_is_sane(text: str, all_files: Sequence[VectorFile]) -> None:
    checks = checked(text, all_files)
    assert sick(checks) == set()
    assert checks["initialize"].seen.startswith("taospec reference model ")
    assert checks["unknown operation"].seen == "refused with -32601"
    assert checks["shutdown"].seen == "done"
    # Of forks that are only named nothing is asked.
    assert checks["forks"].seen == f"{len(specified())} of {len(specified())}"


def test_a_wrong_answer_is_sane(files: Sequence[VectorFile]) -> None:
    assert sick(checked("zoo:halves-by-block-height", files)) == set()


def test_what_is_claimed_must_be_there_and_be_known(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    source = """
def refuse(message):
    error = {"code": -32601, "message": "no"}
    write(json.dumps({"jsonrpc": "2.0", "id": message["id"], "error": error}) + "\\n")
converse(refuse, {**SAID, "forks": ["dtao", "merge"], "operations": SAID["operations"] + ["a.b"]})
"""
    checks = checked(program(source), files)
    assert sick(checks) == {"forks", "operations", EMISSION, PRODUCT}
    assert checks["forks"].seen == "unknown: merge"
    assert checks["operations"].seen == "unknown: a.b"
    assert checks[EMISSION].seen == "unsupported: no, although it is claimed"
    assert checks["a.b"].seen == "not asked: there is no vector of it"


def test_an_adapter_may_support_a_part_of_an_operation(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    source = """
def only_from_a_rao_on(message):
    given = message["params"].get("given", {})
    if given.get("total_issuance", "0") == "0":
        error = {"code": -32601, "message": "not of nothing"}
        write(json.dumps({"jsonrpc": "2.0", "id": message["id"], "error": error}) + "\\n")
    else:
        reply(message, {"ok": {"emission": "7"}})
converse(only_from_a_rao_on)
"""
    checks = checked(program(source), files)
    assert sick(checks) == {PRODUCT}
    assert checks[PRODUCT].seen == "unsupported: not of nothing, although it is claimed"


def test_an_answer_must_have_the_form_of_one(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    source = "converse(lambda m: reply(m, {'ok': {'emission': '7'}}))"
    checks = checked(program(source), files)
    assert sick(checks) == {PRODUCT, "unknown operation"}
    assert checks[PRODUCT].seen.startswith("not an answer of this operation: ")
    assert checks["unknown operation"].seen == "expected -32601, got ok"


def test_an_adapter_that_dies_is_asked_on(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    source = """
def die(message):
    sys.stderr.write("panicked over " + message["params"]["operation"])
    sys.stderr.flush()
    os._exit(1)
converse(die)
"""
    checks = checked(program(source), files)
    assert sick(checks) == {EMISSION, PRODUCT, "unknown operation"}
    assert checks[PRODUCT].stderr == "panicked over numbers.mul"
    assert checks[EMISSION].seen == "crash: exited with code 1"


def test_an_adapter_that_does_not_come_up(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    checks = checked(program("sys.exit('no model file')"), files)
    assert list(checks) == ["initialize"]
    assert not checks["initialize"].sane
    assert checks["initialize"].stderr == "no model file\n"


def test_a_goodbye_must_be_answered(
    program: Callable[[str], str], files: Sequence[VectorFile]
) -> None:
    source = """
for line in sys.stdin:
    message = json.loads(line)
    if message["method"] == "shutdown": os._exit(4)
    elif message["method"] == "initialize": reply(message, {**SAID, "operations": []})
    else: write(json.dumps({"jsonrpc": "2.0", "id": message["id"],
                            "error": {"code": -32601, "message": ""}}) + "\\n")
"""
    checks = checked(program(source), files)
    assert sick(checks) == {"operations", "shutdown"}
    assert checks["shutdown"].seen == "crash: exited with code 4"
