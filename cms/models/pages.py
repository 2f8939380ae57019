"""What every page of the site has in common."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, PagePermissionTester
from wagtail_localize.fields import SynchronizedField

from ..snapshots import snapshot
from .live_text import LiveText, check_translated, source_of, translated_from


class PublicPagePermissionTester(PagePermissionTester):
    """Wagtail's rights, without hiding: what is published here is public, with no password before it."""

    def can_set_view_restrictions(self):
        return False


class BasePage(Page):
    """A page of the public site.

    ``text_fields`` names the fields that make up its text: they are what a checksum covers, what a
    translation is compared by and what a resolution pins.
    """

    text_fields: list[str] = ["title"]
    override_translatable_fields = [SynchronizedField("slug")]

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self, *args, update_fields=None, **kwargs):
        """Save, and note what is live now in the same transaction, or refuse and change nothing.

        With ``update_fields`` Wagtail writes book-keeping only, on an object that may hold a draft.
        """
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None:
            if self.live:
                self.check_going_live()
            LiveText.record(self)

    def permissions_for_user(self, user):
        return PublicPagePermissionTester(user, self)

    def check_going_live(self) -> None:
        """Raise PermissionDenied, in words, when this wording may not be what the public reads.

        A translation needs at least one part that is translated.
        """
        source = source_of(self)
        if source is not None:
            basis = translated_from(source)
            check_translated(snapshot(self)["fields"], basis["fields"])

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["live_text"] = None  # the German text has no source to be measured by
        if self.locale.language_code != settings.LANGUAGE_CODE:
            live_texts = LiveText.objects.with_source()
            context["live_text"] = live_texts.filter(page_id=self.pk).first()
        return context
