"""A second evaluator, written from docs/language.md alone: naive, slow and obvious.

It reads the YAML data of a rule each time anew, knows no compiled form, no index and no shortcut.
What the engine says and what this says must be the same for every rule and every graph.
"""
