"""Settings: ``base`` is true everywhere, the other modules say where they apply."""
