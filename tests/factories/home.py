"""Factories of home."""

import factory
from django.conf import settings
from wagtail.models import Locale, Page

from home.models import DecisionIndexPage, HomePage, PlainPage

from .pages import BelowHomeFactory, PageFactory, german_home


class HomePageFactory(PageFactory):
    """The front page of a further language: ``HomePageFactory(language="ar")``."""

    class Meta:
        model = HomePage

    title = "Home"

    @classmethod
    def _create(cls, model_class, *args, language, **fields):
        assert language != settings.LANGUAGE_CODE, "the site fixture makes the German one"
        fields = {
            "parent": Page.get_first_root_node(),
            "slug": f"start-{language}",
            "locale": Locale.objects.get(language_code=language),
            "translation_key": german_home().translation_key,
        } | fields
        return super()._create(model_class, *args, **fields)


class PlainPageFactory(BelowHomeFactory):
    class Meta:
        model = PlainPage

    title = factory.Sequence(lambda n: f"Seite {n}")


class DecisionIndexPageFactory(BelowHomeFactory):
    class Meta:
        model = DecisionIndexPage

    title = "Beschlüsse"
    slug = "beschluesse"
