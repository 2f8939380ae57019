"""Review comments: Wagtail's own cannot be saved on a locked page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .ballot import SteeringTaskState


class ReviewComment(models.Model):
    """What a member of the steering group says about one paragraph of the text of a ballot."""

    task_state = models.ForeignKey(
        SteeringTaskState, on_delete=models.PROTECT, related_name="review_comments"
    )
    #: The paragraph's block id; empty for the text as a whole.
    block_id = models.CharField(max_length=36, blank=True)
    #: The paragraph's words as they were, so that the comment stays readable after changes.
    quote = models.TextField(_("quoted text"), blank=True)
    text = models.TextField(_("comment"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="review_comments"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)
    #: The editors' answer: what they made of it.
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("review comment")
        verbose_name_plural = _("review comments")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.person}: {self.text[:60]}"
