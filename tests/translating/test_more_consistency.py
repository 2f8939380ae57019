"""What else can be wrong between the languages: planted one by one, each is named."""

import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.utils.translation import override
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation

from cms.models import LiveText, User
from home.models import PlainPage
from partners.models import ActorGroup
from translating.consistency import faults
from translating.models import Work

from .course import Course


@pytest.fixture
def it(home) -> Course:
    people = [User.objects.create_user(name) for name in ("ceviri", "kontrol")]
    course = Course(home, Locale.objects.get(language_code="tr"), *people)
    course.translate()
    return course


def same_address(it):
    other = PlainPage(title="Başka", slug="baska", locale=it.locale, live=False)
    it.copy.get_parent().add_child(instance=other)
    # With a German page of its own, so that nothing else is wrong.
    german = it.home.add_child(instance=PlainPage(title="Zweite", slug="zweite", intro="x"))
    Page.objects.filter(pk=other.pk).update(translation_key=german.translation_key)
    Page.objects.filter(pk=other.pk).update(slug=it.copy.slug)


def old_address(it):
    Page.objects.filter(pk=it.copy.pk).update(url_path="/anderswo/mitmachen/")


def no_label(it):
    StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)


def german_not_named(it):
    """A paragraph is still German, and readers are told nothing."""
    PlainPage.objects.filter(pk=it.copy.pk).update(intro=it.german.intro)
    from cms.snapshots import digest, snapshot

    LiveText.objects.filter(page=it.copy).update(content_hash=digest(snapshot(it.copy)))


def work_on_nothing(it):
    Work.objects.create(
        content_type=ContentType.objects.get_for_model(Page),
        translation_key=uuid.uuid4(),
        locale=it.locale,
    )


def translation_of_nothing(it):
    arabic = Locale.objects.get(language_code="ar")
    Translation.objects.create(source=Translation.objects.first().source, target_locale=arabic)


def snippet_alone(it):
    german = ActorGroup.objects.create(key="ag", name="Verwaltung", locale=it.home.locale)
    turkish = german.copy_for_translation(it.locale)
    turkish.name = "Yönetim"
    turkish.save()
    ActorGroup.objects.filter(pk=german.pk)._raw_delete("default")


def snippet_says_otherwise(it):
    german = ActorGroup.objects.create(key="ag", name="Verwaltung", locale=it.home.locale)
    ActorGroup.objects.filter(pk=german.pk).update(name="Ämter")


def draft_is_noted(it):
    Page.objects.filter(pk=it.copy.pk).update(live=False)


def words_counted_wrongly(it):
    LiveText.objects.filter(page=it.page).update(words=3)


def translators_see_old_words(it):
    """Somebody wrote German words past the models: translators still get the old ones."""
    PlainPage.objects.filter(pk=it.page.pk).update(intro="Ganz andere Worte.")
    LiveText.record(it.german)


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (same_address, "the same address"),
        (old_address, "address does not fit its place"),
        (no_label, "words of a machine that nobody has checked, but is not labelled"),
        (german_not_named, "still German"),
        (work_on_nothing, "no such text any more"),
        (translation_of_nothing, "no such text any more"),
        (snippet_alone, "no German original"),
        (snippet_says_otherwise, "not what is public"),
        (draft_is_noted, "noted as public"),
        (words_counted_wrongly, "words are counted wrongly"),
        (translators_see_old_words, "translators have other German words"),
    ],
)
def test_what_does_not_fit_is_named(it, break_it, says, capsys):
    with override("en"):
        assert list(faults()) == []
        break_it(it)

        with pytest.raises(CommandError) as refusal:
            call_command("check_translations")

    assert refusal.value.returncode == 1
    assert says in capsys.readouterr().out
