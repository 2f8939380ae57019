"""Amendments: proposed, voted on, merged, shown."""
