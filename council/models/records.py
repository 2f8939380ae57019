"""Rows that are written once: a mistake is mended by a new row, never by changing the old one."""

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _

UNCHANGEABLE = _("A record cannot be changed or deleted; record a correction.")


class RecordQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise PermissionDenied(UNCHANGEABLE)

    def bulk_update(self, *args, **kwargs):
        raise PermissionDenied(UNCHANGEABLE)

    def delete(self):
        raise PermissionDenied(UNCHANGEABLE)

    delete.queryset_only = True


class Record(models.Model):
    """A row that can be added and read, nothing else."""

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise PermissionDenied(UNCHANGEABLE)
        self.full_clean()
        super().save(*args, **kwargs)

    def clean_fields(self, exclude=None):
        """Look up no row that is at hand as an object; the database's own constraint stands behind."""
        at_hand = {
            field.name
            for field in self._meta.concrete_fields
            if field.is_relation and field.is_cached(self)
        }
        super().clean_fields(exclude={*(exclude or ()), *at_hand})

    def delete(self, *args, **kwargs):
        raise PermissionDenied(UNCHANGEABLE)
