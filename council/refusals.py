"""What an action answers when there is nothing left to do."""

from django.core.exceptions import ValidationError


class AlreadyDone(ValidationError):
    """Somebody was faster, or the same form came twice."""
