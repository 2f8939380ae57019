"""Entries of the log that need no traceback."""

import logging


def untraced(record: logging.LogRecord) -> bool:
    """Take the traceback out of an entry: a form that was too large is told to whoever sent it."""
    record.exc_info = record.exc_text = None
    return True
