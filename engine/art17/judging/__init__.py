"""Rules compiled once and judged: verdicts, evidence, findings, obligations."""
