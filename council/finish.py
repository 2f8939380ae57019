"""WAGTAIL_FINISH_WORKFLOW_ACTION. Imported while wagtail.models loads: no model import at the top."""

from typing import Any


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    workflow_state.content_object.get_latest_revision().publish(user=user)
