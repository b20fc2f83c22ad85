"""Test vectors: how they are written, checked and read."""

from taospec.extras import require

require("conform")
