"""How an adapter is reached and asked: targets, transports, messages, and what came back."""

from taospec.extras import require

require("conform")
