"""The alliance: actor groups, partner profiles, formats and representatives."""
