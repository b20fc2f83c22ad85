"""The bound operations round exactly as the ones that take a layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from taospec.numbers import FORMATS, raw
from taospec.numbers.arithmetic import arithmetic

BOUND = {name: arithmetic(kind.layout) for name, kind in FORMATS.items()}
NAMES = sorted(FORMATS)


def bits(name: str) -> st.SearchStrategy[int]:
    """Raw bits of the format, the small ones and the outermost often."""
    layout = FORMATS[name].layout
    near = [layout.low, layout.high, 0, 1, layout.one, layout.one - 1]
    return st.sampled_from(near) | st.integers(layout.low, layout.high)


@pytest.mark.parametrize("name", NAMES)
@given(st.data())
def test_every_operation_equals_the_one_of_raw(name: str, data: DataObject) -> None:
    layout, bound = FORMATS[name].layout, BOUND[name]
    a, b = data.draw(bits(name)), data.draw(bits(name))
    assert bound.add(a, b) == raw.add(a, b, layout)
    assert bound.sub(a, b) == raw.sub(a, b, layout)
    assert bound.mul(a, b) == raw.mul(a, b, layout)
    assert bound.div(a, b) == raw.safe_div(a, b, layout)
    assert bound.checked_div(a, b) == raw.checked_div(a, b, layout)
    assert bound.from_int(b) == raw.from_int(b, layout)
    assert bound.to_int(a) == raw.to_int(a, layout)


def test_operations_of_one_format_are_built_once() -> None:
    layout = FORMATS["U96F32"].layout
    assert arithmetic(layout) is arithmetic(layout)
