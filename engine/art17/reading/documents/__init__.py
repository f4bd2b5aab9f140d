"""What a document holds, whatever its format, and where."""
