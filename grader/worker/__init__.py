"""Run student code: import modules, build arguments and answer requests."""
