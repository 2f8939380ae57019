"""Send texts to translators as a file, and take the file over when it comes back.

Nothing is kept between preview and taking over: the file travels through the browser, signed.
"""

import json
import lzma
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.models import Locale, Page

from cms.differences import Difference, difference
from cms.words import of_rich_text as plain

from ..exchange.comparing import Line, Outcome, Sheet, check_language, compare
from ..exchange.packing import file_name, pack
from ..exchange.parcel import LARGEST
from ..exchange.reading import FORMATS, TYPES, read
from ..exchange.taking import take_over
from ..forms.exchange import ExportForm, ImportForm
from ..rights import languages_to_translate
from .showing import AdminRequest, add_refusal, show

#: So long a preview may be looked at before it is taken over.
HOURS = 12
#: Browsers send no more than this in a form (Django's own limit is somewhat higher).
LARGEST_FORM = 2_000_000
#: So many texts are named that nobody has begun to translate.
NAMED = 5
#: Outcomes that a person should look at, the most urgent first.
NOTABLE = [
    Outcome.CORRECTED,
    Outcome.CHANGED,
    Outcome.NEWER,
    Outcome.FAULTY,
    Outcome.TWICE,
    Outcome.UNKNOWN,
    Outcome.UNFINISHED,
]

#: Outcomes in which a person compares the words of the file with those on the site.
TWO_WORDINGS = (Outcome.NEWER, Outcome.CORRECTED)


@require_safe
def exchange(request: AdminRequest) -> HttpResponse:
    """Offer what can be exported; with ``page`` (in any language) that page is chosen already."""
    _translates(request)
    page, initial = _wished(request)
    form = ExportForm(user=request.user, page=page, initial=initial)
    return show(request, "exchange", _("Exchange of files"), {"form": form})


@require_safe
def export_file(request: AdminRequest) -> HttpResponse:
    """Send the file that was asked for; say which pages are not in it."""
    _translates(request)
    if not request.GET:
        return redirect("translating:exchange")
    page, _initial = _wished(request)
    form = ExportForm(request.GET, user=request.user, page=page)
    if form.is_valid():
        wish = form.cleaned_data
        packed = pack(
            root=wish["page"],
            locale=wish["language"],
            below=wish["below"],
            snippets=wish["snippets"],
            by=request.user,
        )
        if packed.not_begun:
            messages.warning(request, _left_out(packed.not_begun))
        ending = wish["format"]
        data = FORMATS[ending].write(packed.parcel) if packed.parcel.texts else b""
        if len(data) + packed.parcel.to_come > LARGEST:
            # It would come back translated, weeks later, and be refused then.
            form.add_error(None, _("The file is too large; export chapter by chapter."))
        elif data:
            name = file_name(wish["page"], wish["language"], ending)
            return HttpResponse(
                data,
                headers={
                    "Content-Type": TYPES[ending],
                    "Content-Disposition": f'attachment; filename="{name}"',
                },
            )
        else:
            form.add_error(
                None, _("None of these texts is being translated into this language yet.")
            )
    return show(request, "exchange", _("Exchange of files"), {"form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: AdminRequest) -> HttpResponse:
    """Take a file, show what it would change, and on the second press change it."""
    _translates(request)
    if request.method == "POST" and "parcel" in request.POST:
        return _taken(request)
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _preview(request, form)
        except (ValidationError, PermissionDenied) as refusal:
            add_refusal(form, refusal)
    status = 422 if form.errors else 200
    return show(request, "exchange_import", _("Import a file"), {"form": form}, status=status)


def _preview(request: AdminRequest, form: ImportForm) -> HttpResponse:
    locale = form.cleaned_data["language"]
    check_language(form.parcel, locale)
    sheets = compare(form.parcel, locale)
    name = form.cleaned_data["file"].name
    content = {"content": form.content, "locale": locale.pk, "name": name}
    signed = _signed(content, _salt(request))
    if len(signed) > LARGEST_FORM:
        raise ValidationError(_("The file is too large; export chapter by chapter."))
    context = {"locale": locale, "signed": signed, **_told(sheets)}
    return show(request, "exchange_report", _("What the file would change"), context)


def _taken(request: AdminRequest) -> HttpResponse:
    """Take over what was shown before."""
    try:
        given = _unsigned(request.POST["parcel"], _salt(request))
        locale = get_object_or_404(Locale, pk=given["locale"])
        sheets = take_over(
            parcel=read(given["content"].encode()),
            locale=locale,
            by=request.user,
            name=given["name"],
            corrections="corrections" in request.POST,
        )
    except (signing.BadSignature, ValidationError) as refusal:
        form = ImportForm(user=request.user)
        words = refusal.messages if isinstance(refusal, ValidationError) else []
        messages.error(
            request, " ".join(words) or _("The preview is too old. Please choose the file again.")
        )
        return show(request, "exchange_import", _("Import a file"), {"form": form}, status=422)
    context = {"locale": locale, "done": True, **_told(sheets)}
    return show(request, "exchange_report", _("What was taken over"), context)


def _translates(request: AdminRequest) -> None:
    """Raise PermissionDenied for who translates nothing, and for languages that are not theirs."""
    mine = set(languages_to_translate(request.user).values_list("pk", flat=True))
    wished = (request.POST or request.GET).get("language", "")
    others = Locale.objects.exclude(pk__in=mine)
    if not mine or wished in {str(pk) for pk in others.values_list("pk", flat=True)}:
        raise PermissionDenied(_("You do not translate into this language."))


def _wished(request: AdminRequest) -> tuple[Page | None, dict[str, Any]]:
    """Return the German page and the form's first values for the page of the address."""
    number = request.GET.get("page", "")
    given = Page.objects.filter(pk=number).first() if number.isdecimal() else None
    if given is None or given.depth == 1:
        return None, {}
    german = Page.objects.filter(
        translation_key=given.translation_key, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    # A draft is for those who may edit it: others do not even see its title.
    if german is None or not (german.live or german.permissions_for_user(request.user).can_edit()):
        return None, {}
    return german, {"page": german, "language": request.GET.get("language") or given.locale_id}


def _left_out(titles: list[str]) -> str:
    words = ngettext(
        "%(count)s text is not in the file because its translation has not been begun: %(titles)s",
        "%(count)s texts are not in the file because their translation has not been begun: "
        "%(titles)s",
        len(titles),
    )
    named = ", ".join(titles[:NAMED]) + (" …" if len(titles) > NAMED else "")
    return words % {"count": len(titles), "titles": named}


def _salt(request: AdminRequest) -> str:
    """Let a preview be taken over by nobody but who has seen it."""
    return f"translating.exchange.{request.user.pk}"


def _signed(content: dict[str, Any], salt: str) -> str:
    """Return a file as a signed field of a form; LZMA makes it half as long as Django's zlib."""
    packed = lzma.compress(json.dumps(content).encode(), preset=3)
    return signing.TimestampSigner(salt=salt).sign(b64encode(packed).decode())


def _unsigned(field: str, salt: str) -> dict[str, Any]:
    """Return what was signed here not long ago. Raises BadSignature."""
    packed = signing.TimestampSigner(salt=salt).unsign(field, max_age=HOURS * 3600)
    return json.loads(lzma.decompress(b64decode(packed)))


# --- the report -----------------------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """One sentence of the report, in plain words."""

    place: str
    german: str
    words: str
    words_now: str
    #: Whether the words of now stay.
    is_kept: bool
    messages: list[str]
    #: The German words of the file and those of now, marked; None where they are the same.
    change: Difference | None


def _told(sheets: list[Sheet]) -> dict[str, Any]:
    """Arrange what became of a file for the template."""
    return {
        "total": sum(len(sheet.taken) for sheet in sheets),
        "corrected": sum(len(sheet.of(Outcome.CORRECTED)) for sheet in sheets),
        "sheets": [
            {
                "title": sheet.title,
                "refusal": sheet.refusal,
                "counts": [
                    (outcome.label, len(sheet.of(outcome)))
                    for outcome in Outcome
                    if sheet.of(outcome)
                ],
                "groups": [
                    (outcome.label, [_row(line) for line in sheet.of(outcome)])
                    for outcome in NOTABLE
                    if sheet.of(outcome)
                ],
                "taken": [_row(line) for line in sheet.of(Outcome.TAKEN)],
            }
            for sheet in sheets
        ],
    }


def _row(line: Line) -> Row:
    changed = line.outcome is Outcome.CHANGED
    return Row(
        place=line.label or line.unit.place,
        german=plain(line.unit.german),
        words=plain(line.unit.words),
        words_now=plain(line.words) if line.outcome in TWO_WORDINGS else "",
        is_kept=line.outcome is Outcome.NEWER,
        messages=line.messages,
        change=difference(plain(line.unit.german), plain(line.german)) if changed else None,
    )
