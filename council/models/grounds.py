"""What decisions rest on: once one is recorded, nobody rewrites who met when, and about what."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SETTLED = _("A decision is recorded on this; it stays as it was.")


class Grounds(models.Model):
    """A row whose ``settled`` fields stay as they were once a decision rests on it.

    What was left open (None) may still be filled in, once.
    """

    settled: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        self.check_settled()
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        self.check_settled()

    def is_decided_on(self) -> bool:
        """Tell whether a decision rests on this row."""
        raise NotImplementedError

    def check_settled(self) -> None:
        """Refuse, field by field, to change what a decision rests on."""
        changed = self._changed()
        if changed and self.is_decided_on():
            raise ValidationError(dict.fromkeys(changed, SETTLED))

    def _changed(self) -> list[str]:
        columns = {name: self._meta.get_field(name).attname for name in self.settled}
        stored: dict[str, Any] | None = (
            None if self.pk is None
            else type(self)._base_manager.filter(pk=self.pk).values(*columns.values()).first()
        )  # fmt: skip
        if stored is None:
            return []
        return [
            name
            for name, column in columns.items()
            if stored[column] is not None and getattr(self, column) != stored[column]
        ]
