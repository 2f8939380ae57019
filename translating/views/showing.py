"""What the translators' pages in the editing interface have in common."""

from functools import partial

from cms import showing
from cms.showing import AdminRequest, add_refusal, is_id

__all__ = ["AdminRequest", "add_refusal", "is_id", "show"]

show = partial(showing.show, "translating")
