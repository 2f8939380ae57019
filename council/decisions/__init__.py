"""What bodies decide, how it is recorded and when it takes effect."""
