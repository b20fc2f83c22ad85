"""Each refusal that a rule names is decided by a vector of that rule."""

from __future__ import annotations

import re
from collections import defaultdict

from taospec.rejections import codes
from taospec.rulebook import rulebook
from taospec_vectors.load import load_all

_CODE = re.compile(r"`([A-Z][A-Za-z]+)`")


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
    assert lacking == {}
