"""Whoever translates into Arabic is refused at every address of an English text, and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Locale, ModelLogEntry, Page, PageLogEntry, Revision, TranslatableMixin
from wagtail.snippets.models import get_snippet_models
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from home import roles
from strategy.models import ChapterPage
from tests.factories import UserFactory
from translating import actions
from translating.models import GlossaryTerm, MistakeReport, Step, TranslationComment, Work

from .addresses import Address, address_book, fill
from .conftest import TownHall
from .test_matrix import client_of

EN = {"accept-language": "en"}
SCRIPT = EN | {"x-requested-with": "XMLHttpRequest"}
#: What an address calls a page.
PAGES = ("page_id", "page_pk", "parent_page_id", "page_to_move_id", "destination_id", "object_id")
#: wagtail-localize's older names, and what names a page but belongs to the council: German there.
NO_TEXTS = ("council_", "easy")
API_ACTIONS = (
    "publish", "unpublish", "delete", "move", "copy", "copy_for_translation", "create_alias",
    "convert_alias", "revert_to_page_revision",
)  # fmt: skip


def translated_snippets() -> list[type]:
    return [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]


@pytest.fixture
def english(town_hall: TownHall) -> dict[str, Any]:
    """Return English things by what an address calls them."""
    page = town_hall.pages["translation en"]
    locale = page.locale
    work = actions.begin(
        instance=page.get_translation(Locale.get_default()),
        locale=locale,
        by=town_hall.people["editor"],
    )
    translator = UserFactory(username="en", roles=[roles.translators("en")])
    revision = page.save_revision()
    made = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
    named: dict[str, Any] = dict.fromkeys(PAGES, page)
    named |= {
        "wagtailadmin_pages:pk": page,
        "wagtailadmin_api:pages:pk": page,
        "revision_id": revision,
        "translation_id": made,
        "translating:work_id": work,
        "translating:comment_id": actions.comment(work=work, by=translator, text="Please."),
        "report_id": MistakeReport.objects.create(page_title="Page", locale=locale, text="Bad"),
        "translating_glossary:pk": GlossaryTerm.objects.create(
            german="Haus", locale=locale, translation="house"
        ),
        "code": "en",
        "app_label": "strategy",
        "model_name": "sectionpage",
        "mode": "x",
    }
    for model in translated_snippets():
        if german := model.objects.filter(locale=Locale.get_default()).first():
            made = german.copy_for_translation(locale)
            made.save()
            label = f"{model._meta.app_label}_{model._meta.model_name}"
            named[f"wagtailsnippets_{label}:pk"] = named[f"wagtailsnippetchoosers_{label}:pk"] = (
                made
            )
            if label == "strategy_phase":
                named["wagtail_localize:pk"] = made
    return named


def names_a_text(address: Address, english: dict[str, Any]) -> bool:
    """Tell whether an address of the editing interface names a text, in whatever language."""
    if not address.route.startswith("cms/") or any(part in address.name for part in NO_TEXTS):
        return False
    things = (*PAGES, "translation_id", "report_id", "key")
    if any(f"{name}>" in address.route for name in things):
        return True
    keyed = [f"{address.namespace}:{name}" for name in ("pk", "work_id", "comment_id")]
    return any(key in english and f"{key.rpartition(':')[2]}>" in address.route for key in keyed)


def everything() -> list[list]:
    """Return every row that somebody could have changed."""
    return [
        list(model._base_manager.order_by("pk").values())
        for model in (
            Page, Revision, StringTranslation, Translation, TranslationSource, Work, Step,
            TranslationComment, MistakeReport, GlossaryTerm, PageLogEntry, ModelLogEntry,
            *translated_snippets(),
        )
    ]  # fmt: skip


def test_every_address_of_a_text_in_another_language_is_refused(
    town_hall: TownHall, english: dict[str, Any]
):
    client = client_of(town_hall, "translator")
    general = {name: one for name, one in town_hall.values.items() if "/" not in name}
    values = general | english | {"wagtail_localize:model_name": "phase"}
    asked = [address for address in address_book() if names_a_text(address, english)]
    before = everything()

    faults = []
    for address in asked:
        path = fill(address, values)
        for method in (client.get, client.post):
            answer = method(path, headers=EN)
            if answer.status_code not in (403, 405):
                faults.append(f"{method.__name__} {address.name} {path}: {answer.status_code}")

    assert faults == [], "\n".join(faults)
    assert everything() == before
    assert len(asked) > 80


def test_actions_on_many_and_by_programs_are_refused(town_hall: TownHall, english: dict[str, Any]):
    client = client_of(town_hall, "translator")
    page = english["page_id"]
    before = everything()

    for name in bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name.action_type])
        for method in (client.get, client.post):
            assert method(f"{address}?id={page.pk}").status_code == 403, name
    for action in API_ACTIONS:
        answer = client.post(reverse("wagtailadmin_api:pages:action", args=[page.pk, action]))
        assert (answer.status_code, next(iter(answer.json()))) == (403, "detail"), action

    assert everything() == before


def test_what_is_closed_is_403_and_what_does_not_exist_404(
    town_hall: TownHall, english: dict[str, Any]
):
    client = client_of(town_hall, "translator")
    german = town_hall.pages["released"]
    page = lambda pk: reverse("wagtailadmin_api:pages:detail", args=[pk])  # noqa: E731
    phase = lambda pk: f"/cms/localize/api/snippets/strategy/phase/{pk}/"  # noqa: E731
    phases = english["wagtail_localize:pk"]

    assert client.get(page(english["page_id"].pk)).status_code == 403
    assert client.get(page(german.pk)).status_code == 403
    assert client.get(page(town_hall.pages["translation ar"].pk)).status_code == 200
    assert client.get(page(987654)).status_code == 404
    assert client.get(phase(phases.pk)).status_code == 403
    assert client.get(phase(987654)).status_code == 404
    assert client.get("/cms/localize/api/snippets/strategy/phase/").json() == []
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    long = "9" * 40
    assert client.get(f"{bulk}?id=987654").status_code in (302, 404)
    for number in ("987654", long):
        assert client.get(f"/cms/pages/{number}/edit/").status_code == 404
    for number in (long, "abc"):
        assert client.get(f"/cms/snippets/strategy/phase/edit/{number}/").status_code in (403, 404)


def test_a_refusal_says_why_in_the_language_of_the_person(
    town_hall: TownHall, english: dict[str, Any]
):
    client = client_of(town_hall, "translator")
    work = english["translating:work_id"]
    address = reverse("translating:edit", args=[work.pk])

    page = client.get(address, headers=EN)
    told = client.post(address, headers=SCRIPT)

    assert page.status_code == told.status_code == 403
    assert "You do not translate into this language." in page.text
    assert f'href="{reverse("wagtailadmin_home")}"' in page.text
    assert told.json()["detail"] == "You do not translate into this language."
    assert "Sorry" not in client.get(reverse("wagtailadmin_home"), headers=EN).text


def test_the_language_somebody_has_chosen_is_that_of_the_refusal(town_hall: TownHall):
    from wagtail.users.models import UserProfile

    person = town_hall.people["partner"]
    UserProfile.objects.create(user=person, preferred_language="de")
    client = client_of(town_hall, "partner")

    page = client.get(reverse("translating:desk"), headers=EN)

    assert page.status_code == 403
    assert '<html lang="de"' in page.text


def test_the_glossary_shows_a_translator_their_own_languages(
    town_hall: TownHall, english: dict[str, Any]
):
    GlossaryTerm.objects.create(german="Amt", locale=Locale.objects.get(language_code="ar"))
    client = client_of(town_hall, "translator")

    shown = client.get(reverse("translating_glossary:index")).text

    assert "Amt" in shown and "house" not in shown


def test_the_menu_leads_translators_to_their_own_language(town_hall: TownHall):
    client = client_of(town_hall, "translator")
    arabic = town_hall.pages["translation ar"].get_ancestors().type(ChapterPage).get()

    answer = client.get(reverse("cms_place", args=["strategy", "chapterpage"]), follow=True)

    assert answer.status_code == 200
    assert answer.redirect_chain[0][0] == reverse("wagtailadmin_explore", args=[arabic.pk])
