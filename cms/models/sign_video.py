"""Films in German sign language that stand beside a page."""

from collections.abc import Collection
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Page

from .. import films
from .generation import Shown


class SignVideo(Shown):
    """The film that tells a German page in German sign language, with its words as text."""

    page = models.OneToOneField(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="sign_video"
    )
    title = models.CharField(_("title"), max_length=200)
    video = models.FileField(
        _("film"),
        upload_to="sign_language",
        validators=[FileExtensionValidator(["mp4", "webm"])],
    )
    captions = models.FileField(
        _("captions"),
        upload_to="sign_language",
        blank=True,
        validators=[FileExtensionValidator(["vtt"])],
        help_text=_("Optional: a WebVTT file in the language of the page."),
    )
    transcript = models.TextField(_("transcript"), help_text=_("All that is signed, as text."))
    signed_on = models.DateField(_("recorded on"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("film in sign language")
        verbose_name_plural = _("films in sign language")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        """Save, and throw away the files that were replaced: a person is to be seen in them."""
        before = SignVideo.objects.filter(pk=self.pk).first()
        super().save(*args, **kwargs)
        if before is not None:
            kept = {self.video.name, self.captions.name}
            before._drop_files(except_for=kept)

    def delete(self, *args, **kwargs):
        deleted = super().delete(*args, **kwargs)
        self._drop_files()
        return deleted

    def _drop_files(self, except_for: Collection[str] = ()) -> None:
        for file in (self.video, self.captions):
            if file.name and file.name not in except_for:
                transaction.on_commit(partial(file.storage.delete, file.name))

    def clean(self):
        """Look into new files: a name says nothing about what is inside."""
        super().clean()
        errors = {}
        for name, check in (("video", films.check_film), ("captions", films.check_captions)):
            file = getattr(self, name)
            if file and not file._committed:
                try:
                    check(file)
                except ValidationError as fault:
                    errors[name] = fault
        if self.page_id and self.page.locale.language_code not in (
            settings.LANGUAGE_CODE,
            settings.EASY_LANGUAGE,
        ):
            errors["page"] = ValidationError(_("A film stands beside a German page."))
        if not self.transcript.strip():
            errors["transcript"] = ValidationError(_("A film needs its words as text."))
        if errors:
            raise ValidationError(errors)
