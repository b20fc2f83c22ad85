"""Rejections: what the protocol answers to an input that a rule forbids.

The codes are closed and language-neutral, the chain's own error names where it has them; one
sentence each in `spec/rejections.yaml`. Only the code is ever compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from taospec.resources import load_spec_yaml


class Rejection(Exception):  # noqa: N818 - a rejection is an answer of the protocol, not an error of ours
    """The input is well formed, and a rule forbids it.

    Args:
        code: a name of `spec/rejections.yaml`.
        compared: the values that were compared, as a person wants to read them.

    Raises:
        LookupError: the code is not in the list; the model itself is wrong.
    """

    def __init__(self, code: str, **compared: int | str | None) -> None:
        if code not in codes():
            message = f"{code} is not a code of spec/rejections.yaml"
            raise LookupError(message)
        self.code = code
        self.compared = compared
        super().__init__(f"{code}: {self.detail}")

    @property
    def detail(self) -> str:
        """The compared values in one line, such as `free=3 cost=5`."""
        return " ".join(f"{name}={value}" for name, value in self.compared.items())


@cache
def codes() -> Mapping[str, str]:
    """Every rejection code with the sentence that explains it."""
    return dict(load_spec_yaml("rejections.yaml"))
