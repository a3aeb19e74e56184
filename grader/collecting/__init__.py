"""Read what learning platforms hand out: which file is whose, by its name alone."""
