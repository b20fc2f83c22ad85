"""The cases of the chapter supply."""
