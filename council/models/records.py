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

    def delete(self, *args, **kwargs):
        raise PermissionDenied(UNCHANGEABLE)
