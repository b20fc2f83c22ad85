"""Public bug reports and questions, each as an input with the answer that the chain gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from each import each

from taospec.errors import MalformedInputError
from taospec.operations.catalogue import execute

_FILE = Path(__file__).parents[1] / "data" / "questions.jsonl"
_QUESTIONS = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]


@each("asked", _QUESTIONS, name=lambda question: f"{question['id']} {question['fork']}")
def test_the_question_has_the_answer_of_the_chain(asked: dict[str, Any]) -> None:
    if named := asked["expect"].get("malformed"):  # no input of the operation can say it
        with pytest.raises(MalformedInputError, match=named):
            execute(asked["fork"], asked["operation"], asked["given"])
        return
    answer = execute(asked["fork"], asked["operation"], asked["given"])
    if "reject" in answer:
        answer = {"reject": {"code": answer["reject"]["code"]}}
    assert answer == asked["expect"]
