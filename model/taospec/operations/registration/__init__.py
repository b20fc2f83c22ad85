"""Operations of the chapter registration."""
