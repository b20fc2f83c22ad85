"""The forks as compositions of rules.

`shape` says what a fork is, `base` composes the oldest one that is specified, and `history` is the
changelog: each later fork names what it changed against the one before. `changes` compares any two.
"""

from taospec.forks.access import FORKS, composed, fork, predecessor, written
from taospec.forks.evolution import Change, Replacement, called, change, changes
from taospec.forks.shape import Fork

__all__ = [
    "FORKS",
    "Change",
    "Fork",
    "Replacement",
    "called",
    "change",
    "changes",
    "composed",
    "fork",
    "predecessor",
    "written",
]
