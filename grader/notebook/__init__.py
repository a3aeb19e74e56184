"""Check functions in Jupyter notebooks, and write the notebook of a course."""
