"""Operations of the chapter staking."""
