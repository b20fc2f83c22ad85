"""The catalogue as a whole: complete, consistent, and usable without a solver."""

from __future__ import annotations

import subprocess
import sys

import pytest
from each import each

from taospec.invariants import catalogue, find
from taospec.invariants.declare import Invariant
from taospec.naming import UnknownNameError
from taospec.operations.catalogue import find as find_operation
from taospec.rulebook import rulebook

EVERY = tuple(catalogue().values())


def test_declarations_need_no_solver() -> None:
    """Given a fresh interpreter, the catalogue and what was found before load without z3."""
    program = (
        "import sys\n"
        "from taospec.invariants import catalogue\n"
        "from taospec.invariants.counterexamples import counterexamples\n"
        "assert catalogue() and counterexamples()\n"
        "sys.exit('z3' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@each("invariant", EVERY, name=lambda invariant: str(invariant.name))
def test_an_invariant_is_well_declared(invariant: Invariant) -> None:
    assert invariant.name == invariant.name.lower().replace("_", "-")
    assert set(invariant.rules) <= set(rulebook())
    assert invariant.bounds
    assert invariant.doc.endswith(".")
    assert (invariant.sibling is None) == (invariant.expected == "refuted")
    assert all(find_operation(name) for name in invariant.operations)
    cases = [parameter for parameter in invariant.parameters if parameter.name == invariant.each]
    assert invariant.each is None or cases[0].choices


@pytest.mark.parametrize("invariant", [one for one in EVERY if one.relies_on], ids=lambda i: i.name)
def test_what_a_proof_relies_on_is_proved_itself(invariant: Invariant) -> None:
    """Every contract has its proof, and no proof leans on itself over any number of steps."""
    waiting, seen = [invariant], set()
    while waiting:
        for contract in waiting.pop().relies_on:
            lemma = find(contract.proved_as)
            assert lemma.expected == "proved"
            assert lemma.name != invariant.name
            if lemma.name not in seen:
                seen.add(lemma.name)
                waiting.append(lemma)


def test_an_unknown_name_gets_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean emission-never-grows"):
        find("emission-never-grow")
