"""A correction of spelling keeps translations current, from the form to the day it is public."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale, PageLogEntry
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.models import LiveText, MinorCorrection, User
from translating.models import Work
from translating.states import State

from .course import Course


@pytest.fixture
def it(home) -> Course:
    people = [User.objects.create_user(name) for name in ("ceviri", "kontrol")]
    return Course(home, Locale.objects.get(language_code="tr"), *people)


WRONG, RIGHT = "Alle sind eingeladen.", "Alle sind ein-geladen!"


def test_every_part_keeps_its_words_and_both_checksums_are_noted(it):
    it.translate()
    before = LiveText.objects.get(page=it.page).content_hash

    it.correct(intro=RIGHT)

    after = LiveText.objects.get(page=it.page).content_hash
    row = MinorCorrection.objects.get()
    assert (row.old_hash, row.new_hash, row.marked_by) == (before, after, it.reviewer)
    assert it.text.source_hash == after != before
    parts, translated = Translation.objects.get(
        source__object=it.page.translation_key
    ).get_progress()
    assert parts == translated
    segment = StringSegment.objects.get(string__data=RIGHT)
    carried = StringTranslation.objects.get(
        translation_of=segment.string, context=segment.context, locale=it.locale
    )
    assert carried.data == f"tr {WRONG}"


def test_a_translation_that_was_outdated_before_stays_so(it):
    it.translate()
    it.say_in_german(title="Macht mit")

    it.correct(intro=RIGHT)

    assert it.state == State.OUTDATED


def test_work_that_is_handed_in_stays_current(it):
    it.translate()
    work = Work.objects.create(
        content_type_id=1, translation_key=it.page.translation_key, locale=it.locale,
        source_hash=it.text.source_hash,
    )  # fmt: skip

    it.correct(intro=RIGHT)

    work.refresh_from_db()
    assert work.source_hash == LiveText.objects.get(page=it.page).content_hash


def test_it_counts_when_it_is_public_not_before(it):
    it.translate()
    page = it.german
    page.only_spelling, page.intro = True, RIGHT
    revision = page.save_revision(user=it.reviewer)
    assert MinorCorrection.objects.get().new_hash == ""
    assert it.state == State.CHECKED

    revision.publish()

    assert MinorCorrection.objects.get().new_hash != ""
    assert it.state == State.CHECKED


def test_other_words_that_go_live_meanwhile_end_the_mark(it):
    it.translate()
    page = it.german
    page.only_spelling, page.intro = True, RIGHT
    revision = page.save_revision(user=it.reviewer)
    it.say_in_german(intro="Kommen Sie alle am Montag in das Rathaus.")
    revision.publish()

    assert it.state == State.OUTDATED
    assert PageLogEntry.objects.filter(action="cms.minor_correction_void").exists()


def test_more_than_spelling_is_refused_and_nothing_is_saved(it):
    page = it.german
    page.only_spelling, page.intro = True, "Niemand ist eingeladen."
    before = page.latest_revision_id

    with pytest.raises(ValidationError):
        page.save_revision(user=it.reviewer)

    assert it.german.latest_revision_id == before
    assert not MinorCorrection.objects.exists()


def test_only_a_person_marks_it_and_only_on_a_public_german_page(it):
    page = it.german
    page.only_spelling = True
    with pytest.raises(PermissionDenied):
        page.save_revision()

    it.translate()
    copy = it.copy
    copy.only_spelling = True
    with override("en"), pytest.raises(ValidationError, match="German"):
        copy.save_revision(user=it.reviewer)


def post(it, client, **fields):
    """Send the editor's form as the browser does."""
    block = it.german.body.raw_data[0]
    data = {
        "title": "Mitmachen",
        "slug": "mitmachen",
        "intro": WRONG,
        "body": streamfield([("paragraph", '{"entityMap": {}, "blocks": []}')]),
    }
    data |= {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    data["body"]["0"]["id"] = block["id"]
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[it.page.pk]),
        nested_form_data(data | fields),
        headers={"accept-language": "en"},
    )


def test_the_form_asks_only_where_a_german_page_is_public(it, client):
    it.translate()
    client.force_login(User.objects.create_superuser("admin"))
    edit = reverse("wagtailadmin_pages:edit", args=[it.page.pk])
    assert 'name="only_spelling"' in client.get(edit).text

    Translation.objects.update(enabled=False)
    copy = reverse("wagtailadmin_pages:edit", args=[it.copy.pk])
    assert 'name="only_spelling"' not in client.get(copy).text
    it.german.unpublish()
    assert 'name="only_spelling"' not in client.get(edit).text


def test_the_form_refuses_in_words_and_keeps_the_draft_as_it_was(it, client):
    client.force_login(User.objects.create_superuser("admin"))
    before = it.german.latest_revision_id

    answer = post(it, client, only_spelling="on", intro="Niemand ist eingeladen.")

    assert "more than spelling" in answer.text
    assert it.german.latest_revision_id == before


def test_the_history_of_the_page_says_who_marked_it(it):
    it.correct(intro=RIGHT)

    entries = PageLogEntry.objects.filter(page=it.page.pk, action__startswith="cms.minor")
    assert {(e.action, e.user) for e in entries} == {
        ("cms.minor_correction", it.reviewer),
        ("cms.minor_correction_public", it.reviewer),
    }
