"""Cases of the network that mutants of the model survived until they were written."""

from __future__ import annotations

from collections.abc import Iterator

from taospec_vectors.cases._survivors import files
from taospec_vectors.cases.network import _survivors_of_blocks as blocks
from taospec_vectors.cases.network import _survivors_of_keys as keys
from taospec_vectors.cases.network import _survivors_of_stake as stakes
from taospec_vectors.cases.network import _survivors_of_weights as weights
from taospec_vectors.format import DraftFile


def drafts() -> Iterator[DraftFile]:
    """A file for each range of forks."""
    return files(each for kind in (stakes, weights, keys, blocks) for each in kind.survivors())
