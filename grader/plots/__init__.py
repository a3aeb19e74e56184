"""Draw arrays: `colours` says how, `svg` draws for notebooks, `sheets` for the gallery."""
