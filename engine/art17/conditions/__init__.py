"""The vocabulary of rules: one question a file, each with all its readings."""
