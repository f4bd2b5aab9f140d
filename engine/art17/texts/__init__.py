"""What a text says: passages of documents read by cues, in the languages that `speech/` knows.

It stands alone: it imports the model and knows no file, no rule and no graph.
"""
