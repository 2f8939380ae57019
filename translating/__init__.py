"""Who puts which text into which language, how far it is, and who has checked it."""
