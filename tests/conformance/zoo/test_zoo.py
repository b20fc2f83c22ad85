"""The suite convicts every animal of the zoo, and names what it breaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from each import each

from taospec.operations.catalogue import catalogue
from taospec.rulebook import rulebook
from taospec.timeline import specified
from taospec_conformance import zoo
from taospec_conformance.asking import target
from taospec_conformance.asking.selection import Selection
from taospec_conformance.judging.verdict import DEVIATES, CaseResult, Verdict
from taospec_conformance.resemblance import Gathered
from taospec_conformance.runner import Run
from taospec_conformance.telling import summary
from taospec_conformance.telling.summary import Tally
from taospec_vectors.format import VectorFile

WRONG = {name: item for name, item in zoo.animals().items() if issubclass(item, zoo.Wrong)}
RUDE = {name: item for name, item in zoo.animals().items() if issubclass(item, zoo.Rude)}
# Enough questions to convict a rude one, few enough for one that takes its time.
FEW = Selection(ids=("supply.block_emission.threshold-1-*",), forks=("dereg", "flow"))


def test_the_zoo_is_large_and_every_animal_is_documented() -> None:
    assert len(WRONG) >= 40
    assert len(RUDE) >= 30
    for name, item in zoo.animals().items():
        assert item.__doc__, name
        assert item.whose, name
        assert name == item.name


@each("name", WRONG)
def test_the_wrong_break_a_rule_and_operations_that_exist(name: str) -> None:
    assert WRONG[name].breaks in rulebook()
    assert set(WRONG[name].operations) <= set(catalogue())


@pytest.mark.parametrize("every_fork", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize("name", WRONG)
def test_the_suite_convicts_the_wrong_by_the_rule_they_break(
    name: str,
    every_fork: bool,
    all_files: Sequence[VectorFile],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Given only the cases that name the rule, then they are enough, and one points at it.

    In all forks at once, or in the newest that its mistake shows in. There the whole zoo is not
    asked which animal it is like; that has tests of its own.
    """
    if not every_fork:
        monkeypatch.setattr(Gathered, "resembles", lambda _: None)
    rule = WRONG[name].breaks
    run, tally, failed = convicted(name, rule, every_fork, all_files)
    assert run.exit_code == DEVIATES
    assert summary.verdict_of(tally.rules[rule]) == "fail"
    assert {result.outcome.kind for result in failed} <= {"ok", "reject"}
    assert name in summary.render(run, tally, "text")


def convicted(
    name: str, rule: str, every_fork: bool, files: Sequence[VectorFile]
) -> tuple[Run, Tally, list[CaseResult]]:
    """The run that convicts an animal."""
    forks = specified()
    for chosen in [forks] if every_fork else [(fork,) for fork in reversed(forks)]:
        selection = Selection(rules=(rule,), forks=tuple(chosen))
        run, tally = Run(target.parse(f"zoo:{name}"), files, selection), Tally()
        failed = failures(run, tally)
        # An epoch that shows five rules convicts of none of them.
        if any(len(result.case.rules) <= 3 for result in failed):
            return run, tally, failed
    pytest.fail(f"nothing convicts {name}")


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(480, id="a few questions"),
        pytest.param(40, id="many questions", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("name", WRONG)
def test_the_wrong_are_right_in_all_that_they_do_not_claim_to_get_wrong(
    name: str, parts: int, all_files: Sequence[VectorFile]
) -> None:
    """Given a part of all questions, another one for each animal."""
    part = list(WRONG).index(name) % parts + 1
    run = Run(target.parse(f"zoo:{name}"), all_files, Selection(shard=(part, parts)))
    failed = failures(run, Tally())
    assert {result.case.operation for result in failed} <= set(WRONG[name].operations)
    assert {result.outcome.kind for result in failed} <= {"ok", "reject"}
    assert run.counts[Verdict.PASS] > len(failed)


def failures(run: Run, tally: Tally) -> list[CaseResult]:
    failed = []
    for result in run.results():
        tally.add(result)
        if result.verdict is Verdict.FAIL:
            failed.append(result)
    return failed


def test_noise_before_the_handshake_is_shown(all_files: Sequence[VectorFile]) -> None:
    run = Run(target.parse("zoo:noise-before-handshake"), all_files, FEW)
    assert list(run.results()) == []
    assert run.broken is not None
    assert run.broken.detail.endswith("got Welcome to adapter v1.0!")


def test_the_invented_code_is_named_as_invented(all_files: Sequence[VectorFile]) -> None:
    run = Run(target.parse("zoo:invents-a-reject-code"), all_files, FEW)
    [result, *_] = run.results()
    assert result.divergence is not None
    assert result.divergence.first.note == "no code of spec/rejections.yaml"
    assert result.divergence.first.got == "reject NoThankYou"


def test_the_last_words_of_the_dying_are_kept(all_files: Sequence[VectorFile]) -> None:
    run = Run(target.parse("zoo:exits-mid-case"), all_files, FEW)
    [result, *_] = run.results()
    assert getattr(result.outcome, "stderr", "") == "thread 'main' panicked: index out of bounds\n"


def test_an_animal_can_be_served_through_a_pipe(all_files: Sequence[VectorFile]) -> None:
    text = "stdio:taospec serve --adapter zoo:forgets-the-cap"
    run = Run(target.parse(text), all_files, Selection(ids=("*threshold-30-reached",)))
    [result, *_] = run.results()
    assert result.divergence is not None
    assert (result.divergence.first.expected, result.divergence.first.got) == ("0", "1")
