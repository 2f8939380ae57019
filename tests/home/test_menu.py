"""The menu of the editing interface follows the tasks of the town hall."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import Site

from home import roles
from strategy.models import ProcessPage
from tests.factories import EventIndexPageFactory, UserFactory
from tests.wording import german

pytestmark = pytest.mark.django_db


@pytest.fixture
def menu(site, client):
    """Return a function that reads the names in the main menu as a person of some roles sees it."""

    def read(*names: str, **user) -> dict[str, list[str]]:
        client.force_login(UserFactory(roles=names, **user))
        page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")
        modules = json.loads(page.find(id="wagtail-sidebar-props").string)["modules"]
        (main,) = (m for m in modules if m["_type"] == "wagtail.sidebar.MainMenuModule")
        return {
            item["_args"][0]["name"]: [below["_args"][0]["name"] for below in item["_args"][1]]
            if item["_type"].endswith("SubMenuItem")
            else []
            for item in main["_args"][0]
        }

    return read


def test_editors_find_their_tasks_in_order(menu):
    assert list(menu(roles.EDITORS))[:7] == [
        "strategy",
        "place-events-eventindexpage",
        "alliance",
        "translating",
        "images",
        "documents",
        "explorer",
    ]


def test_everything_about_the_strategy_is_in_one_place(menu):
    assert menu(roles.EDITORS)["strategy"] == [
        "place-strategy-strategypage",
        "place-strategy-processpage",
        "phases",
        "building-blocks",
    ]


def test_clerks_find_the_bodies_and_no_pages(menu):
    names = menu(roles.CLERKS)

    assert "council" in names
    assert not {"strategy", "alliance", "translating", "explorer"} & set(names)


def test_nobody_sees_entries_that_lead_nowhere(menu):
    assert not {"snippets", "help"} & set(menu(is_superuser=True))


def test_a_menu_entry_leads_to_its_place(home, client):
    client.force_login(UserFactory(roles=[roles.EDITORS]))
    index = EventIndexPageFactory()
    process = home.add_child(instance=ProcessPage(title="Prozess", slug="prozess"))
    address = {
        model: client.get(reverse("cms_place", args=model.split("."))) for model in (
            "events.eventindexpage", "strategy.processpage", "strategy.strategypage",
            "strategy.phase", "nothing.atall",
        )
    }  # fmt: skip

    assert address["events.eventindexpage"].url == reverse("wagtailadmin_explore", args=[index.pk])
    assert address["strategy.processpage"].url == reverse(
        "wagtailadmin_pages:edit", args=[process.pk]
    )
    assert address["strategy.strategypage"].url == reverse("wagtailadmin_explore_root")
    assert address["strategy.phase"].status_code == 404
    assert address["nothing.atall"].status_code == 404


def test_the_front_page_of_the_editing_interface_greets_the_person(site, client):
    client.force_login(
        UserFactory(roles=[roles.EDITORS], first_name="Amal", last_name="Übersetzer")
    )

    page = BeautifulSoup(client.get(reverse("wagtailadmin_home")).content, "html.parser")

    assert page.h1.get_text(strip=True) == german("Good day %(name)s") % {"name": "Amal Übersetzer"}
    assert Site.objects.get().hostname not in page.h1.get_text()
