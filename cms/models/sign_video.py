"""Films in German sign language that stand beside a page."""

from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from wagtail.models import Page


class SignVideo(models.Model):
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
    transcript = models.TextField(_("transcript"), help_text=_("All that is signed, as text."))
    signed_on = models.DateField(_("recorded on"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("film in sign language")
        verbose_name_plural = _("films in sign language")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
