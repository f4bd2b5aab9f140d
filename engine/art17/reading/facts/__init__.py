"""Documents become artefacts and their fields."""
