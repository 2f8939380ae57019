"""Setting up a site: safe to repeat, and it never touches what a person has entered."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import GroupPagePermission, Locale, Page, Site, Workflow, WorkflowPage

from council.setup import ensure_workflows
from partners.actions import ensure_moderation

from . import roles
from .models import HomePage


@transaction.atomic
def set_up_site() -> HomePage:
    """Bring languages, front page, address, roles and workflows to what the settings say."""
    for code, _name in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    home = ensure_home()
    ensure_site(home)
    remove_what_wagtail_brought()
    roles.ensure_roles()
    ensure_moderation(moderators=Group.objects.get(name=roles.EDITORS))
    ensure_workflows()
    return home


def ensure_home() -> HomePage:
    """Return the German front page, made if there is none."""
    locale = Locale.objects.get(language_code=settings.LANGUAGE_CODE)
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        home = HomePage(title=settings.WAGTAIL_SITE_NAME, slug="start", locale=locale)
        Page.get_first_root_node().add_child(instance=home)
    return home


def ensure_site(home: HomePage) -> None:
    """Let the default site lead to the German front page, at the address of the settings."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    values = {
        "hostname": address.hostname,
        "port": address.port or (443 if address.scheme == "https" else 80),
        "root_page": home,
    }
    site = Site.objects.filter(is_default_site=True).first()
    site = site or Site(site_name=settings.WAGTAIL_SITE_NAME, is_default_site=True)
    if any(getattr(site, name, None) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(site, name, value)
        site.save()


def remove_what_wagtail_brought() -> None:
    """Remove Wagtail's welcome page, its two groups and the approval of every page by one of them."""
    for page in Page.objects.filter(depth=2, content_type__model="page", numchild=0):
        page.delete()
    root_rights = GroupPagePermission.objects.filter(page__depth=1).values("group")
    Group.objects.filter(pk__in=root_rights, name__in=("Moderators", "Editors"), user=None).delete()
    WorkflowPage.objects.filter(page__depth=1).delete()
    unused = Workflow.objects.filter(name="Moderators approval", workflow_states=None)
    for workflow in unused:
        tasks = list(workflow.tasks.all())
        workflow.delete()
        for task in tasks:
            task.delete()
