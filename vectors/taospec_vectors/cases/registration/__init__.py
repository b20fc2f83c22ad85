"""The cases of the chapter registration."""
