"""What page factories have in common. They need the ``site`` fixture."""

import uuid
from typing import Any

from django.conf import settings
from factory.django import DjangoModelFactory
from wagtail.models import Page

from cms.models import Generation
from home.models import HomePage


def paragraph(text: str, block_id: str | None = None) -> dict:
    """Return one paragraph block of a body."""
    return {"type": "paragraph", "value": f"<p>{text}</p>", "id": block_id or str(uuid.uuid4())}


def german_home() -> HomePage:
    """Return the German front page that the ``site`` fixture made."""
    return HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE)


class PageFactory(DjangoModelFactory):
    """Adds a live page below ``parent`` and in its language."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Page], *args: Any, parent: Page, **fields: Any) -> Page:
        page = model_class(**{"locale": parent.locale} | fields)
        parent.add_child(instance=page)
        Generation.renew()  # as publishing does
        return page


class BelowHomeFactory(PageFactory):
    """Adds one page below the German front page, unless told otherwise; makes it once."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, parent=None, **fields):
        return super()._create(model_class, *args, parent=parent or german_home(), **fields)

    @classmethod
    def the_one(cls) -> Page:
        """Return the one page of its kind below the German front page."""
        model = cls._meta.model
        there = model.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
        return there or cls()
