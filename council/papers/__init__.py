"""Papers and the way they are planned to go."""
