"""Names of cases as pytest prints them, which can be given to pytest again.

    taospec_conformance::TARGET::CASE[FORK]

names one case, from any folder and without another option: the package is found where it is
installed, and the adapter is the one that the name has.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

PACKAGE = "taospec_conformance"
_FILE = f"{PACKAGE}.under_pytest.suite"


def take_over(config: pytest.Config) -> None:
    """Let the arguments that name the suite be found, and the adapters that they name be asked."""
    if not names_the_suite(config):
        return
    config.option.pyargs = True
    arguments, targets = [], []
    for argument in config.args:
        package, _, rest = argument.partition("::")
        if package in (PACKAGE, _FILE):  # the suite is one file; what else lies there is not asked
            argument = f"{_FILE}::{rest}" if rest else _FILE
            target, _, case = rest.rpartition("::")
            targets += [target or case] if rest else []
        arguments.append(argument)
    config.args = arguments
    if targets and not config.option.taospec_adapter and not config.getini("taospec_adapter"):
        config.option.taospec_adapter = list(dict.fromkeys(targets))


def names_the_suite(config: pytest.Config) -> bool:
    """Whether an argument is the suite, or a case of it, and no folder of that name."""
    names = [argument.partition("::")[0] for argument in config.args]
    asked_for = (PACKAGE, _FILE) if config.option.pyargs else ()
    return any(
        name in asked_for or (name == PACKAGE and "::" in argument and not Path(name).exists())
        for name, argument in zip(names, config.args, strict=True)
    )
