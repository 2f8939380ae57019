"""Setting up a site, once and again."""

from django.conf import settings
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Locale, Page, Site, Task, Workflow

from council.models import Organization
from home import roles
from home.models import HomePage
from partners.models import PartnerSettings
from tests.factories import HomePageFactory


def state() -> list:
    """Return everything that setting up may touch."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (Locale, Page, Site, Workflow, Task, Organization, PartnerSettings)
    ]


def test_every_language_of_the_settings_is_there(site):
    codes = set(Locale.objects.values_list("language_code", flat=True))

    assert codes == {code for code, _name in settings.LANGUAGES}


def test_the_german_front_page_stands_where_wagtail_had_its_welcome_page(site, home, client):
    assert isinstance(home, HomePage)
    assert home.locale.language_code == "de"
    assert list(Page.objects.filter(depth=2)) == [home.page_ptr]
    assert home.get_url() == "/de/"


def test_the_site_has_the_address_of_the_settings(db, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://vielfalt.example"

    call_command("setup_site", verbosity=0)

    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("vielfalt.example", 443)


def test_setting_up_again_changes_nothing(site, home):
    home.title = "Weiterstadt WIRkt!"
    home.save()
    before = state()

    call_command("setup_site", verbosity=0)

    assert state() == before


def test_a_missing_site_row_is_made(site):
    Site.objects.all().delete()

    call_command("setup_site", verbosity=0)

    assert Site.objects.get().root_page.specific_class is HomePage


def test_wagtails_own_groups_and_approval_are_gone(site):
    assert not GroupPagePermission.objects.filter(page__depth=1).exists()
    assert set(Workflow.objects.values_list("name", flat=True)) == {
        "Beschluss der Strategie",
        "Freigabe zur Beteiligung",
        "Profile der Partner",
    }


def test_a_new_language_opens_to_its_translators_and_to_editors(site):
    arabic = HomePageFactory(language="ar")

    groups = set(
        GroupPagePermission.objects.filter(page=arabic).values_list("group__name", flat=True)
    )

    assert groups == {roles.EDITORS, "Übersetzung Arabisch"}
