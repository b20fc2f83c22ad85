"""What an answer is worth: compared with the vector, its adapter's bands and known deviations."""

from taospec.extras import require

require("conform")
