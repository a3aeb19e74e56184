"""One module for each output format: pure functions of a result."""
