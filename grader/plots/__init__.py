"""Draw arrays: `colours` defines the colour scales, `svg` draws for notebooks, `sheets` for the gallery."""
