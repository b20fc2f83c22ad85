"""Each refusal that a rule names is decided by a vector of that rule."""

from __future__ import annotations

import re
from collections import defaultdict

from taospec.rejections import codes
from taospec.rulebook import rulebook
from taospec_vectors.load import load_all

_CODE = re.compile(r"`([A-Z][A-Za-z]+)`")
# Named, and shown by executed steps or tests of the model only: a vector of the rule is owed.
OWED = {
    "REG-22": {"AlreadyMember", "ZeroBalanceAfterWithdrawn"},
    "STA-11": {"AmountTooLow"},
    "STA-16": {"ReservesTooLow"},
    "STA-32": {"ReservesTooLow"},
}


def test_every_refusal_that_a_rule_names_is_shown_by_its_vectors() -> None:
    """Given a rule of a specified fork, its codes are expected by cases that cite it."""
    shown: dict[str, set[str]] = defaultdict(set)
    for case in (case for file in load_all() for case in file.cases if case.rejects):
        for rule_id in case.rules:
            shown[rule_id].add(case.expect["reject"]["code"])
    lacking = {}
    for rule_id, rule in rulebook().items():
        named = set(_CODE.findall(rule.prose)) & set(codes())
        if rule.forks and named - shown[rule_id]:
            lacking[rule_id] = named - shown[rule_id]
    assert {rule_id: lacking[rule_id] for rule_id in lacking if rule_id not in OWED} == {}
    paid = {rule_id for rule_id, owed in OWED.items() if not owed & lacking.get(rule_id, set())}
    assert paid == set(), "no longer owed: take these off the list"
