"""The reader of citations: spellings, attribution, positions, time."""
