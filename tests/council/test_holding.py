"""What is public below a chapter keeps its place: the chapter is not hidden, moved or numbered anew."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter(town):
    page = town.section()
    town.through_steering(page, purpose="release")
    chapter = page.get_parent().specific
    assert chapter.live
    return chapter


CHANGES = [
    ("slug", "anderswo"),
    ("number", 9),
    ("expire_at", timezone.now() + timedelta(days=1)),
]


@pytest.mark.parametrize(("field", "value"), CHANGES)
def test_a_chapter_above_public_texts_stays_as_it_is(field, value, chapter):
    setattr(chapter, field, value)

    with pytest.raises(ValidationError) as refused:
        chapter.clean()
    with pytest.raises(PermissionDenied):
        chapter.save()

    assert list(refused.value.message_dict) == [field]
    before = type(chapter).objects.get(pk=chapter.pk)
    assert getattr(before, field) != value


def test_it_is_not_taken_down_by_code_either(chapter):
    with pytest.raises(PermissionDenied):
        chapter.unpublish()

    chapter.refresh_from_db()
    assert chapter.live


def test_its_words_may_change(chapter):
    chapter.title = "Neuer Titel"
    chapter.save_revision().publish()

    chapter.refresh_from_db()
    assert chapter.title == "Neuer Titel"


@pytest.mark.parametrize(("field", "value"), CHANGES[:2])
def test_a_chapter_without_public_texts_may_move(field, value, town):
    chapter = town.section().get_parent().specific

    setattr(chapter, field, value)
    chapter.clean()
    chapter.save()

    assert getattr(type(chapter).objects.get(pk=chapter.pk), field) == value
