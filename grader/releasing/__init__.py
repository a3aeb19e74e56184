"""Make the version of a course that students get, and prove that it holds nothing else."""
