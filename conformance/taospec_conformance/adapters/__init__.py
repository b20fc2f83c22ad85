"""Implementations that are not ours, asked through their own interfaces.

Each module wraps one public package as thinly as honesty allows: the package's own operators and
its own defaults answer, and where they differ from the chain the expectations file beside the
module says so.
"""
