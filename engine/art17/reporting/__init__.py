"""A report becomes text: one format a file."""
