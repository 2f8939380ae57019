"""Front page and plain pages: composes what is happening now."""
