"""One format a file: bytes become what they hold."""
