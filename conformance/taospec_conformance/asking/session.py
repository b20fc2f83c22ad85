"""One adapter over a whole run: started when it is first needed, and again after a fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec_conformance.asking.limits import Limits
from taospec_conformance.asking.outcomes import AdapterFaultError, Crash, Fault, Outcome
from taospec_conformance.asking.protocol import Description
from taospec_conformance.asking.target import Target
from taospec_conformance.asking.transports.connection import Connection


class Session:
    """Keeps an adapter alive within its restart budget.

    Attributes:
        broken: the fault because of which the adapter is not asked any more, or None.
        questions: how many have been asked; so also the number of the next one, from 0.
    """

    def __init__(self, target: Target, limits: Limits) -> None:
        self._target = target
        self._limits = limits
        self._connection: Connection | None = None
        self.questions = 0
        self._first = 0
        self._repeated: list[int] = []
        self._restarts = 0
        self.broken: Fault | None = None

    def start(self) -> Description:
        """Start the adapter and shake hands.

        Raises:
            AdapterFaultError: it did not come up; `broken` says why from now on.
            TargetError: its class cannot be imported.
        """
        try:
            return self._connect()
        except AdapterFaultError as failure:
            self.broken = failure.fault
            raise

    def ask(self, fork: str, operation: str, given: Mapping[str, Any]) -> Outcome:
        """Ask one question, after a restart if the one before left the adapter dead."""
        if self.broken:
            return type(self.broken)(f"not asked: {self.broken.detail}", self.broken.stderr)
        if self._connection is None or not self._connection.is_open:
            if self._restarts >= self._limits.restarts * (1 + self.questions // 100):
                self.broken = Crash(f"started again {self._restarts} times already, given up")
                return self.ask(fork, operation, given)
            self._restarts += 1
            try:
                self._connect()
            except AdapterFaultError as failure:
                self.questions += 1
                return failure.fault
        assert self._connection is not None  # noqa: S101 - `_connect` has set it
        self.questions += 1
        return self._connection.ask(fork, operation, given)

    def settle(self) -> Fault | None:
        """What came beyond the answer to the last question, to be held against that one."""
        return self._connection.settle() if self._connection else None

    def repeated(self) -> list[int]:
        """Numbers of the questions that were answered again since this was last asked."""
        self._note_repeated()
        numbers, self._repeated = self._repeated, []
        return numbers

    def close(self) -> Fault | None:
        """End the adapter; what went wrong with the goodbye, if something did."""
        fault = self._connection.close() if self._connection else None
        self._note_repeated()
        self._connection = None
        return fault

    def _note_repeated(self) -> None:
        if self._connection:
            self._repeated += [self._first + number for number in self._connection.repeated()]

    def _connect(self) -> Description:
        self.close()
        self._connection = self._target.connect(self._limits)
        self._first = self.questions
        return self._connection.open()
