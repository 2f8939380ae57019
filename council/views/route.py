"""Wagtail's forms of workflows and their steps, with a word why something stays as it is.

Wagtail answers a refusal of ours (``council/signals.py``) with “no access” and leaves the form.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views import workflows


class SaysWhy:
    """Show a refusal in words above the form it answers."""

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except PermissionDenied as refusal:
            if not str(refusal):
                raise
            messages.error(request, str(refusal))
            return redirect(self.edit_url_name, kwargs["pk"])


class EditWorkflow(SaysWhy, workflows.Edit):
    """The steps of a workflow."""


class DisableWorkflow(SaysWhy, workflows.Disable):
    """Take a workflow out of use."""


class EditStep(SaysWhy, workflows.EditTask):
    """The bodies of a step."""


class DisableStep(SaysWhy, workflows.DisableTask):
    """Take a step out of use."""
