"""Wrong about pools."""
