"""Read submissions as bytes, from folders and archives."""
