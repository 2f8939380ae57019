"""The text of a page as plain data, and its checksum: what a resolution pins (design.md section 3).

A snapshot needs no code of ours to be verified later: SHA-256 over canonical JSON (keys sorted, no
blanks, Unicode NFC, UTF-8), block ids left out because they are anchors and not text.
"""

import hashlib
import json
import unicodedata
from typing import Any

from wagtail.models import Page, Revision

SCHEMA = "wirkt-text-1"

Snapshot = dict[str, Any]


def snapshot(page: Page) -> Snapshot:
    """Return the declared ``text_fields`` of a specific page as JSON-ready data."""
    return _snapshot(page, {name: getattr(page, name) for name in page.text_fields})


def snapshot_of(revision: Revision) -> Snapshot:
    """Return the text that a page's revision holds now.

    The same as ``snapshot(revision.as_object())``, which looks up parent, owner, comments and more.
    """
    page, content = revision.content_object, revision.content
    fields = {name: page._meta.get_field(name) for name in page.text_fields}
    if not all(field.concrete for field in fields.values()):  # rows of their own, beside the page
        return snapshot(revision.as_object())
    return _snapshot(
        page,
        {
            name: field.to_python(content[name]) if name in content else field.get_default()
            for name, field in fields.items()
        },
    )


def _snapshot(page: Page, values: dict[str, Any]) -> Snapshot:
    fields: dict[str, Any] = {}
    for name, value in values.items():
        if hasattr(value, "raw_data"):
            value = [dict(block) for block in value.raw_data]
        elif hasattr(value, "all"):
            value = [_child(name, child) for child in value.all()]
        fields[name] = value
    return normal(
        {
            "schema": SCHEMA,
            "model": page._meta.label_lower,
            "translation_key": str(page.translation_key),
            "locale": page.locale.language_code,
            "fields": fields,
        }
    )


def _child(name: str, child: Any) -> dict[str, Any]:
    """Return the words of an inline child in the form of a block; its key is the same in every language."""
    from wagtail_localize.fields import TranslatableField, get_translatable_fields

    words = {
        field.field_name: getattr(child, field.field_name)
        for field in get_translatable_fields(type(child))
        if isinstance(field, TranslatableField)
    }
    return {"type": name, "id": str(child.translation_key), "value": words}


def digest(data: Snapshot) -> str:
    """Return the SHA-256 (64 hexadecimal digits) of a snapshot."""
    fields = {name: without_ids(value) for name, value in data["fields"].items()}
    canonical = json.dumps(
        normal(data | {"fields": fields}),
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def digest_of(revision: Revision) -> str:
    """Return the checksum of the text that a page's revision holds now."""
    return digest(snapshot_of(revision))


def without_ids(value: Any) -> Any:
    """Return StreamField data without block ids, at every depth."""
    if isinstance(value, list):
        return [without_ids(item) for item in value]
    if isinstance(value, dict):
        if "type" in value and "value" in value:
            return {"type": value["type"], "value": without_ids(value["value"])}
        return {key: without_ids(item) for key, item in value.items()}
    return value


def normal(value: Any) -> Any:
    """Return data with its texts in Unicode NFC and with plain line ends."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value).replace("\r\n", "\n")
    if isinstance(value, dict):
        return {normal(key): normal(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [normal(item) for item in value]
    return value
