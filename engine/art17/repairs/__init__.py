"""What would take findings away: repairs from the words of the engine's own rules, and questions from all others."""
