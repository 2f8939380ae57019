"""The ballot of the steering group: read, comment, answer."""
