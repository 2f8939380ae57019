"""The doors that stay shut: what keeps a resolved or released text where and as it is."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from cms.models import PublicPagePermissionTester
from cms.snapshots import digest, snapshot

#: A run that is on its way, or back with its editor.
RUNNING = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
#: What makes a page live or takes it down, besides its text.
LIVE_FIELDS = {"live", "live_revision", "live_revision_id", "slug", "go_live_at", "expire_at"} | {
    "alias_of",
    "alias_of_id",
}

IN_PAPER_OR_RELEASED = Q(paper_items__isnull=False) | Q(releases__isnull=False)

ADDRESS_STAYS = _("The address is named in papers and public versions; it stays as it is.")


class NotResolved(PermissionDenied):
    """A text would go live, or leave, without a release or a resolution."""


def is_binding(page: Page) -> bool:
    """Tell whether a page is the German text itself: no translation and no alias."""
    return page.alias_of_id is None and page.locale.language_code == settings.LANGUAGE_CODE


def live_pin(page_id: int) -> tuple[int, str] | None:
    """Return revision and checksum of the wording that the public may read in the page's place."""
    return live_pins([page_id]).get(page_id)


def live_pins(page_ids: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Return, by page, revision and checksum of the wording that the public may read in its place.

    That is the last resolution that took effect and was not set aside, else the last release. A
    suspended one stays readable. Pages without either are left out.
    """
    from .models import DecisionItem, Release

    page_ids = set(page_ids)
    resolved = DecisionItem.objects.in_effect().filter(paper_item__page__in=page_ids)
    rows = list(resolved.values_list("paper_item__page", "final_revision", "final_hash"))
    rest = page_ids - {page_id for page_id, *_pin in rows}
    if rest:
        released = Release.objects.filter(page__in=rest).order_by("pk")
        rows += released.values_list("page", "revision", "content_hash")
    return {page_id: (revision, checksum) for page_id, revision, checksum in rows}


def was_set_aside(page_id: int) -> bool:
    """Tell whether the public still reads a resolution that was set aside, with nothing to go back to."""
    from .models import DecisionItem

    if live_pin(page_id) is not None:
        return False
    live = Page.objects.filter(pk=page_id, live=True).values("live_revision")
    resolved = DecisionItem.objects.resolutions().filter(paper_item__page_id=page_id)
    return resolved.filter(
        final_revision__in=live, paper_item__entry_into_force__isnull=False
    ).exists()


def was_public(page_id: int) -> bool:
    """Tell whether a wording of a section was public ever: its versions have addresses for good."""
    from .models import EntryIntoForce, Release

    entered = EntryIntoForce.objects.filter(paper_item__page_id=page_id)
    return entered.exists() or Release.objects.filter(page_id=page_id).exists()


def shows_its_pin(page: Page) -> bool:
    """Tell whether a section reads word for word as it was released or resolved last."""
    return live_pin(page.pk) == (page.live_revision_id, digest(snapshot(page)))


def source_is_live(page: Page) -> bool:
    """Tell whether the German text behind a translation or an alias is live."""
    sources = Page.objects.filter(alias_of=None, locale__language_code=settings.LANGUAGE_CODE)
    same = Q(translation_key=page.translation_key)
    if page.alias_of_id:
        same |= Q(pk=page.alias_of_id)
    return sources.filter(same, live=True).exclude(pk=page.pk).exists()


def check_live_change(page: Page, update_fields: Iterable[str] | None = None) -> None:
    """Refuse to save a section that would show the public anything but what was decided.

    The edit view, bulk actions, schedules, wagtail-localize, the API and code all end in ``save()``.
    """
    if update_fields is not None:
        touched = LIVE_FIELDS | set(page.text_fields)
        if not touched & set(update_fields):
            return
    if page.go_live_at or page.expire_at:
        raise NotResolved(_("A section cannot be scheduled; decisions take effect at once."))
    if page._state.adding:
        start_as_draft(page)
        return
    if page.alias_of_id and page.locale.language_code != settings.LANGUAGE_CODE:
        # Wagtail takes aliases along: the German words would stand under another language's address.
        page.live = False
    was_live, slug = Page.objects.values_list("live", "slug").get(pk=page.pk)
    if not page.live:
        page.live_revision = None  # Wagtail's copy names one before anything was decided.
    if not is_binding(page):
        if page.live and not was_live and not source_is_live(page):
            raise NotResolved(_("A translation goes live only when the German text is live."))
        if page.live and page.alias_of_id:
            _check_alias(page)
        return
    if page.slug != slug and (was_live or was_public(page.pk)):
        raise NotResolved(ADDRESS_STAYS)
    if not page.live:
        if was_live and not was_set_aside(page.pk):
            raise NotResolved(_("What was released or resolved stays public."))
        return
    if not shows_its_pin(page):
        raise NotResolved(
            _("The public sees only what the steering group released or the council resolved.")
        )


def _check_alias(page: Page) -> None:
    """Refuse an alias that says anything but its original."""
    original = type(page)._base_manager.get(pk=page.alias_of_id)
    if snapshot(page)["fields"] != snapshot(original)["fields"]:
        raise NotResolved(
            _("The public sees only what the steering group released or the council resolved.")
        )


def start_as_draft(page: Page) -> None:
    """Make a new page a draft; Wagtail would make it live when code or a copy adds it."""
    page.live = False
    page.has_unpublished_changes = True
    page.live_revision = None
    page.first_published_at = page.last_published_at = None


def proceedings_below(page: Page) -> bool:
    """Tell whether a page or anything below it is before the bodies, released or decided on."""
    noted = getattr(page, "noted_proceedings", None)
    if noted is not None:
        return noted
    below = Page.objects.filter(path__startswith=page.path)
    if below.filter(IN_PAPER_OR_RELEASED).exists():
        return True
    ids = runs_of_steering().values("object_id")
    return below.annotate(key=Cast("pk", CharField())).filter(key__in=ids).exists()


def runs_of_steering() -> QuerySet:
    """Return the runs that are with the steering group now, or that it has voted or commented on."""
    # Wagtail gives two relations the query name “page”; the one that wins looks for plain pages.
    runs = WorkflowState.objects.filter(
        base_content_type__app_label=Page._meta.app_label,
        base_content_type__model=Page._meta.model_name,
    )
    steps = Q(task_states__steeringtaskstate__isnull=False)
    voted = Q(task_states__steeringtaskstate__votes__isnull=False)
    said = Q(task_states__steeringtaskstate__review_comments__isnull=False)
    active = Q(status__in=RUNNING)
    return runs.filter(steps, active | voted | said)


def note_proceedings(sections: Iterable[Page]) -> None:
    """Find out in two queries what ``proceedings_below`` would ask for each row of a list."""
    sections = list(sections)
    ids = [section.pk for section in sections]
    found = set(Page.objects.filter(IN_PAPER_OR_RELEASED, pk__in=ids).values_list("pk", flat=True))
    runs = runs_of_steering().filter(object_id__in=[str(pk) for pk in ids])
    found |= {int(pk) for pk in runs.values_list("object_id", flat=True)}
    for section in sections:
        section.noted_proceedings = section.pk in found


class SectionPermissionTester(PublicPagePermissionTester):
    """Nobody's rights reach further than a decision, a superuser's included."""

    def can_publish(self):
        if is_binding(self.page):
            return False
        return super().can_publish() and source_is_live(self.page)

    def can_unpublish(self):
        return not is_binding(self.page) and super().can_unpublish()

    def can_delete(self, ignore_bulk=False):
        return super().can_delete(ignore_bulk) and not proceedings_below(self.page)

    def can_move(self):
        return super().can_move() and not proceedings_below(self.page)


def what_must_stay(page: Page) -> dict[str, str]:
    """Say what a change to a page would take from the public texts below it, by the field that says so.

    A chapter that is hidden, moved to another address or numbered anew does the same to every
    section in it.
    """
    names = [name for name in ("slug", "number") if hasattr(page, name)]
    before = type(page)._base_manager.filter(pk=page.pk, live=True).values(*names).first()
    if before is None:
        return {}
    changed = {
        name: str(_("Texts below this page are public under this address and number; they stay."))
        for name in names
        if getattr(page, name) != before[name]
    }
    if page.expire_at:
        changed["expire_at"] = str(_("Texts below this page stay public."))
    if not page.live:
        changed["live"] = str(_("Texts below this page stay public."))
    return changed if changed and proceedings_below(page) else {}
