"""Evidence for claims about consensus."""
