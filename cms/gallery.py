"""The gallery of the design system: every component with invented content, in any language.

Served at ``/design/`` in development and in tests only; the browser tests visit it.
"""

from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import get_language_info
from django.views.decorators.http import require_safe

from .comparing import Comparison, compare
from .components.pieces import SERVICES
from .components.process import STAGES
from .icons import ICONS
from .navigation import Alternate, MenuItem

TOWN = ZoneInfo("Europe/Berlin")


class SampleForm(forms.Form):
    """One field of each kind, to be shown empty and with errors."""

    name = forms.CharField(label="Name", required=False)
    email = forms.EmailField(
        label="E-Mail",
        help_text="Nur, wenn Sie eine Antwort wünschen.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    topic = forms.ChoiceField(
        label="Thema",
        choices=[("", "Bitte wählen"), ("bildung", "Bildung"), ("teilhabe", "Teilhabe")],
    )
    way = forms.ChoiceField(
        label="Wie möchten Sie mitmachen?",
        choices=[("online", "Im Internet"), ("event", "Bei einer Veranstaltung")],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(label="Ihr Beitrag", widget=forms.Textarea)
    consent = forms.BooleanField(label="Ich bin einverstanden.")


def sample_navigation(language: str) -> SimpleNamespace:
    """Return a frame as a real page has it."""
    here = f"/design/{language}/"
    menu = [
        MenuItem("Strategie", here, True),
        MenuItem("Prozess", "#timeline"),
        MenuItem("Bündnis", "#cards"),
        MenuItem("Veranstaltungen", "#events"),
        MenuItem("Mitmachen", "#forms"),
    ]
    alternates = [
        Alternate(
            code=code,
            name_local=get_language_info(code)["name_local"],
            bidi=get_language_info(code)["bidi"],
            url=f"/design/{code}/",
            absolute_url="",
            exists=True,
            current=code == language,
        )
        for code, _name in settings.LANGUAGES
    ]
    return SimpleNamespace(
        language=language,
        menu=menu,
        breadcrumbs=[MenuItem("Startseite", "/"), MenuItem("Gestaltung", here, True)],
        alternates=alternates,
        home_url="/",
        home_title="Weiterstadt WIRkt!",
        url=here,
        publisher="Stadtverwaltung",
        address=["Rathausplatz 1", "00000 Musterstadt"],
        email="kontakt@example.org",
        contact_url="#",
        barrier_url="#",
        help=[MenuItem(title, "#") for title in ("Einfache Sprache", "Gebärdensprache")],
        legal=[MenuItem(title, "#") for title in ("Impressum", "Datenschutz", "Barrierefreiheit")],
    )


def sample_phases() -> list[dict[str, Any]]:
    """Return the seven phases, three of them at work at once."""
    steps = [
        {"letter": "a)", "title": "Prozessbegleitung ausschreiben", "state": "done", "owner": "Verwaltung", "note": "Zuschlag im März"},
        {"letter": "b)", "title": "Steuerungsgruppe festlegen", "state": "running", "owner": "Fachbereich"},
        {"letter": "c)", "title": "Beteiligungsformate finden", "state": "planned"},
    ]  # fmt: skip
    rows = [
        ("Vorbereitende Maßnahmen – Planung", "Februar – März 2020", "done"),
        ("Kick-off-Veranstaltung", "April 2020", "done"),
        ("Beteiligungsphase I", "April – Juni 2020", "done"),
        ("Bergfest", "Juni – Juli 2020", "done"),
        ("Beteiligungsphase II", "Juli – November 2020", "current"),
        ("Abschlussveranstaltung", "November 2020", "planned"),
        ("Beschlussphase", "November – Dezember 2020", "planned"),
    ]
    return [
        {
            "number": number,
            "title": title,
            "when": when,
            "state": state,
            "url": "#timeline",
            "summary": "Die Stadt fragt, hört zu und hält fest, was gebraucht wird.",
            "steps": steps if number == 5 else [],
        }
        for number, (title, when, state) in enumerate(rows, 1)
    ]


def sample_comparison() -> Comparison:
    """Return two wordings in which everything happens that can happen to a paragraph."""

    def paragraph(key: str, text: str, kind: str = "paragraph") -> dict[str, str]:
        return {"id": key, "type": kind, "value": text}

    before = [
        paragraph("a", "Was wir wollen", "heading"),
        paragraph("b", "Wer neu in die Stadt kommt, soll wissen, wohin er sich wenden kann."),
        paragraph("c", "Die Stadt stellt Räume bereit."),
        paragraph("d", "Vereine werden gefragt."),
        paragraph("e", "Einmal im Jahr wird berichtet."),
    ]
    after = [
        paragraph("a", "Was wir wollen", "heading"),
        paragraph("b", "Alle, die neu in die Stadt kommen, sollen wissen, wohin sie sich wenden können."),
        paragraph("f", "Lotsinnen und Lotsen helfen in sieben Sprachen."),
        paragraph("e", "Einmal im Jahr wird berichtet."),
        paragraph("c", "Die Stadt stellt Räume bereit."),
    ]  # fmt: skip
    words = {"schema": "", "model": ""}
    return compare(
        words | {"fields": {"title": "Ankommen", "body": before}},
        words | {"fields": {"title": "Gut ankommen", "body": after}},
    )


def sample_path() -> list[SimpleNamespace]:
    """Return a path with every kind of station."""
    common = {
        "is_name": True, "state": "done", "on": date(2020, 10, 6), "since": None, "asked": "", "outcome": "",
        "votes": None, "text": "", "corrected": False, "corrects": False, "is_public": True, "decision": None,
        "invited": False,
    }  # fmt: skip
    rows: list[dict[str, Any]] = [
        {"title": "Magistrat", "asked": "Empfehlung", "outcome": "Angenommen", "votes": (6, 2, 1), "corrected": True},
        {"title": "Magistrat", "asked": "Empfehlung", "outcome": "Angenommen", "votes": (7, 2, 0), "corrects": True},
        {"title": "Ausländerbeirat", "outcome": "Angenommen", "is_public": False},
        {"title": "Sozialausschuss", "outcome": "Zurückgestellt", "text": "Erst sollen die Kosten geklärt werden.", "decision": 4},
        {"title": "Sozialausschuss", "state": "current", "on": date(2020, 11, 24), "since": date(2020, 11, 3), "invited": True},
        {"title": "Stadtverordnetenversammlung", "state": "planned", "on": date(2020, 12, 10)},
        {"title": "Tritt in Kraft", "is_name": False, "state": "planned", "on": None},
    ]  # fmt: skip
    return [SimpleNamespace(**common | row) for row in rows]


@require_safe
def show(request: HttpRequest, language: str = settings.LANGUAGE_CODE) -> HttpResponse:
    """Show every component once."""
    if language not in dict(settings.LANGUAGES):
        raise Http404(f"No language {language}.")
    invalid = SampleForm({"email": "keine-adresse"})
    invalid.is_valid()
    context = {
        "navigation": sample_navigation(language),
        "page": SimpleNamespace(title="Gestaltung", search_description=""),
        "demo": True,
        "phases": sample_phases(),
        "stages": list(STAGES),
        "services": list(SERVICES),
        "icons": sorted(ICONS),
        "form": SampleForm(auto_id="filter_%s"),
        "invalid_form": invalid,
        "list_page": Paginator(range(240), 10).page(4),
        "start": datetime(2020, 11, 14, 18, 0, tzinfo=TOWN),
        "end": datetime(2020, 11, 14, 20, 30, tzinfo=TOWN),
        "facts": [("Rhythmus", "jährlich"), ("Kontakt", "kontakt@example.org")],
        "contents": [
            {"title": "Ankommen und Zusammenleben", "url": "#cards", "number": "1", "current": True},
            {"title": "Bildung von Anfang an", "url": "#timeline", "number": "2"},
            {"title": "Teilhabe und Demokratie", "url": "#forms", "number": "3"},
        ],
        "previous": {"title": "Begegnung im Quartier", "url": "#top"},
        "following": {"title": "Sprache öffnet Türen", "url": "#top"},
        "checksum": "3b1f" * 16,
        "comparison": sample_comparison(),
        "path": sample_path(),
    }  # fmt: skip
    with translation.override(language):
        return render(request, "cms/gallery.html", context)
