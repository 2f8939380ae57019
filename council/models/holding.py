"""A page above texts that bodies decide on: it must not take them from the public."""

from django.core.exceptions import PermissionDenied, ValidationError

from cms.models import BasePage

from .. import guards


class HoldingPage(BasePage):
    """A strategy or chapter; what is released or resolved below it keeps its address and its number."""

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        refused = guards.what_must_stay(self)
        refused.pop("live", None)  # a form edits the draft; taking the page down ends in save()
        if refused:
            raise ValidationError(refused)

    def save(self, *args, update_fields=None, **kwargs):
        refused = guards.what_must_stay(self) if update_fields is None else {}
        if refused:
            raise PermissionDenied(next(iter(refused.values())))
        super().save(*args, update_fields=update_fields, **kwargs)
