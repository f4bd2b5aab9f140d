"""Finds and spells citations of EU acts; knows nothing of a QMS."""
