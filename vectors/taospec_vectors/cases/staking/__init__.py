"""The cases of the chapter staking."""
