"""Fills an empty site with the example town. Never needed in production."""
