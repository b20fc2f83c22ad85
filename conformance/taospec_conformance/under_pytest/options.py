"""The options of the suite under pytest; each is an ini key as well."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

NO_ADAPTER = (
    "taospec: no adapter to ask. Pass --taospec-adapter TARGET (repeatable), where TARGET is "
    "reference, zoo:NAME, python:MODULE:CLASS, 'stdio:COMMAND ARGUMENTS' or http://HOST:PORT/PATH"
)
NOT_COLLECTED = (
    "taospec: warning: --taospec-adapter names an adapter that was not asked: the suite was not "
    "collected. Add --pyargs taospec_conformance"
)
# Under which a worker of xdist says whether it collected the suite.
COLLECTED = "taospec_collected"

# Option → (repeatable, metavar, help); one without metavar is a flag. Each is also an ini key, with
# _ for -.
OPTIONS: dict[str, tuple[bool, str | None, str]] = {
    "adapter": (True, "TARGET", "implementation to ask"),
    "fork": (True, "NAME", "only this fork"),
    "operation": (True, "GLOB", "only operations that match"),
    "rule": (True, "GLOB", "only cases of rules that match, as SUP-*"),
    "id": (True, "GLOB", "only case ids that match"),
    "chapter": (True, "NAME", "only this chapter"),
    "origin": (True, "NAME", "only cases of this origin"),
    "plain": (False, None, "only states that occur, and no edges"),
    "shard": (False, "I/N", "part I of N"),
    "expectations": (False, "FILE", "the adapter's known deviations (YAML)"),
    "bands": (False, "FILE", "what a floating-point adapter may be off (YAML)"),
    "bundle": (False, "FILE", "vectors of this bundle instead of the installed ones"),
    "results": (False, "PATH", "write result logs: a .jsonl file, or a folder for many adapters"),
    "timeout": (False, "SECONDS", "for one case (5)"),
    "start-timeout": (False, "SECONDS", "until an adapter has answered initialize (10)"),
    "max-message": (False, "BYTES", "of one message (16777216)"),
    "restarts": (False, "N", "how often a dead adapter is started again, per hundred cases (10)"),
    "env": (True, "NAME", "let adapters see this environment variable"),
}


def declare(parser: pytest.Parser) -> None:
    """Declare `--taospec-*` and the ini keys `taospec_*`."""
    group = parser.getgroup("taospec", "taospec: conformance to Bittensor's economic protocol")
    for name, (repeatable, metavar, text) in OPTIONS.items():
        about: dict[str, Any] = {"action": "store_true", "default": None}
        if metavar is not None:
            about = {"action": "append" if repeatable else "store", "metavar": metavar}
        told = text + (" (repeatable)" if repeatable else "")
        group.addoption(f"--taospec-{name}", dest=_ini_key(name), help=told, **about)
        kind: Any = "bool" if metavar is None else "linelist" if repeatable else "string"
        parser.addini(_ini_key(name), f"taospec: {text}", type=kind)


def setting(config: pytest.Config, name: str) -> Any:
    """Value of an option, or of its ini key: a list for the repeatable, else text or None."""
    key = _ini_key(name)
    value = config.getoption(key, default=None)
    return value or config.getini(key) or ([] if OPTIONS[name][0] else None)


def _ini_key(name: str) -> str:
    return f"taospec_{name.replace('-', '_')}"
