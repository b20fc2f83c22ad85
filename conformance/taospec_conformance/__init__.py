"""How an implementation is asked, and what its answers are worth."""
