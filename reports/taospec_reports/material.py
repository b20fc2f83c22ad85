"""What one report is made of: the inventory, the runs and the proofs, cross-referenced."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, zip_longest

from taospec.invariants.declare import Invariant
from taospec.rulebook import Rule
from taospec_conformance.telling.lines import CaseLine
from taospec_conformance.telling.log import RunLog
from taospec_reports import links
from taospec_reports.inventory import Inventory
from taospec_reports.logs import Proof, ProofLog

# The order in which a cell is judged: the first verdict that occurs is the cell's.
VERDICTS = ("fail", "unexpected-pass", "known", "pass", "unsupported", "not-run")
MOST_FAILURE_PAGES = 250
DEVIATIONS = frozenset({"fail", "known"})


@dataclass(frozen=True)
class Counts:
    """Cases by verdict. A case counts once in every fork."""

    by_verdict: Mapping[str, int]

    def __getitem__(self, verdict: str) -> int:
        return self.by_verdict.get(verdict, 0)

    @property
    def total(self) -> int:
        """All cases, run or not."""
        return sum(self.by_verdict.values())

    @property
    def judged(self) -> int:
        """Cases whose answer was compared or should have been."""
        return self.total - self["unsupported"] - self["not-run"]

    @property
    def worst(self) -> str:
        """The verdict that a reader must see first; `not-run` where there is nothing."""
        return next((verdict for verdict in VERDICTS if self[verdict]), "not-run")

    @property
    def colour(self) -> str:
        """The worst verdict, or `partly` where all that was run passed and not all was run."""
        left_out = self["not-run"] or self["unsupported"]
        return "partly" if self.worst == "pass" and left_out else self.worst

    @property
    def shown(self) -> list[tuple[str, int]]:
        """Verdicts that occur, the worst first."""
        return [(verdict, self[verdict]) for verdict in VERDICTS if self[verdict]]


@dataclass(frozen=True)
class Failure:
    """One case that deviated, with its result in every fork where it did."""

    case: str
    rules: tuple[str, ...]
    results: tuple[CaseLine, ...]

    @property
    def known(self) -> bool:
        """Whether every deviation was declared beforehand."""
        return all(result.verdict == "known" for result in self.results)


@dataclass(frozen=True)
class Column:
    """One run in the light of the inventory.

    Attributes:
        run: the log.
        slug: short name for addresses.
        name: the adapter's name and version, and the log's where two runs would look the same.
        total: all cases of the inventory and of the log.
        by_chapter, by_rule: the same, by what the case shows.
        strangers: cases of the log that the inventory does not have, or not with this fork.
        other_vectors: whether the run asked another state of the vectors than the inventory's.
    """

    run: RunLog
    slug: str
    name: str
    total: Counts
    by_chapter: Mapping[str, Counts]
    by_rule: Mapping[str, Counts]
    strangers: int
    other_vectors: bool = False

    @property
    def standing(self) -> str:
        """What the run says about the adapter, in one word."""
        footer = self.run.footer
        if footer is None:
            return "incomplete"
        if footer.broken:
            return "broken"
        if self.total["fail"] or self.total["unexpected-pass"] or footer.exit_code == 1:
            return "deviates"
        if not self.total.judged:
            return "nothing-ran"
        return "partly" if self.total["unsupported"] or self.total["not-run"] else "conforms"

    @cached_property
    def failures(self) -> tuple[Failure, ...]:
        """Deviating cases in the order of the log."""
        by_case: dict[str, list[CaseLine]] = defaultdict(list)
        for result in self.run.results:
            if result.verdict in DEVIATIONS:
                by_case[result.case].append(result)
        return tuple(
            Failure(case, results[0].rules, tuple(results)) for case, results in by_case.items()
        )

    @cached_property
    def own_pages(self) -> frozenset[str]:
        """The deviating cases that get a page of their own, fairly shared among the rules.

        An adapter that is wrong everywhere would otherwise fill the disk with the same mistake.
        """
        queues: dict[str, list[str]] = defaultdict(list)
        for failure in self.failures:
            queues[failure.rules[0] if failure.rules else ""].append(failure.case)
        turns = zip_longest(*queues.values())
        fair = (case for turn in turns for case in turn if case is not None)
        return frozenset(islice(fair, MOST_FAILURE_PAGES))

    def failures_of(self, rule_id: str) -> list[Failure]:
        """Deviating cases that show a rule."""
        return [failure for failure in self.failures if rule_id in failure.rules]


@dataclass(frozen=True)
class Material:
    """Everything the pages are a function of.

    Attributes:
        inventory: what there is to know without any run.
        columns: the runs, one column of the matrix each.
        proof_log: the proofs, if there is a log of them.
        simulations: name and page of each simulation that is shown.
    """

    inventory: Inventory
    columns: tuple[Column, ...]
    proof_log: ProofLog | None
    simulations: tuple[tuple[str, str], ...] = ()

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """The proofs, none where there is no log."""
        return self.proof_log.proofs if self.proof_log else ()

    @cached_property
    def proofs_by_rule(self) -> Mapping[str, tuple[Proof, ...]]:
        """Rule id → the proofs about it, whichever side named the other."""
        return {
            rule.id: tuple(
                proof
                for proof in self.proofs
                if rule.id in proof.rules or proof.invariant in rule.invariants
            )
            for rule in self.inventory.rules.values()
        }

    @property
    def unsettled(self) -> tuple[Invariant, ...]:
        """Declared invariants that the log of proofs does not speak of."""
        settled = {proof.invariant for proof in self.proofs}
        return tuple(
            invariant
            for name, invariant in self.inventory.invariants.items()
            if name not in settled
        )

    def unsettled_of(self, rule: Rule) -> tuple[Invariant, ...]:
        """The same, of one rule."""
        return tuple(
            invariant
            for invariant in self.unsettled
            if rule.id in invariant.rules or invariant.name in rule.invariants
        )


def assemble(inventory: Inventory, runs: Sequence[RunLog], proofs: ProofLog | None) -> Material:
    """Put runs and proofs beside the inventory."""
    names = zip(links.slugs(runs), _names(runs), strict=True)
    columns = tuple(
        _column(inventory, run, slug, name) for run, (slug, name) in zip(runs, names, strict=True)
    )
    return Material(inventory, columns, proofs)


def _names(runs: Sequence[RunLog]) -> list[str]:
    adapters = [run.header.adapter for run in runs]
    names = [f"{adapter.name} {adapter.version or ''}".strip() for adapter in adapters]
    return [
        f"{name} ({run.path.stem})" if names.count(name) > 1 else name
        for name, run in zip(names, runs, strict=True)
    ]


def _column(inventory: Inventory, run: RunLog, slug: str, name: str) -> Column:
    total: Counter[str] = Counter()
    by_chapter: dict[str, Counter[str]] = defaultdict(Counter)
    by_rule: dict[str, Counter[str]] = defaultdict(Counter)
    strangers = 0
    for verdict, operation, rules, known in _verdicts(inventory, run):
        total[verdict] += 1
        by_chapter[operation.partition(".")[0]][verdict] += 1
        for rule_id in rules:
            by_rule[rule_id][verdict] += 1
        strangers += not known
    digest = run.header.bundle_sha256
    return Column(
        run,
        slug,
        name,
        Counts(total),
        _counts(by_chapter),
        _counts(by_rule),
        strangers,
        bool(digest and inventory.vectors_sha256) and digest != inventory.vectors_sha256,
    )


def _verdicts(inventory: Inventory, run: RunLog) -> Iterator[tuple[str, str, Iterable[str], bool]]:
    """(verdict, operation, rules, whether the inventory has it) of every case in every fork."""
    waiting = {(case.id, fork): case for case in inventory.cases.values() for fork in case.forks}
    for result in run.results:
        known = waiting.pop((result.case, result.fork), None) is not None
        yield result.verdict, result.operation, result.rules, known
    for (_, fork), case in waiting.items():
        # Nobody asks an adapter about a fork that it does not have.
        verdict = "not-run" if fork in run.header.forks else "unsupported"
        yield verdict, case.operation, case.rules, True


def _counts(counters: Mapping[str, Counter[str]]) -> dict[str, Counts]:
    return {name: Counts(counter) for name, counter in counters.items()}
