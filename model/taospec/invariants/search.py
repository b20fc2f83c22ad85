"""The walk through one statement, and the plain values found on the way."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import Any

from taospec.forks import Fork, fork
from taospec.invariants.asking import AskModel
from taospec.invariants.declare import Discarded, Parameter, Statement, assume, holds
from taospec.invariants.explorer import Explorer
from taospec.invariants.listening import Slot, are_alike, listening
from taospec.invariants.solver import z3
from taospec.invariants.standins import StandIns, with_stand_ins
from taospec.invariants.symbolic import SymInt

# Parameter → plain value, and `fork` where the fork matters.
Values = dict[str, Any]


def replay(
    statement: Statement,
    values: Values,
    stand_ins: StandIns = MappingProxyType({}),
    heard: set[Slot] | None = None,
) -> bool | None:
    """The statement on given values, plain ones through the real functions.

    Args:
        statement: `(ask, a, b, …) -> bool`.
        values: of its parameters, and `fork` where the fork matters.
        stand_ins: what answers in place of functions, only for symbolic values.
        heard: where to note what is read of the fork.

    Returns:
        Whether it holds; None where the values lie outside its assumptions.
    """
    rules = with_stand_ins(fork(values.get("fork")), stand_ins)
    ask = AskModel(rules if heard is None else listening(rules, heard))
    arguments = {name: value for name, value in values.items() if name != "fork"}
    try:
        return holds(statement, ask, arguments)
    except Discarded:
        return None


class Search:
    """Looks for values that meet a statement and for values that break it.

    Args:
        explorer: the solver.
        statement: `(ask, a, b, …) -> bool`.
        parameters: what it quantifies over.
        forks: the forks it is about; None for the default one.
        each: a choice whose every value is looked at on its own.

    Attributes:
        witnesses: value of `each` → values that meet assumptions and statement.
        counterexamples: value of `each` → values that meet the assumptions and break the statement.
        undecided: whether the solver gave up on a path that might break the statement.
    """

    def __init__(
        self,
        explorer: Explorer,
        statement: Statement,
        parameters: Sequence[Parameter],
        forks: Sequence[str | None],
        each: str | None,
    ) -> None:
        self.explorer = explorer
        self.witnesses: dict[Any, Values] = {}
        self.counterexamples: dict[Any, Values] = {}
        self.undecided = False
        self._statement = statement
        self._choices = {
            parameter.name: parameter.choices for parameter in parameters if parameter.choices
        }
        self._choices["fork"] = tuple(forks)
        self._parameters = parameters
        self._each = each

    @property
    def cases(self) -> tuple[Any, ...]:
        """Every value of `each`; one None without."""
        return (None,) if self._each is None else self._choices[self._each]

    def run(self, stand_ins: StandIns, *, smallest: bool) -> None:
        """Walk the paths: all of them to the smallest counterexamples, or up to the first one.

        Those of a fork in which nothing is otherwise that the statement reads are those of the
        fork before, and are not walked again.
        """
        walked: list[tuple[Fork, set[Slot]]] = []
        for name in self._choices["fork"]:
            here, heard = fork(name), set[Slot]()
            if any(are_alike(other, here, slots) for other, slots in walked):
                continue
            self._walk(name, heard, stand_ins, smallest=smallest)
            if self.counterexamples and not smallest:
                return
            walked.append((here, heard))

    def _walk(
        self, name: str | None, heard: set[Slot], stand_ins: StandIns, *, smallest: bool
    ) -> None:
        for values, held in self.explorer.walk(lambda: self._path(name, heard, stand_ins)):
            case = values.get(self._each or "")
            if held and case not in self.witnesses:
                witness = self._smallest(values)
                self.witnesses |= {case: witness} if witness else {}
            if held is False:
                self._break(case, values)
            if self.counterexamples and not smallest:
                return

    def _break(self, case: Any, values: Values) -> None:
        smallest = self._smallest(values, below=self.counterexamples.get(case))
        if smallest:
            self.counterexamples[case] = smallest
        elif case not in self.counterexamples and self.explorer.check() != z3.unsat:
            self.undecided = True

    def _path(
        self, name_of_fork: str | None, heard: set[Slot], stand_ins: StandIns
    ) -> tuple[Values, bool | None]:
        """One execution of the statement, and whether it held; None outside its assumptions."""
        values: Values = {} if name_of_fork is None else {"fork": name_of_fork}
        self.explorer.choose(1)  # what is learnt from here on is forgotten before the next fork
        for parameter in self._parameters:
            name = parameter.name
            values[name] = (
                self._choice(name) if parameter.choices else self._symbol(parameter, values)
            )
        return values, replay(self._statement, values, stand_ins, heard)

    def _choice(self, name: str) -> Any:
        choices = self._choices[name]
        return choices[self.explorer.choose(len(choices))]

    def _symbol(self, parameter: Parameter, before: Values) -> SymInt:
        low, high = parameter.limits(before)
        symbol = SymInt(self.explorer, z3.Int(parameter.name, self.explorer.context))
        assume(symbol >= low, symbol <= high)
        return symbol

    def _smallest(self, values: Values, below: Values | None = None) -> Values | None:
        """The smallest plain values on this path; None if the solver finds none below a bound.

        Smallest in the order of the parameters, so that what is found does not depend on the taste
        of the solver.
        """
        with self.explorer.scope():
            if below is not None:
                self.explorer.learn(self._less(values, below))
            if self.explorer.check() != z3.sat:
                return None
            smallest = dict(values)
            for name, value in values.items():
                if isinstance(value, SymInt):
                    smallest[name] = _from_rank(self.explorer.minimise(_rank(value.term)))
            return smallest

    def _less(self, values: Values, below: Values) -> z3.BoolRef:
        """Whether the values come before others in the order of the parameters."""
        context = self.explorer.context
        less, equal = z3.BoolVal(False, context), z3.BoolVal(True, context)
        for name, value in values.items():
            if isinstance(value, SymInt):
                mine, other = _rank(value.term), _rank(below[name])
            else:
                choices = self._choices[name]
                mine, other = choices.index(value), choices.index(below[name])
            less = z3.Or(less, z3.And(equal, mine < other))
            equal = z3.And(equal, mine == other)
        return less

    def unbelievable(self) -> str | None:
        """What plain integers do otherwise than symbolic ones, in words."""
        examples = self.counterexamples or self.witnesses
        for values in examples.values():
            if replay(self._statement, values) is not (examples is self.witnesses):
                return f"plain integers do not reproduce {values}"
        return None


def _rank(value: Any) -> Any:
    """Place of an integer in the order 0, 1, -1, 2, -2, …, in which people look for examples."""
    if isinstance(value, int):
        return 2 * value - 1 if value > 0 else -2 * value
    return z3.If(value > 0, 2 * value - 1, -2 * value)


def _from_rank(rank: int) -> int:
    return (rank + 1) // 2 if rank % 2 else -rank // 2
