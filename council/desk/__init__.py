"""What waits for a person, and what they did last."""
