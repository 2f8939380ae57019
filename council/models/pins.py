"""A row that pins a wording three ways: its revision, its checksum, and the text itself."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Revision

from cms.snapshots import Snapshot, digest, digest_of


class Pinned(models.Model):
    """Shared by papers, decisions and releases; each says where it keeps the three."""

    class Meta:
        abstract = True

    def pin(self) -> tuple[Revision | None, str, Snapshot | None]:
        """Return revision, checksum and text."""
        own: Any = self
        return own.revision, own.content_hash, own.snapshot

    def problems(self) -> list[str]:
        """Say what does not match the pin; an empty list when all is well."""
        revision, checksum, text = self.pin()
        if revision is None or text is None or not checksum:
            return [_("the revision, the checksum or the text is missing")]
        found = []
        if digest(text) != checksum:
            found.append(_("the stored text does not match its checksum"))
        if digest_of(revision) != checksum:
            found.append(_("the revision does not match the checksum"))
        return found
