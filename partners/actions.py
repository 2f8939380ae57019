"""What is done with several things of the alliance at once."""

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from .models import PartnerSettings


@transaction.atomic
def ensure_moderation(*, moderators: Group) -> Workflow:
    """Return the workflow of partner profiles, made if the settings name none."""
    chosen = PartnerSettings.load()
    if chosen.moderation is None:
        task = GroupApprovalTask.objects.create(name="Prüfung durch die Redaktion")
        task.groups.add(moderators)
        chosen.moderation = Workflow.objects.create(name="Profile der Partner")
        WorkflowTask.objects.create(workflow=chosen.moderation, task=task, sort_order=0)
        chosen.save()
    return chosen.moderation
