"""What the public reads of the process."""

from datetime import date

import pytest

from cms.models import Generation
from strategy.models import Phase, ProcessPage, SubStep
from tests.factories import HomePageFactory

from .conftest import paragraph, read, words

pytestmark = pytest.mark.django_db


def test_the_process_page_shows_what_came_before_and_all_phases(home, client):
    page = home.add_child(
        instance=ProcessPage(
            title="Der Prozess", slug="prozess", body=[paragraph("Erst fragen.")], before_page=home,
            before_title="Expertentreffen", before_on=date(2019, 11, 6), before_text="Punkte gesammelt.",
        )
    )  # fmt: skip
    Phase.objects.create(
        number=1, kind="planning", title="Planung",
        planned_start=date(2020, 2, 1), planned_end=date(2020, 3, 1),
        steps=[SubStep(letter="a", title="Ausschreiben", owner="Fachbereich", state="done")],
    )  # fmt: skip
    Phase.objects.create(
        number=7, kind="resolution", title="Beschlussphase", planned_start=date(2020, 11, 1),
        planned_end=date(2020, 12, 1), actual_start=date(2020, 11, 1),
    )  # fmt: skip

    soup = read(client, page.get_url())

    assert "Expertentreffen" in words(soup) and "6. November 2019" in words(soup)
    assert soup.find(attrs={"aria-current": "step"})["id"] == "phase-7"
    assert "Fachbereich" in words(soup)


def test_phases_without_translation_are_marked_german(home, client, translate):
    page = home.add_child(instance=ProcessPage(title="Der Prozess", slug="prozess"))
    Phase.objects.create(
        number=1, kind="planning", title="Planung", summary="Vorher.",
        planned_start=date(2020, 2, 1), planned_end=date(2020, 3, 1),
    )  # fmt: skip
    HomePageFactory(language="ar")
    translated = translate(page, "ar", title="العملية")

    soup = read(client, translated.get_url())

    assert soup.find(class_="timeline__title").bdi["lang"] == "de"


def test_a_process_without_phases_says_so(home, client):
    page = home.add_child(instance=ProcessPage(title="Der Prozess", slug="prozess"))
    Generation.renew()

    assert "No phase is planned yet" in words(read(client, page.get_url()))
