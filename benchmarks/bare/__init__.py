"""A page as Wagtail's tutorial writes it."""
