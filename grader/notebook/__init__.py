"""Check functions in a Jupyter notebook, and write the notebook of a course."""
