"""The sentences of one translation in reading order, with what they said before the German changed.

The rows are wagtail-localize's. What people type is plain text, or for running text a line of HTML with
the few tags that its German sentence has; what is stored is always HTML (``stored`` and ``spoken``).
"""

import html
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from bs4 import BeautifulSoup, NavigableString
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
)
from wagtail_localize.strings import StringValue, validate_translation_links

from cms import words
from cms.differences import tokens

#: Tags that a translation may have although its German sentence does not.
ALWAYS_ALLOWED = frozenset({"b", "i", "br"})
#: Below this likeness two sentences under one path are two sentences, not one that changed.
ALIKE = 0.35


@dataclass(frozen=True)
class Segment:
    """One sentence or short text: German, its translation, and what it was before."""

    context_id: int
    string_id: int
    path: str
    order: int
    #: The how manieth string this is under its path.
    position: int
    #: Where it stands, in words: “Paragraph”, “Figure: description”.
    label: str
    german: str
    #: The German words as they are stored: HTML.
    data: str
    is_html: bool
    translation: StringTranslation | None
    words: str
    before_german: str = ""
    before_words: str = ""
    #: The same sentence stands under this path already; both share one translation.
    is_repeat: bool = False

    @property
    def key(self) -> str:
        """Return what identifies the translation of exactly these German words at this place."""
        return f"{self.context_id}.{self.string_id}"

    @property
    def is_machine(self) -> bool:
        kind = StringTranslation.TRANSLATION_TYPE_MACHINE
        return self.translation is not None and self.translation.translation_type == kind

    @property
    def is_done(self) -> bool:
        """Tell whether there is a translation that can be shown to the public."""
        return self.translation is not None and not self.translation.has_error


def read(translation: Translation) -> list[Segment]:
    """Return all sentences of a translation in reading order; three queries, however many there are."""
    rows = list(
        StringSegment.objects.filter(source=translation.source_id)
        .select_related("context", "string")
        .order_by("order")
    )
    html_contexts = set(
        TemplateSegment.objects.filter(source=translation.source_id).values_list(
            "context_id", flat=True
        )
    )
    now, before = _translations(translation, rows)
    model = translation.source.specific_content_type.model_class()
    published = translation.destination_last_updated_at
    changed: dict[int, list[StringSegment]] = defaultdict(list)
    for row in rows:
        made = now.get((row.context_id, row.string_id))
        if made is None or (published and made.created_at > published):
            changed[row.context_id].append(row)
    pairs = {
        row.pk: old for key, group in changed.items() for row, old in _paired(group, before[key])
    }
    found: list[Segment] = []
    seen: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        is_html = row.context_id in html_contexts
        made, old = now.get((row.context_id, row.string_id)), pairs.get(row.pk)
        found.append(
            Segment(
                context_id=row.context_id,
                string_id=row.string_id,
                path=row.context.path,
                order=row.order,
                position=len(seen[row.context_id]),
                label=label_of(model, row.context.field_path or row.context.path),
                german=spoken(row.string.data, is_html),
                data=row.string.data,
                is_html=is_html,
                translation=made,
                words=spoken(made.data, is_html) if made else "",
                before_german=spoken(old.translation_of.data, is_html) if old else "",
                before_words=spoken(old.data, is_html) if old else "",
                is_repeat=row.string_id in seen[row.context_id],
            )
        )
        seen[row.context_id].append(row.string_id)
    return found


def _translations(
    translation: Translation, rows: list[StringSegment]
) -> tuple[dict[tuple[int, int], StringTranslation], dict[int, list[StringTranslation]]]:
    """Return the translations of the German words of now, and by place those of words that are gone."""
    current = {(row.context_id, row.string_id) for row in rows}
    now: dict[tuple[int, int], StringTranslation] = {}
    before: dict[int, list[StringTranslation]] = defaultdict(list)
    for made in (
        StringTranslation.objects.filter(
            context__object_id=translation.source.object_id, locale=translation.target_locale_id
        )
        .select_related("translation_of", "last_translated_by")
        .order_by("pk")
    ):
        if made.context_id is None:
            continue
        key = (made.context_id, made.translation_of_id)
        if key in current:
            now[key] = made
        elif not made.has_error:
            before[made.context_id].append(made)
    return now, before


def _paired(
    rows: list[StringSegment], old: list[StringTranslation]
) -> list[tuple[StringSegment, StringTranslation]]:
    """Pair changed sentences under one path with former ones: the likest first, of several the latest.

    A short text that stands alone under its path is paired with the latest even if all is new.
    """
    scored = [
        (
            round(_likeness(row.string.data, was.translation_of.data), 1),
            was.pk,
            -row.order,
            row,
            was,
        )
        for row in rows
        for was in old
    ]
    scored.sort(key=lambda entry: entry[:3], reverse=True)
    found: list[tuple[StringSegment, StringTranslation]] = []
    taken: set[tuple[str, int]] = set()
    for likeness, _latest, _order, row, was in scored:
        places = {("row", row.pk), ("was", was.pk)}
        if likeness >= ALIKE and not places & taken:
            taken |= places
            found.append((row, was))
    if not found and len(rows) == 1 and old:
        found.append((rows[0], old[-1]))
    return found


def _likeness(one: str, other: str) -> float:
    before, after = tokens(one), tokens(other)
    return SequenceMatcher(str.isspace, before, after, autojunk=False).ratio()


# --- how words are typed and stored ---------------------------------------------------------------
def spoken(data: str, is_html: bool) -> str:
    """Return stored words as a person reads and types them."""
    if not is_html:
        return StringValue(data).render_text()
    plain = html.unescape(data)
    # “&amp;” is shown as “&”, unless that would make a tag of it.
    return plain if plain != data and _normal(plain) == data else data


def stored(typed: str, german: str = "", *, is_html: bool = False) -> str:
    """Return typed words as they are stored.

    ``german`` is the German sentence as it is stored; a tag or link it does not have is refused.
    Raises ValidationError, in words.
    """
    text = typed.replace("\r\n", "\n").replace("\0", "").strip()  # PostgreSQL takes no NUL
    if not is_html:
        return StringValue.from_plaintext(text).data
    data = _normal(" ".join(text.split("\n")))
    check_tags(data, german)
    return data


def check_tags(data: str, german: str) -> None:
    """Raise ValidationError when a translation has a tag, an attribute or a link its German has not."""
    soup = BeautifulSoup(data, "html.parser")
    allowed = {tag.name for tag in BeautifulSoup(german, "html.parser").find_all()} | ALWAYS_ALLOWED
    for tag in soup.find_all():
        if tag.name not in allowed:
            raise ValidationError(
                _("<%(tag)s> does not stand in the German sentence.") % {"tag": tag.name}
            )
        if tag.name == "a" and not tag.get("id"):
            raise ValidationError(_('A link needs the mark of the German one: <a id="a1">.'))
    if any(type(part) is not NavigableString for part in soup.find_all(string=True)):
        raise ValidationError(_("Only text and simple tags are allowed here."))
    try:
        StringValue.from_translated_html(data)
        validate_translation_links(german, data)
    except ValueError as error:
        raise ValidationError(str(error)) from error


def _normal(data: str) -> str:
    return str(BeautifulSoup(data, "html.parser"))


def count_words(text: str) -> int:
    """Count the words of a text, plain or rich."""
    return words.count(text)


@dataclass(frozen=True)
class Progress:
    """How far a translation is."""

    done: int
    total: int
    words: int
    words_left: int


def progress(segments: Iterable[Segment]) -> Progress:
    """Count sentences and German words; a repeated sentence counts once."""
    counted = [(s.is_done, count_words(s.german)) for s in segments if not s.is_repeat]
    return Progress(
        done=sum(done for done, _count in counted),
        total=len(counted),
        words=sum(count for _done, count in counted),
        words_left=sum(count for done, count in counted if not done),
    )


# --- what a place is called -----------------------------------------------------------------------
def label_of(model: Any, field_path: str) -> str:
    """Return the name of a field or block in words; an unknown one as it is."""
    name, *rest = field_path.split(".")
    try:
        field = model._meta.get_field(name)
    except (FieldDoesNotExist, AttributeError):
        return field_path
    if isinstance(field, models.ManyToOneRel):
        inner = label_of(field.related_model, ".".join(rest))
        return f"{field.related_model._meta.verbose_name}: {inner}"
    block = getattr(field, "stream_block", None)
    if block is None or not rest:
        return str(getattr(field, "verbose_name", name))
    labels: list[str] = []
    for part in rest:
        children = getattr(block, "child_blocks", None)
        block = children.get(part) if children else getattr(block, "child_block", None)
        if block is None:
            break
        if block.label and str(block.label) not in labels:
            labels.append(str(block.label))
    return ": ".join(labels) or str(field.verbose_name)
