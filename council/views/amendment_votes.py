"""The clerk's page for the votes on all amendments of an agenda item, and their correction."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from ..actions import AlreadyDone
from ..amendments.courses import Status
from ..amendments.submitting import correct_vote, vote_together
from ..amendments.synopsis import Row, Section, sections
from ..decisions.votes import Room
from ..forms.amendment import AmendmentVoteForm, CorrectVoteForm, CountForm, chosen
from ..meetings.access import visible_items
from ..meetings.agenda import open_on
from ..meetings.inviting import lacks_notice
from ..models import AgendaItem, AmendmentVote
from ..models.organization import is_clerk
from .showing import AdminRequest, add_refusal, show


@require_http_methods(["GET", "HEAD", "POST"])
def votes(request: AdminRequest, item_id: int) -> HttpResponse:
    """Record the votes on the amendments to a paper, in the order of the paragraphs."""
    agenda_item = get_object_or_404(
        AgendaItem.objects.select_related("meeting__organization", "paper"), pk=item_id
    )
    if not is_clerk(request.user, agenda_item.meeting.organization):
        raise PermissionDenied
    found = sections(agenda_item.paper.items.all()) if agenda_item.paper else []
    open_here = set(open_on(agenda_item).values_list("pk", flat=True))
    waiting = [
        row
        for section in found
        for row in section.rows
        if section.item.pk in open_here and _waits(row, agenda_item)
    ]
    follows = "follow" in request.POST
    data = request.POST if request.method == "POST" and not follows else None
    shared = CountForm(data, initial=_shared(request, agenda_item))
    forms = [_form(row, agenda_item, data, request.POST if follows else None) for row in waiting]
    if data is not None and all([shared.is_valid(), *(form.is_valid() for form in forms)]):
        response = _record(request, agenda_item, shared, forms)
        if response is not None:
            return response
    by_amendment = {form.course.amendment.pk: form for form in forms}
    context = {
        "agenda_item": agenda_item,
        "seen": set(
            visible_items(request.user)
            .filter(paper=agenda_item.paper_id)
            .values_list("pk", flat=True)
        ),
        "shared": shared,
        "lacks_notice": lacks_notice(agenda_item.meeting),
        "form": _media_of(forms),
        "resolves": agenda_item.role == AgendaItem.Role.RESOLUTION,
        "sections": [_shown(section, agenda_item, by_amendment) for section in found],
        "waiting": len(forms),
        "can_follow": any(form.course.to_follow for form in forms),
        "followed": follows,
    }
    wrong = data is not None and any(form.errors for form in (shared, *forms))
    title = _("Votes on amendments")
    return show(request, "amendment_votes", title, context, status=422 if wrong else 200)


def _waits(row: Row, agenda_item: AgendaItem) -> bool:
    voted = any(vote.agenda_item_id == agenda_item.pk for vote in row.course.votes)
    return row.course.status != Status.WITHDRAWN and not voted


def _shared(request: AdminRequest, agenda_item: AgendaItem) -> dict[str, Any]:
    """Return what was entered for all amendments, else how many can take part."""
    present = request.POST.get("present") or Room.of(agenda_item).can_take_part
    return {"present": present, **{n: request.POST.get(n) for n in ("yes", "no", "abstain")}}


def _form(
    row: Row, agenda_item: AgendaItem, data: QueryDict | None, entered: QueryDict | None
) -> AmendmentVoteForm:
    """Return the form of one amendment; following fills in the recommendation and the one count."""
    initial: dict[str, Any] = {}
    if entered is not None:
        own = {n: entered.get(f"{row.amendment.pk}-{n}") for n in ("yes", "no", "abstain", "text")}
        initial = {name: value for name, value in own.items() if value}
        if row.course.to_follow:
            counts = {n: entered.get(n) for n in ("yes", "no", "abstain") if entered.get(n)}
            initial = counts | initial
        else:
            initial["outcome"] = entered.get(f"{row.amendment.pk}-outcome", "")
    resolves = agenda_item.role == AgendaItem.Role.RESOLUTION
    return AmendmentVoteForm(data, course=row.course, resolves=resolves, initial=initial)


def _record(
    request: AdminRequest,
    agenda_item: AgendaItem,
    shared: CountForm,
    forms: list[AmendmentVoteForm],
) -> HttpResponse | None:
    entries = chosen(forms)
    if not entries:
        shared.add_error(None, _("Choose an outcome for at least one amendment."))
        return None
    try:
        done = vote_together(
            agenda_item=agenda_item,
            entries=entries,
            by=request.user,
            present=shared.cleaned_data["present"],
        )
    except AlreadyDone as refusal:
        messages.info(request, refusal.messages[0])
    except ValidationError as refusal:
        _spread(refusal, shared, {form.course.amendment.pk: form for form in forms})
        return None
    else:
        words = ngettext("%(count)d vote is recorded.", "%(count)d votes are recorded.", len(done))
        messages.success(request, words % {"count": len(done)})
    return redirect("council_amendment_votes", agenda_item.pk)


def _spread(
    refusal: ValidationError, shared: CountForm, forms: dict[int, AmendmentVoteForm]
) -> None:
    """Put each error beside the field it speaks of: ``<amendment>-<field>``."""
    if not hasattr(refusal, "error_dict"):
        shared.add_error(None, refusal)
        return
    for name, errors in refusal.error_dict.items():
        key, _dash, field = name.partition("-")
        if field == "present":
            shared.add_error("present", errors)
        elif key.isdigit() and int(key) in forms:
            _add(forms[int(key)], field, errors)


def _add(form: AmendmentVoteForm, field: str, errors: Any) -> None:
    if field == "value" and form.parts:
        field = form.parts[0].name
    form.add_error(field if field in form.fields else None, errors)


def _shown(
    section: Section, agenda_item: AgendaItem, forms: dict[int, AmendmentVoteForm]
) -> dict[str, Any]:
    rows = []
    for row in section.rows:
        here = [vote for vote in row.course.votes if vote.agenda_item_id == agenda_item.pk]
        before = [vote for vote in row.course.votes if vote.agenda_item_id != agenda_item.pk]
        form = forms.get(row.amendment.pk)
        rows.append({"row": row, "form": form, "here": here, "before": before})
    return {"section": section, "rows": rows}


def _media_of(forms: list[AmendmentVoteForm]) -> Form:
    """Return any of the forms: they need the same scripts."""
    return forms[0] if forms else CountForm()


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: AdminRequest, vote_id: int) -> HttpResponse:
    """Correct the record of a vote on an amendment."""
    vote = get_object_or_404(
        AmendmentVote.objects.select_related(
            "amendment__paper_item", "agenda_item__meeting__organization"
        ),
        pk=vote_id,
    )
    agenda_item = vote.agenda_item
    if not is_clerk(request.user, agenda_item.meeting.organization):
        raise PermissionDenied
    form = CorrectVoteForm(request.POST or None, vote=vote)
    if request.method == "POST" and form.is_valid():
        try:
            correct_vote(vote=vote, by=request.user, **form.entry())
        except (ValidationError, PermissionDenied) as refusal:
            if isinstance(refusal, ValidationError) and "value" in getattr(
                refusal, "error_dict", {}
            ):
                _add(form, "value", refusal.error_dict.pop("value"))
            add_refusal(form, refusal)
        else:
            messages.success(request, _("The correction is recorded."))
            return redirect("council_amendment_votes", agenda_item.pk)
    context = {
        "form": form,
        "vote": vote,
        "back": reverse("council_amendment_votes", args=[agenda_item.pk]),
    }
    title = _("Correct the vote on %(amendment)s") % {"amendment": vote.amendment.label}
    return show(request, "amendment_correct", title, context, status=422 if form.errors else 200)
