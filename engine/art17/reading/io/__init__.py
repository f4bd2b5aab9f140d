"""Files, git and globs: the room that touches the outside."""
