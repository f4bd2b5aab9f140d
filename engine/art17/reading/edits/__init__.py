"""Files edited by place: the bytes of what changes and no others, and refused where that cannot be shown."""

from art17.reading.edits.edited import RefusedError, edited

__all__ = ["RefusedError", "edited"]
