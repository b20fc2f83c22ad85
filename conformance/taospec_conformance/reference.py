"""The reference model as an adapter: what every other one is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from taospec.errors import UnknownOperationError
from taospec.operations import catalogue
from taospec.timeline import specified
from taospec_conformance.asking.protocol import PROTOCOL, UnsupportedError


class Reference:
    """Answers with `taospec.operations.catalogue.execute`."""

    def describe(self) -> dict[str, Any]:
        """Every specified fork and every operation of the catalogue, exact."""
        return {
            "protocol": PROTOCOL,
            "adapter": {
                "name": "taospec reference model",
                "version": version("taospec"),
                "language": "Python",
                "homepage": None,
                "issues": None,
            },
            "forks": list(specified()),
            "operations": list(catalogue.catalogue()),
            "numeric": "exact",
        }

    def execute(self, fork: str, operation: str, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """The model's answer in wire form.

        Raises:
            UnsupportedError: there is no such operation, or not in this fork.
            TaospecError: an unknown fork, or a given that does not fit its declaration.
        """
        try:
            return catalogue.execute(fork, operation, given)
        except UnknownOperationError as error:
            raise UnsupportedError(str(error)) from None
