"""Formats that need a package which is not installed with art17: what to say, and how to get it."""

from __future__ import annotations

from art17.errors import UsageError


def lacking(form: str, package: str, extra: str = "") -> UsageError:
    """What to raise where a format lacks its package; the extra has the name of the format, or its own."""
    fix = f"run: pip install 'art17[{extra or form}]'"
    return UsageError(f"the format {form} needs {package}, which is not installed", fix)
