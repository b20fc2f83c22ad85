"""What several calls and passes do to the state: read tables, ask pure rules, write tables."""
