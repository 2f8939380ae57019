"""The roles of the town hall as groups, with exactly the rights each needs.

Rights stand on the front pages of languages, never deeper: who may work on which chapter is a
matter of the workflow (hundreds of permission rows make the editing interface slow). Running
``ensure_roles`` again repairs what was changed by hand; a town that wants other rights makes
groups of its own.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.utils.translation import get_language_info, override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

if TYPE_CHECKING:
    from .models import HomePage

EDITORS = "Redaktion"
STEERING = "Steuerungsgruppe"
CLERKS = "Gremienbüro"
MEMBERS = "Gremienmitglieder"
PARTNERS = "Partner"

#: Publishing is for pages that no body resolves; sections go live by a release or decision only.
EDITORS_PAGE_RIGHTS = ("add_page", "change_page", "publish_page")
TRANSLATORS_PAGE_RIGHTS = ("change_page", "publish_page")

KEEP = ("add", "change", "delete", "view")
EDITORS_MODELS = (
    "cms.easycheck",
    "cms.signvideo",
    "partners.actorgroup",
    "partners.representative",
    "strategy.buildingblock",
    "strategy.phase",
    "translating.glossaryterm",
)
#: Whether a second person checks, and whether a machine may help, in each language.
EDITORS_RULES = tuple(f"translating.{verb}_languagerules" for verb in ("add", "change", "view"))
#: Rights beyond logging in, by role. Those who vote need none: workflow tasks let them in.
RIGHTS: dict[str, tuple[str, ...]] = {
    EDITORS: (
        "wagtail_localize.submit_translation",
        "home.change_townsettings",
        *EDITORS_RULES,
        *(f"{model.replace('.', f'.{verb}_')}" for model in EDITORS_MODELS for verb in KEEP),
    ),
    STEERING: (),
    # Who sits in a body and how many it takes for a quorum is not for those who count the votes.
    CLERKS: (
        "council.view_organization",
        "council.view_membership",
        *(
            f"council.{verb}_{model}"
            for model in ("meeting", "agendaitem", "paper")
            for verb in ("add", "change", "view")
        ),
    ),
    MEMBERS: (),
    PARTNERS: (),
}
#: Who translates may begin a translation, too; in which languages, their page rights say.
TRANSLATORS = ("wagtail_localize.submit_translation", "translating.view_glossaryterm")
#: Images and documents; who is not named here may choose from what there is.
MEDIA_RIGHTS: dict[str, tuple[str, ...]] = {
    EDITORS: tuple(
        f"{verb}_{kind}" for kind in ("image", "document") for verb in ("add", "change", "choose")
    ),
    CLERKS: ("choose_image", "add_document", "choose_document"),
    STEERING: (),
    MEMBERS: (),
}


def translators(language: str) -> str:
    """Return the name of the group that translates into a language, in German as all roles."""
    if language.split("-")[0] == settings.LANGUAGE_CODE:
        return f"Übersetzung {get_language_info(language)['name_local']}"
    with override(settings.LANGUAGE_CODE):
        return f"Übersetzung {get_language_info(language)['name_translated']}"


def languages_to_translate() -> list[str]:
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def ensure_roles() -> None:
    """Make every role as it should be, on the front pages there are."""
    from .models import HomePage

    wanted = RIGHTS | {translators(code): TRANSLATORS for code in languages_to_translate()}
    rights = _rights()
    for name, granted in wanted.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.set([rights[right] for right in ("wagtailadmin.access_admin", *granted)])
    groups = {group.name: group for group in Group.objects.filter(name__in=wanted)}

    GroupPagePermission.objects.filter(group__name__in=wanted).delete()
    # Pages of a language that was taken out of the settings stay as they are, rights included.
    codes = [code for code, _name in settings.LANGUAGES]
    for home in HomePage.objects.filter(locale__language_code__in=codes).select_related("locale"):
        open_language(home)

    collection = Collection.get_first_root_node()
    GroupCollectionPermission.objects.filter(group__name__in=wanted).delete()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(
            group=groups[name], collection=collection, permission=rights[f"cms.{right}"]
        )
        for name in wanted
        for right in MEDIA_RIGHTS.get(name, ("choose_image", "choose_document"))
    )


def open_language(home: "HomePage") -> None:
    """Let editors, and those who translate into its language, work below a front page."""
    code = home.locale.language_code
    _grant(EDITORS, EDITORS_PAGE_RIGHTS, home)
    if code != settings.LANGUAGE_CODE:
        _grant(translators(code), TRANSLATORS_PAGE_RIGHTS, home)


def _rights() -> dict[str, Permission]:
    """Return all rights there are by name; a misspelt one in this file is an error at once."""
    permissions = Permission.objects.select_related("content_type")
    return {f"{right.content_type.app_label}.{right.codename}": right for right in permissions}


def _grant(name: str, codenames: tuple[str, ...], home: "HomePage") -> None:
    group, _created = Group.objects.get_or_create(name=name)
    rights = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in=codenames
    )
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=home.pk, permission=right) for right in rights
    )
