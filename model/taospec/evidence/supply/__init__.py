"""Evidence for claims about token supply."""
