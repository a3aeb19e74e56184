"""Everything that turns answers into verdicts."""
