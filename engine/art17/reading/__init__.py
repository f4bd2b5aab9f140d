"""From the outside to values: files, git, packs, settings and formats; the only wing that reads."""
