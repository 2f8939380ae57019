"""``check_translations`` names everything that does not fit, and ends with 1."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page

from cms.models import LiveText, SnippetText, User
from home.models import PlainPage
from partners.models import ActorGroup
from translating.consistency import faults

from .course import Course


@pytest.fixture
def it(home) -> Course:
    people = [User.objects.create_user(name) for name in ("ceviri", "kontrol")]
    course = Course(home, Locale.objects.get(language_code="tr"), *people)
    course.translate()
    return course


def children(it):
    Page.objects.filter(pk=it.home.pk).update(numchild=9)


def no_german(it):
    it.copy.get_parent().add_child(
        instance=PlainPage(title="Öksüz", slug="oksuz", locale=it.locale, live=False)
    )


def other_tree(it):
    Page.objects.filter(pk=it.copy.pk).update(locale=Locale.objects.get(language_code="ar"))


def public_alone(it):
    Page.objects.filter(pk=it.page.pk).update(live=False)


def elsewhere(it):
    other = PlainPage(title="Başka", slug="baska", locale=it.locale, live=False)
    it.copy.get_parent().add_child(instance=other)
    path = Page.objects.get(pk=other.pk).path
    Page.objects.filter(pk=it.copy.pk).update(path=f"{path}0001", depth=4)


def not_noted(it):
    LiveText.objects.filter(page=it.copy).delete()


def noted_otherwise(it):
    LiveText.objects.filter(page=it.copy).update(content_hash="0" * 64)


def from_nowhere(it):
    LiveText.objects.filter(page=it.copy).update(source_hash="")


def label_without_words(it):
    LiveText.objects.filter(page=it.copy).update(is_machine=True)


def snippet_not_noted(it):
    ActorGroup.objects.create(key="ag", name="Verwaltung", locale=it.home.locale)
    SnippetText.objects.all().delete()


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (children, "counts its children"),
        (no_german, "no German page"),
        (other_tree, "tree of another language"),
        (public_alone, "its German page is not"),
        (elsewhere, "does not stand where"),
        (not_noted, "its text is not noted"),
        (noted_otherwise, "not what is public"),
        (from_nowhere, "not known what it was translated from"),
        (label_without_words, "holds no such words"),
        (snippet_not_noted, "its text is not noted"),
    ],
)
def test_what_does_not_fit_is_named(it, break_it, says, capsys):
    from django.utils.translation import override

    with override("en"):
        assert list(faults()) == []
        break_it(it)

        with pytest.raises(CommandError) as refusal:
            call_command("check_translations")

    assert refusal.value.returncode == 1
    assert says in capsys.readouterr().out
