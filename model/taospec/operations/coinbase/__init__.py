"""Operations of the chapter coinbase."""
