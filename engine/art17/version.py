"""The version of art17."""

__version__ = "0.1.0"
