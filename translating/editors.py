"""Who may order work on many texts, and see what it cost."""

from wagtail.models import Locale

from cms.models import User
from cms.views_translation import locales_of


def is_editor(user: User) -> bool:
    """Tell whether somebody changes the German pages and may give them to translators."""
    return user.has_perm(
        "wagtail_localize.submit_translation"
    ) and Locale.get_default().pk in locales_of(user)
