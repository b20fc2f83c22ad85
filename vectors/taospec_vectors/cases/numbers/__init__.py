"""The cases of the chapter numbers."""
