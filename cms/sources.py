"""The German words as translators get them: wagtail-localize's rows, written together.

wagtail-localize looks up and writes each sentence by itself: 5,500 queries for a page of 700 sentences.
Here it is the same few, however long the text is. What is written is the same, row by row
(``tests/cms/test_sources.py`` compares them, and tells when an upgrade changes it).
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
    get_schema_version,
)
from wagtail_localize.segments import (
    OverridableSegmentValue,
    RelatedObjectSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import extract_segments

#: So many rows are looked up at once; SQLite takes no more than some hundred variables.
AT_ONCE = 500


@transaction.atomic
def give(instance: Any) -> TranslationSource:
    """Give translators a German page or snippet as it stands in the database; safe to call again."""
    model = instance.specific_class if isinstance(instance, Page) else type(instance)
    german = model._base_manager.get(pk=instance.pk)
    thing, _made = TranslatableObject.objects.get_or_create_from_instance(german)
    content = content_of(german)
    known = TranslationSource.objects.filter(object=thing, locale=german.locale_id).first()
    if known is not None and json.loads(known.content_json) == json.loads(content):
        return known
    source, _made = TranslationSource.objects.update_or_create(
        object=thing,
        locale_id=german.locale_id,
        defaults={
            "specific_content_type": ContentType.objects.get_for_model(type(german)),
            "content_json": content,
            "object_repr": str(german)[:200],
            "schema_version": get_schema_version(german._meta.app_label),
            "last_updated_at": timezone.now(),
        },
    )
    refresh(source)
    return source


def bring(instance: Any) -> TranslationSource | None:
    """Give translators the words of now, if they were given this text before; None if not."""
    if TranslationSource.objects.get_for_instance_or_none(instance) is None:
        return None
    return give(instance)


def content_of(german: Any) -> str:
    """Return a text as wagtail-localize keeps it."""
    if isinstance(german, ClusterableModel):
        return german.to_json()
    return json.dumps(get_serializable_data_for_fields(german), cls=DjangoJSONEncoder)


def refresh(source: TranslationSource) -> None:
    """Write a row for each sentence, and delete those whose sentence is gone."""
    german = source.as_instance()
    values = list(extract_segments(german))
    contexts = _contexts(source, german, values)
    kinds: dict[type, list[Any]] = {
        kind: []
        for kind in (TemplateSegment, RelatedObjectSegment, OverridableSegment, StringSegment)
    }
    for value in values:
        kinds[_kind_of(value)].append(value)
    strings = _strings(source.locale_id, kinds[StringSegment])
    templates = _templates(kinds[TemplateSegment])
    _note_things(kinds[RelatedObjectSegment])
    own: dict[type, Callable[[Any], dict[str, Any]]] = {
        StringSegment: lambda value: {
            "string_id": strings[value.string.data],
            "attrs": json.dumps(value.attrs, cls=DjangoJSONEncoder),
        },
        TemplateSegment: lambda value: {"template_id": templates[_uuid_of(value)]},
        RelatedObjectSegment: lambda value: {"object_id": value.translation_key},
        OverridableSegment: lambda value: {
            "data_json": json.dumps(value.data, cls=DjangoJSONEncoder)
        },
    }
    for kind, some in kinds.items():
        rows = [
            {"context_id": contexts[value.path], "order": value.order, **own[kind](value)}
            for value in some
        ]
        _write(kind, source, rows)


def _kind_of(value: Any) -> type:
    if isinstance(value, TemplateSegmentValue):
        return TemplateSegment
    if isinstance(value, RelatedObjectSegmentValue):
        return RelatedObjectSegment
    return OverridableSegment if isinstance(value, OverridableSegmentValue) else StringSegment


def _write(kind: type, source: TranslationSource, rows: list[dict[str, Any]]) -> None:
    """Keep the rows that are wanted, add what is missing, delete the rest."""
    wanted = {tuple(sorted(row.items())): row for row in rows}
    manager = kind._default_manager  # type: ignore[attr-defined]
    gone = []
    if rows:
        for row in manager.filter(source=source).values("pk", *rows[0]):
            pk = row.pop("pk")
            if wanted.pop(tuple(sorted(row.items())), None) is None:
                gone.append(pk)
    else:
        gone = list(manager.filter(source=source).values_list("pk", flat=True))
    for some in _slices(gone):
        manager.filter(pk__in=some).delete()
    manager.bulk_create([kind(source=source, **row) for row in wanted.values()], batch_size=AT_ONCE)


def _contexts(source: TranslationSource, german: Any, values: Iterable[Any]) -> dict[str, int]:
    """Return the number of each place in the text by its path, noting those that are new."""
    rows = TranslationContext.objects.filter(object=source.object_id)
    there = dict(rows.values_list("path", "pk"))
    new = [path for path in dict.fromkeys(value.path for value in values) if path not in there]
    if not new:
        return there
    made = [_context(source, german, path) for path in new]
    TranslationContext.objects.bulk_create(made, ignore_conflicts=True, batch_size=AT_ONCE)
    return dict(rows.all().values_list("path", "pk"))


def _context(source: TranslationSource, german: Any, path: str) -> TranslationContext:
    context = TranslationContext(
        object_id=source.object_id, path=path, path_id=TranslationContext._get_path_id(path)
    )
    # It saves what it finds out; here all are saved together.
    vars(context)["save"] = lambda **kwargs: None
    context.get_field_path(german)
    return context


def _strings(locale_id: int, values: Iterable[Any]) -> dict[str, int]:
    """Return the number of each German sentence, noting those that no text has had before."""
    wanted = {String._get_data_hash(value.string.data): value.string.data for value in values}
    there = _numbers(String.objects.filter(locale=locale_id), "data_hash", wanted)
    missing = [uuid for uuid in wanted if uuid not in there]
    if missing:
        rows = [String(locale_id=locale_id, data_hash=uuid, data=wanted[uuid]) for uuid in missing]
        String.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
        there |= _numbers(String.objects.filter(locale=locale_id), "data_hash", missing)
    return {text: there[uuid] for uuid, text in wanted.items()}


def _templates(values: Iterable[Any]) -> dict[UUID, int]:
    """Return the number of each piece of markup around sentences."""
    wanted = {_uuid_of(value): value for value in values}
    there = _numbers(Template.objects.all(), "uuid", wanted)
    missing = [uuid for uuid in wanted if uuid not in there]
    if missing:
        rows = [
            Template(
                uuid=uuid,
                template=wanted[uuid].template,
                template_format=wanted[uuid].format,
                string_count=wanted[uuid].string_count,
            )
            for uuid in missing
        ]
        Template.objects.bulk_create(rows, ignore_conflicts=True, batch_size=AT_ONCE)
        there |= _numbers(Template.objects.all(), "uuid", missing)
    return there


def _uuid_of(value: Any) -> UUID:
    return uuid5(uuid5(Template.BASE_UUID_NAMESPACE, value.format), value.template)


def _note_things(values: Iterable[Any]) -> None:
    """Note the snippets that a text shows, so that they can be translated with it."""
    made = {
        value.translation_key: TranslatableObject(
            translation_key=value.translation_key, content_type=value.content_type
        )
        for value in values
    }
    TranslatableObject.objects.bulk_create(made.values(), ignore_conflicts=True)


def _numbers(rows: models.QuerySet, name: str, wanted: Iterable[UUID]) -> dict[UUID, int]:
    found: dict[UUID, int] = {}
    for some in _slices(list(wanted)):
        found |= dict(rows.filter(**{f"{name}__in": some}).values_list(name, "pk"))
    return found


def _slices(items: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
