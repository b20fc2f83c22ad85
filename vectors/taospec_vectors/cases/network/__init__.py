"""The cases of the chapter network: steps that the chain executed, promoted by a list of rows."""
