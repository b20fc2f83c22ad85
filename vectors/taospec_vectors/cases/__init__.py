"""The cases of every chapter, written by hand or derived from the model."""
