"""The command line; it lives in the outermost package because its verbs use all the others."""
