"""Events of the process."""
