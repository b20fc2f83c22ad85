"""Second writings of the rules, one number at a time; see README.md."""
