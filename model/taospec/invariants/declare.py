"""How an invariant is written: a statement over typed parameters, with no solver in sight.

A statement is a plain function `(ask, a, b, …) -> bool`. It puts its questions to `ask`, so that
the same lines serve twice: the proof lets the model's own functions answer on symbolic integers,
and a property lets an adapter answer on sampled ones.

    @invariant("emission-never-grows", rules=["SUP-3"], bounds="all pairs of u64 issuances",
               operations=["supply.block_emission"])
    def emission_never_grows(ask: Ask, less: U64, more: U64) -> bool:
        assume(less <= more)
        return ask("supply.block_emission", total_issuance=more).emission <= ...

Statements are executed path by path, so they may use `if`, loops and calls as any code does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import Annotated, Any, Literal, Protocol, TypeVar, get_args, get_origin, get_type_hints

from taospec.discovery import by_name
from taospec.forks import Fork
from taospec.quantities import Integer
from taospec.rejections import Rejection

Statement = Callable[..., bool]
Function = TypeVar("Function", bound=Statement)

_INVARIANT = "__invariant__"
_SIBLING = "__sibling__"


class Ask(Protocol):
    """Whoever answers: the model in a proof, an adapter in a property."""

    @property
    def fork(self) -> Fork:
        """The fork that is asked about."""
        ...

    def __call__(self, operation: str, /, **given: Any) -> Any:
        """The answer record of an operation of the catalogue.

        Raises:
            Rejection: a rule forbids the input.
        """
        ...


class Discarded(Exception):  # noqa: N818 - a case outside the statement is no error
    """The values do not satisfy an assumption, so the statement says nothing about them."""


def assume(*conditions: object) -> None:
    """Restrict the statement to values that satisfy every condition.

    Raises:
        Discarded: plain values do not; a symbolic condition narrows its path instead.
    """
    for condition in conditions:
        narrow = getattr(condition, "narrow", None)
        if narrow is not None:
            narrow()
        elif not condition:
            raise Discarded


@dataclass(frozen=True, slots=True)
class Range:
    """Annotation of an integer parameter with its own bounds, both included."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Within:
    """Annotation of an integer parameter whose bounds follow from the parameters before it."""

    limits: Callable[[Mapping[str, Any]], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One quantified variable: an integer between two bounds, or one of a few listed values.

    Attributes:
        name: as in the statement's signature.
        choices: the values of a choice, in their order; empty for an integer.
        limits: the values of the parameters before it → its bounds, both included.
    """

    name: str
    choices: tuple[Any, ...] = ()
    limits: Callable[[Mapping[str, Any]], tuple[int, int]] = lambda _: (0, -1)


@dataclass(frozen=True, slots=True)
class Contract:
    """What is known of a function that a proof does not execute, and which proof says so.

    Where a proof relies on a contract, a call of the function has to satisfy `requires` on every
    path, and answers anything that satisfies `ensures`.

    Attributes:
        target: `package.module:function`; callers reach it by a module's name for it or their fork.
        proved_as: the invariant that proves exactly this contract on the function itself.
        requires: arguments → conditions that every call satisfies.
        ensures: `(answer, *arguments)` → conditions on the answer.
        shape: `(unknown, *arguments)` → an answer made of unknown integers, one a call.
    """

    target: str
    proved_as: str
    requires: Callable[..., tuple[bool, ...]]
    ensures: Callable[..., tuple[bool, ...]]
    shape: Callable[..., Any] = lambda unknown, *_: unknown()

    @property
    def function(self) -> Callable[..., Any]:
        """What the contract speaks of."""
        module, _, name = self.target.partition(":")
        function: Callable[..., Any] = getattr(import_module(module), name)
        return function

    def kept(self, *arguments: Any) -> bool:
        """Whether the function itself keeps the contract: the statement that proves it.

        Raises:
            Discarded: the contract allows no such call.
        """
        assume(*self.requires(*arguments))
        return all(self.ensures(self.function(*arguments), *arguments))

    def __str__(self) -> str:
        name = self.target.replace(":", ".")
        return f"{name} stands for any answer within its contract, proved as {self.proved_as}"


@dataclass(frozen=True, slots=True)
class Sibling:
    """A statement close to an invariant that is false, to show that the proof could have failed."""

    name: str
    statement: Statement
    parameters: tuple[Parameter, ...]

    @property
    def doc(self) -> str:
        """The statement in one sentence."""
        return sentence(self.statement)


@dataclass(frozen=True, slots=True)
class Invariant:
    """A statement about rules, and what a proof of it is expected to find.

    Attributes:
        name: kebab-case; a bound in it ends with `-n4`.
        rules: ids of the rules it is about.
        statement: the function itself.
        parameters: what it quantifies over, in the order of its signature.
        bounds: for which values it is settled, in words.
        expected: `proved`, or `refuted` for a belief that is known to be false.
        operations: the operations it asks; without any it cannot be put to an adapter.
        forks: the forks it is settled in, one after the other; empty where no fork matters.
        relies_on: contracts that stand for functions in its proof.
        apart_from: what else of the model its proof did not execute, one line each.
        each: a choice parameter; the finding must be reached for each of its values on its own.
        landmarks: integers where something changes, for whoever samples instead of proving.
        sibling: the false sibling; only a refuted invariant has none.
    """

    name: str
    rules: tuple[str, ...]
    statement: Statement
    parameters: tuple[Parameter, ...]
    bounds: str
    expected: Literal["proved", "refuted"]
    operations: tuple[str, ...] = ()
    forks: Collection[str] = ()
    relies_on: tuple[Contract, ...] = ()
    apart_from: tuple[str, ...] = ()
    each: str | None = None
    landmarks: tuple[int, ...] = ()
    sibling: Sibling | None = field(default=None)

    @property
    def doc(self) -> str:
        """The statement in one sentence."""
        return sentence(self.statement)

    @property
    def abstractions(self) -> tuple[str, ...]:
        """What the proof did not execute, one line each."""
        return *(str(contract) for contract in self.relies_on), *self.apart_from

    def holds(self, ask: Ask, values: Mapping[str, Any]) -> bool:
        """Whether the statement is true of plain values, answered by `ask`.

        Raises:
            Discarded: the values lie outside its assumptions.
        """
        return holds(self.statement, ask, values)


def sentence(statement: Statement) -> str:
    """What a statement says: the first paragraph of its docstring."""
    return (inspect.getdoc(statement) or "").partition("\n\n")[0].replace("\n", " ")


def holds(statement: Statement, ask: Ask, values: Mapping[str, Any]) -> bool:
    """Whether a statement is true of these values.

    One that ends in a rejection it did not expect, or in arithmetic that has no result, is as
    broken as one that answers False.

    Raises:
        Discarded: the values lie outside its assumptions.
    """
    try:
        return bool(statement(ask, **values))
    except (Rejection, ArithmeticError, ValueError):
        return False


def invariant(
    name: str,
    *,
    rules: Iterable[str],
    bounds: str,
    refuted: bool = False,
    operations: Iterable[str] = (),
    forks: Collection[str] = (),
    relies_on: Iterable[Contract] = (),
    apart_from: Iterable[str] = (),
    each: str | None = None,
    landmarks: Iterable[int] = (),
) -> Callable[[Function], Function]:
    """Declare a statement as an invariant; its parameters are typed by their annotations."""

    def declare(statement: Function) -> Function:
        statement.__dict__[_INVARIANT] = Invariant(
            name=name,
            rules=tuple(rules),
            statement=statement,
            parameters=parameters_of(statement),
            bounds=bounds,
            expected="refuted" if refuted else "proved",
            operations=tuple(operations),
            forks=forks,
            relies_on=tuple(relies_on),
            apart_from=tuple(apart_from),
            each=each,
            landmarks=tuple(landmarks),
        )
        return statement

    return declare


def false_sibling(name: str) -> Callable[[Function], Function]:
    """Declare a statement as the false sibling of the invariant above it."""

    def declare(statement: Function) -> Function:
        sibling = Sibling(statement.__name__, statement, parameters_of(statement))
        statement.__dict__[_SIBLING] = (name, sibling)
        return statement

    return declare


def collect(members: Iterable[object]) -> Mapping[str, Invariant]:
    """The invariants declared among the members of modules, each with its false sibling, by name.

    Raises:
        ValueError: two invariants have the same name, or one has two siblings, or a sibling none.
    """
    members = tuple(members)
    siblings: dict[str, Sibling] = {}
    for name, sibling in (getattr(each, _SIBLING) for each in members if hasattr(each, _SIBLING)):
        if name in siblings:
            message = f"invariant {name} has two false siblings"
            raise ValueError(message)
        siblings[name] = sibling
    invariants: list[Invariant] = [
        getattr(member, _INVARIANT) for member in members if hasattr(member, _INVARIANT)
    ]
    if alone := sorted(set(siblings) - {entry.name for entry in invariants}):
        message = f"a false sibling names an invariant {alone[0]}, which is none"
        raise ValueError(message)
    paired = (replace(entry, sibling=siblings.get(entry.name)) for entry in invariants)
    return by_name("invariant", paired, lambda entry: entry.name)


def parameters_of(statement: Statement) -> tuple[Parameter, ...]:
    """The quantified variables of a statement: everything after `ask`.

    Raises:
        TypeError: an annotation does not say which values the parameter has.
    """
    names = list(inspect.signature(statement).parameters)[1:]
    hints = get_type_hints(statement, include_extras=True)
    return tuple(_parameter(name, hints[name]) for name in names)


def _parameter(name: str, hint: Any) -> Parameter:
    if hint is bool:
        return Parameter(name, choices=(True, False))
    if get_origin(hint) is Literal:
        return Parameter(name, choices=get_args(hint))
    for annotation in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
        if isinstance(annotation, Within):
            return Parameter(name, limits=annotation.limits)
        if bounds := _bounds(annotation):
            return Parameter(name, limits=lambda _: bounds)
    message = f"parameter {name}: {hint} does not say which values it has"
    raise TypeError(message)


def _bounds(annotation: Any) -> tuple[int, int] | None:
    """Bounds out of `Range` or of a quantity."""
    return (annotation.low, annotation.high) if isinstance(annotation, Range | Integer) else None
