"""Who may translate into which language, and who may publish what was translated.

Rights stand on the front pages of languages (home/roles.py): whoever may change pages of a language
translates into it, snippets included; whoever may publish there checks and publishes.
"""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Locale
from wagtail.permissions import page_permission_policy

from cms.models import User

from .models import LanguageRules, Work


def languages_to_translate(user: User) -> QuerySet[Locale]:
    """Return the languages somebody translates into."""
    return _languages(user, "change")


def languages_to_check(user: User) -> QuerySet[Locale]:
    """Return the languages in which somebody may check and publish."""
    return _languages(user, "publish")


def _languages(user: User, right: str) -> QuerySet[Locale]:
    if not user.is_active:
        return Locale.objects.none()
    pages = page_permission_policy.instances_user_has_any_permission_for(user, {right})
    locales = Locale.objects.filter(pk__in=pages.order_by().values("locale"))
    return locales.exclude(pk=Locale.get_default().pk)


def may_translate(user: User, locale_id: int) -> bool:
    return languages_to_translate(user).filter(pk=locale_id).exists()


def may_check(user: User, locale_id: int) -> bool:
    return languages_to_check(user).filter(pk=locale_id).exists()


def check_translator(user: User, locale_id: int) -> None:
    """Raise PermissionDenied for somebody who does not translate into a language."""
    if not may_translate(user, locale_id):
        raise PermissionDenied(_("You do not translate into this language."))


def check_publisher(user: User, work: Work) -> None:
    """Raise PermissionDenied for somebody who may not check this translation, its translator included."""
    if not may_check(user, work.locale_id):
        raise PermissionDenied(_("You may not publish in this language."))
    if is_own(user, work):
        raise PermissionDenied(
            _("You handed this translation in; a second person checks and publishes it.")
        )


def is_own(user: User, work: Work) -> bool:
    """Tell whether the rule of four eyes keeps somebody from checking a translation."""
    return work.translator_id == user.pk and LanguageRules.of(work.locale).four_eyes
