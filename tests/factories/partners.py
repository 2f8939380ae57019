"""Factories of partners."""

import factory
from factory.django import DjangoModelFactory
from wagtail.models import Locale

from partners.models import ActorGroup, Format, PartnerIndexPage, PartnerPage, Representative

from .pages import BelowHomeFactory, PageFactory
from .users import UserFactory


class ActorGroupFactory(DjangoModelFactory):
    class Meta:
        model = ActorGroup

    key = factory.Sequence(lambda n: f"gruppe-{n}")
    name = factory.Sequence(lambda n: f"Gruppe {n}")
    locale = factory.LazyFunction(Locale.get_default)


class PartnerIndexPageFactory(BelowHomeFactory):
    class Meta:
        model = PartnerIndexPage

    title = "Bündnis für Vielfalt"
    slug = "buendnis"


class PartnerPageFactory(PageFactory):
    class Meta:
        model = PartnerPage

    title = factory.Sequence(lambda n: f"Verein {n}")
    group = factory.SubFactory(ActorGroupFactory)
    parent = factory.LazyFunction(PartnerIndexPageFactory.the_one)


class FormatFactory(DjangoModelFactory):
    class Meta:
        model = Format

    page = factory.SubFactory(PartnerPageFactory)
    title = factory.Sequence(lambda n: f"Treffen {n}")
    locale = factory.SelfAttribute("page.locale")


class RepresentativeFactory(DjangoModelFactory):
    class Meta:
        model = Representative

    partner = factory.SubFactory(PartnerPageFactory)
    user = factory.SubFactory(UserFactory)
