"""Packs of rules: vocabulary, schemas, tables."""
