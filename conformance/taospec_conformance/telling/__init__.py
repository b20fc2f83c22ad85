"""How a run is told: the result log, failures for people, summary, JUnit."""

from taospec.extras import require

require("conform")
