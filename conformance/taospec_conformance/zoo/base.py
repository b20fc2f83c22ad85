"""What every animal of the zoo is."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from taospec.operations import find
from taospec_conformance.reference import Reference

_PROGRAM = Path(__file__).with_name("misbehave.py")


class Animal:
    """Something that the suite must convict.

    Attributes:
        name: what follows `zoo:` in a target string.
        breaks: id of the rule it breaks; the suite must name it. Empty for the rude, who break
            the protocol of messages and no rule of the chain.
        whose: who makes this mistake, in one line.
    """

    name: ClassVar[str]
    breaks: ClassVar[str] = ""
    whose: ClassVar[str] = ""


class Wrong(Animal, Reference):
    """The reference but for what its subclass defines.

    A method named after an operation, `supply_block_emission` for `supply.block_emission`, answers
    it: it takes the fork's name and the input record, and returns the answer in wire form.
    """

    def execute(self, fork: str, operation: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The wrong answer where there is one, the model's elsewhere."""
        method = getattr(self, operation.replace(".", "_"), None)
        if method is None:
            return super().execute(fork, operation, given)
        return dict(method(fork, find(operation).given.from_wire(given)))

    def describe(self) -> dict[str, Any]:
        """The reference's claims under the animal's name."""
        said = super().describe()
        said["adapter"] = {**said["adapter"], "name": f"zoo:{self.name}"}
        return said


class Rude(Animal):
    """A program that breaks the protocol of messages instead of a rule.

    Attributes:
        outcome: the kind of outcome that the runner must make of it.
    """

    outcome: ClassVar[str]

    @classmethod
    def argv(cls) -> list[str]:
        """The command that runs it, apart from all that is installed."""
        return [sys.executable, "-I", str(_PROGRAM), cls.name]
