"""Wrong Yumas, a module for each part of the chapter."""

from __future__ import annotations

from taospec_conformance.zoo.consensus import (
    bonds,
    floating,
    mechanisms,
    payments,
    stake,
    submission,
    votes,
)

MODULES = (floating, stake, votes, bonds, payments, mechanisms, submission)
