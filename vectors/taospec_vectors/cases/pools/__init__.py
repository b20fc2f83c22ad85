"""The cases of the chapter pools."""
