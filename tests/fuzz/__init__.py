"""Bytes without end for everything that reads what others wrote."""
