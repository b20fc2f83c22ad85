"""What to ask of a whole network: two accounts, of which one is a hotkey of the other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from taospec.examples.questions.pools import BUY, SELL
from taospec.examples.storage import subnet

_COLDKEY, _HOTKEY = "0x" + "01" * 32, "0x" + "02" * 32
_STORAGE = [["BlockNumber", [], "7000020"], ["Owner", [_HOTKEY], _COLDKEY]]
_OP = {
    "name": "increase_take",
    "origin": _COLDKEY,
    "args": {"hotkey": _HOTKEY, "take": 11_796},
}

STATED: Mapping[str, Mapping[str, Any]] = {
    "network.apply": {"storage": _STORAGE, "op": _OP},
    "network.quote_buy": {"storage": subnet(), **BUY},
    "network.quote_sell": {"storage": subnet(), **SELL},
    "network.trace": {"storage": _STORAGE, "ops": [_OP]},
}
