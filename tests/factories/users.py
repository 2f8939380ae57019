"""Factories of people."""

import factory
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from factory.django import DjangoModelFactory


class UserFactory(DjangoModelFactory):
    """A person who can log in with ``client.force_login``; ``roles`` names groups."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")

    @factory.post_generation
    def roles(self, create, names, **kwargs):
        for name in names or ():
            self.groups.add(Group.objects.get(name=name))
