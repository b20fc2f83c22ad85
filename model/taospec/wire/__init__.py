"""The wire and YAML form of the public contract, derived from what records declare.

Small integers travel as numbers; 64-bit and wider integers, rao and fixed-point raw bits travel as
quoted decimal strings, because parsers of many languages round or corrupt large numbers. In Python
every quantity is an `int`. From the annotations of a record follow validation, serialisation, JSON
Schema, Hypothesis strategies and how a failure page prints a value.
"""

from taospec.wire.plain import plain
from taospec.wire.record import Record
from taospec.wire.schema import json_schema
from taospec.wire.writing import wire_form

__all__ = ["Record", "json_schema", "plain", "wire_form"]
