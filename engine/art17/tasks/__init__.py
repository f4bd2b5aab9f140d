"""What people ask of the engine: each task a straight line over the wings below."""
