"""Which papers a paper may take the place of."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..models import Paper


def check_superseding(paper: Paper) -> None:
    """Refuse a paper that takes the place of itself, in a circle, or of one that still stands."""
    other = paper.supersedes
    if other is None:
        return
    seen: set[int] = set()
    earlier: Paper | None = other
    while earlier is not None and earlier.pk not in seen:
        if earlier.pk == paper.pk:
            raise ValidationError({"supersedes": _("A paper cannot take the place of itself.")})
        seen.add(earlier.pk)
        earlier = earlier.supersedes
    if not other.withdrawn_at:
        raise ValidationError(
            {
                "supersedes": _("Paper %(paper)s still stands; withdraw it first.")
                % {"paper": other.reference}
            }
        )
