"""Images that say what they show, and documents."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class Owned(models.Model):
    """The uploader, without the reverse name that Wagtail's own image and document take."""

    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by user"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True


class Image(Owned, AbstractImage):
    """An image with a description for those who do not see it, or marked as decoration (WCAG 1.1.1)."""

    tags = TaggableManager(blank=True, verbose_name=_("tags"), related_name="town_images")
    decorative = models.BooleanField(
        _("decoration only"),
        default=False,
        help_text=_("The image adds nothing to the text; screen readers pass over it."),
    )
    credit = models.CharField(_("credit and licence"), max_length=250, blank=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "decorative",
        "credit",
        "collection",
        "tags",
        *(f"focal_point_{name}" for name in ("x", "y", "width", "height")),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def clean(self):
        super().clean()
        if not self.description.strip() and not self.decorative:
            raise ValidationError(
                {"description": _("Describe what the image shows, or mark it as decoration only.")}
            )

    @property
    def default_alt_text(self) -> str:
        """Return what stands in for the image; nothing when it is decoration."""
        return "" if self.decorative else self.description


class Rendition(AbstractRendition):
    """An image in one size and format."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"],
                name="cms_rendition_once",
            )
        ]


class Document(Owned, AbstractDocument):
    """A file offered for download."""

    tags = TaggableManager(blank=True, verbose_name=_("tags"), related_name="town_documents")
    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
