"""A German page and its Turkish translation, carried from one state into the next."""

import uuid
from dataclasses import dataclass, field

from wagtail.models import Locale, Page
from wagtail_localize.models import (
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.models import LiveText, User, credited
from home.models import PlainPage
from translating.states import Standing, State, standings


def paragraph(text: str, block_id: str | None = None) -> dict:
    return {"type": "paragraph", "value": text, "id": block_id or str(uuid.uuid4())}


@dataclass
class Course:
    """One page in two languages; every verb is something that happens to it."""

    home: Page
    locale: Locale
    translator: User
    reviewer: User
    page: PlainPage = field(init=False)
    #: The revision that was public first.
    first: int = 0

    def __post_init__(self) -> None:
        self.page = self.home.add_child(
            instance=PlainPage(
                title="Mitmachen",
                slug="mitmachen",
                intro="Alle sind eingeladen.",
                body=[paragraph("<p>Wir treffen uns jeden Monat im Rathaus.</p>")],
            )
        )
        self.first = self.say_in_german().pk

    # --- what editors do ---------------------------------------------------------------------------
    def say_in_german(self, **fields):
        """Publish other German words."""
        page = self.german
        for name, value in fields.items():
            setattr(page, name, value)
        revision = page.save_revision(user=self.reviewer)
        revision.publish()
        return revision

    def correct(self, **fields):
        """Publish corrections of spelling."""
        page = self.german
        page.only_spelling = True
        for name, value in fields.items():
            setattr(page, name, value)
        revision = page.save_revision(user=self.reviewer)
        revision.publish()
        return revision

    @property
    def german(self) -> PlainPage:
        return PlainPage.objects.get(pk=self.page.pk)

    @property
    def copy(self) -> PlainPage | None:
        return self.page.get_translation_or_none(self.locale)

    # --- what translators do -----------------------------------------------------------------------
    def begin(self, page: Page | None = None) -> Translation:
        page = page or self.german
        parent = page.get_parent()
        if not parent.is_root() and not parent.has_translation(self.locale):
            self.begin(parent.specific)
        source, _new = TranslationSource.update_or_create_from_instance(page)
        if not page.has_translation(self.locale):
            page.specific.copy_for_translation(self.locale)
        return Translation.objects.get_or_create(source=source, target_locale=self.locale)[0]

    def write(self, kind: str = "manual", mark: str = "tr") -> None:
        """Translate every part that has no words yet."""
        for segment in StringSegment.objects.filter(
            source__object=self.page.translation_key
        ).select_related("string"):
            StringTranslation.objects.get_or_create(
                translation_of=segment.string,
                context=segment.context,
                locale=self.locale,
                defaults={"data": f"{mark} {segment.string.data}", "translation_type": kind},
            )

    def publish(self, checked: bool = True) -> None:
        """Publish what is written, in the name of the translator."""
        source = TranslationSource.objects.get(object=self.page.translation_key)
        draft = source.get_ephemeral_translated_instance(self.locale, fallback=True)
        draft.slug = self.copy.slug
        revision = draft.save_revision(user=self.translator)
        checked_by = self.reviewer if checked else None
        with credited(self.copy, translated_by=self.translator, checked_by=checked_by):
            revision.publish()

    def translate(self, kind: str = "manual", checked: bool = True) -> None:
        self.begin()
        self.write(kind)
        self.publish(checked)

    # --- what can be seen --------------------------------------------------------------------------
    def standing(self, page: Page | None = None) -> Standing:
        page = page or self.page
        return standings([page], [self.locale])[page.translation_key, self.locale.pk]

    @property
    def state(self) -> State:
        return self.standing().state

    @property
    def text(self) -> LiveText:
        return LiveText.objects.get(page=self.copy)
