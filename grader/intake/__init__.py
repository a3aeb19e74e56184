"""Read what is handed in, as bytes."""
