"""The forms of clerks and members, one module for each thing they make."""
