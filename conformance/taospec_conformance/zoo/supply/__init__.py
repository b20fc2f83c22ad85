"""Wrong supplies: of what a block mints, and of what the ledger books."""
