"""Cases of the chapter coinbase."""
