"""Small pages with translations, made as translators make them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.models import User
from home import roles
from tests.factories import HomePageFactory

from .at_work import arabic, german_page, people, work  # noqa: F401
from .with_machine import allowed, libre, one_by_one  # noqa: F401


@pytest.fixture
def turkish(site) -> Locale:
    return Locale.objects.get(language_code="tr")


@pytest.fixture
def translator(site) -> User:
    """Return somebody who translates into Turkish, below its front page, and no other language."""
    HomePageFactory(language="tr")
    user = User.objects.create_user("ceviri", first_name="Ayşe", last_name="Yılmaz")
    user.groups.add(Group.objects.get(name=roles.translators("tr")))
    return user


@pytest.fixture
def given(site) -> Callable[..., Translation]:
    """Return a function that gives a German page to the translators of a language."""

    def make(page: Page, locale: Locale) -> Translation:
        source, _created = TranslationSource.update_or_create_from_instance(page)
        translation, _created = Translation.objects.get_or_create(
            source=source, target_locale=locale
        )
        return translation

    return make


@pytest.fixture
def say() -> Callable[..., StringTranslation]:
    """Return a function that puts words for German words into a translation."""

    def make(
        translation: Translation, german: str, words: str, by: User | None = None, **more
    ) -> StringTranslation:
        segment = StringSegment.objects.filter(
            source=translation.source, string__data=german
        ).first()
        assert segment is not None, german
        values = {"translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL} | more
        row, _created = StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            defaults={"data": words, "last_translated_by": by} | values,
        )
        return row

    return make
