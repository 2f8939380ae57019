"""What is known about a person who is not there: work in the background speaks their language."""

from django.conf import settings

from cms.models import User


def language_of(person: User | None) -> str:
    """Return the language that somebody has chosen for the editing interface."""
    profile = getattr(person, "wagtail_userprofile", None)
    return profile.get_preferred_language() if profile else settings.LANGUAGE_CODE
