"""The suite in pytest's tree: the options, the collected cases, the logs of a session."""
