"""WAGTAIL_FINISH_WORKFLOW_ACTION. Imported while wagtail.models loads: no model import at the top."""

from typing import Any


def finish_workflow(workflow_state: Any, user: Any = None) -> None:
    """Publish what was decided; pages that no body decides on keep the engine's way."""
    from wagtail.workflows import publish_workflow_state

    from .decisions.versions import finish_run
    from .models import ResolvablePage

    content = workflow_state.content_object
    if isinstance(getattr(content, "specific", content), ResolvablePage):
        finish_run(workflow_state, user)
    else:
        publish_workflow_state(workflow_state, user=user)
