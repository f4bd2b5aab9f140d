"""Rules compiled, evaluated, traced and worded."""
