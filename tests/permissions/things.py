"""A real thing for each placeholder that people and sections do not fill."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site, Workflow
from wagtail.snippets.models import get_snippet_models

from cms.models import EasyCheck, SignVideo
from council.models import SteeringTask
from home.models import TownSettings
from translating.models import GlossaryTerm, Job, LanguageRules, MistakeReport, Work

#: Lists of the council's nouns, by the namespace of their addresses.
COUNCIL_LISTS = {
    "council_meetings": "council.Meeting",
    "council_papers": "council.Paper",
    "council_agenda": "council.AgendaItem",
    "council_bodies": "council.Organization",
    "council_memberships": "council.Membership",
}


def values_of_things(pages: dict[str, Page], people: dict[str, Any], site: Site) -> dict[str, Any]:
    """Make one of everything else, and return it by the name of its placeholder."""
    draft = pages["draft"]
    image = get_image_model().objects.create(
        title="Bild", description="Ein Bild", file=get_test_image_file()
    )
    document = get_document_model().objects.create(
        title="Satzung", file=ContentFile(b"Text", name="satzung.pdf")
    )
    redirect = Redirect.objects.create(old_path="/alt", redirect_page=draft, site=site)
    values = {
        "page_id": draft,
        "page_pk": draft,
        "parent_page_id": pages["chapter"],
        "page_to_move_id": draft,
        "destination_id": pages["other chapter"],
        "revision_id": draft.latest_revision,
        "content_type_app_name": "strategy",
        "content_type_model_name": "sectionpage",
        "app_label": "strategy",
        "model_name": "sectionpage",
        "app_name": "home",
        "action": "publish",
        "image_id": image,
        "document_id": document,
        "document_name": document.filename,
        "doc_id": document,
        "filter_spec": "original",
        "uploaded_file_id": 1,
        "collection_id": Collection.objects.first(),
        "task_id": SteeringTask.objects.first(),
        "workflow_pk": Workflow.objects.first(),
        "redirect_id": redirect,
        "restriction_id": 1,
        "object_id": draft,
        "session_id": 1,
        "language": "de",
        "mode": "",
        "wagtailadmin_api:pages:pk": draft,
        "wagtailadmin_api:documents:pk": document,
        "wagtailadmin_api:images:pk": image,
        "wagtailadmin_api:pages:action_name": "publish",
        "wagtailadmin_collections:pk": Collection.objects.first(),
        "wagtailadmin_workflows:pk": Workflow.objects.first(),
        "council_route/pk": Workflow.objects.first(),
        "council_route_disable/pk": Workflow.objects.first(),
        "council_step/pk": SteeringTask.objects.first(),
        "council_step_disable/pk": SteeringTask.objects.first(),
        **{
            f"wagtailadmin_workflows:{verb}_task/pk": SteeringTask.objects.first()
            for verb in ("edit", "disable", "enable")
        },
        "wagtailadmin_workflows:app_label": "wagtailcore",
        "wagtailadmin_workflows:model_name": "groupapprovaltask",
        "wagtaildocs_chooser:pk": document,
        "wagtailimages_chooser:pk": image,
        "wagtaillocales:pk": Locale.objects.get(language_code="tr"),
        "wagtailsites:pk": site,
        "wagtailusers_users:pk": people["member"],
        "wagtailusers_groups:pk": people["member"].groups.first(),
        "wagtailsettings:model_name": "townsettings",
        "wagtailsettings:pk": TownSettings.load(),
        "job_id": Job.objects.create(title="Kapitel", by=people["editor"], root=pages["chapter"]),
        "work_id": Work.objects.get(),
        "translating_rules:pk": LanguageRules.objects.create(
            locale=Locale.objects.get(language_code="ar")
        ),
        "translating:easy_check/page_id": pages["released"],
        "check_id": EasyCheck.objects.create(
            page=pages["released"],
            readers="Prüfgruppe",
            checked_on=timezone.localdate(),
            recorded_by=people["admin"],
        ),
        "sign_videos:pk": SignVideo.objects.create(
            page=pages["released"],
            title="Film",
            transcript="Worte",
            video=ContentFile(b"Film", name="film.mp4"),
        ),
        "translating_glossary:pk": GlossaryTerm.objects.create(german="Magistrat"),
        "report_id": MistakeReport.objects.create(
            page_title="صفحة", locale=Locale.objects.get(language_code="ar"), text="Falsch"
        ),
        "submit_snippet_translation/app_label": "strategy",
        "submit_snippet_translation/model_name": "phase",
        "snippets_api_list/model_name": "phase",
        "snippets_api_retrieve/model_name": "phase",
        "wagtail_localize:app_label": "strategy",
        "wagtail_localize:model_name": "phase",
    }
    for model in get_snippet_models():
        one = model.objects.first() or _smallest(model)
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        values[f"wagtailsnippets_{label}:pk"] = values[f"wagtailsnippetchoosers_{label}:pk"] = one
    for space, label in COUNCIL_LISTS.items():
        values[f"{space}:pk"] = apps.get_model(label).objects.first()
    values["submit_snippet_translation/pk"] = values["wagtailsnippets_strategy_phase:pk"]
    values["snippets_api_retrieve/pk"] = values["submit_snippet_translation/pk"]
    values["wagtail_localize:pk"] = values.get("wagtailsnippets_strategy_phase:pk", 1)
    return values


def _smallest(model: type) -> Any:
    """Return one row of a snippet that nothing above has made."""
    if model._meta.label == "strategy.BuildingBlock":
        return model.objects.create(key="charta", title="Charta der Vielfalt")
    if model._meta.label == "strategy.Phase":
        day = timezone.localdate()
        return model.objects.create(
            number=1,
            title="Planung",
            planned_start=day,
            planned_end=day,
            locale=Locale.get_default(),
        )
    return apps.get_model(model._meta.label).objects.create()
