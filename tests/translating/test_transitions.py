"""The table of transitions: state before, what happens, state after."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, Revision

from cms.models import User
from home.models import PlainPage
from translating.states import State

from .course import Course, paragraph

BEFORE = {
    State.MISSING: lambda it: None,
    State.IN_WORK: lambda it: it.begin(),
    State.MACHINE: lambda it: it.translate("machine", checked=False),
    State.CHECKED: lambda it: it.translate(),
    State.OUTDATED: lambda it: (it.translate(), it.say_in_german(intro="Wirklich alle sind da.")),
}
ALL = list(BEFORE)
PUBLIC = [State.MACHINE, State.CHECKED, State.OUTDATED]


@pytest.fixture
def it(home) -> Course:
    people = [User.objects.create_user(name) for name in ("ceviri", "kontrol")]
    return Course(home, Locale.objects.get(language_code="tr"), *people)


def other_words(it):
    it.say_in_german(intro="Kommen Sie vorbei.")


def draft_of_other_words(it):
    page = it.german
    page.intro = "Noch nicht öffentlich."
    page.save_revision()


def other_words_for_later(it):
    page = it.german
    page.intro, page.go_live_at = "Erst nächste Woche.", timezone.now() + timedelta(days=7)
    page.save_revision().publish()


def added_paragraph(it):
    body = [dict(block) for block in it.german.body.raw_data]
    it.say_in_german(body=[*body, paragraph("<p>Neu.</p>")])


def spelling(it):
    page = it.german
    it.correct(title="Mit-machen", intro=page.intro.replace("sind", "sindt"))


def taken_down(it):
    it.german.unpublish()


def taken_down_and_back(it):
    it.german.unpublish()
    it.german.get_latest_revision().publish()


def moved(it):
    place = it.home.add_child(instance=PlainPage(title="Ort", slug="ort", intro="Ein Ort."))
    if it.copy:
        it.begin(place)
    it.german.move(place, pos="last-child")
    if it.copy:
        assert it.copy.get_parent().translation_key == place.translation_key


def renamed(it):
    it.say_in_german(slug="anders")
    assert it.copy is None or it.copy.slug == "anders"


def copied(it):
    copy = it.german.copy(update_attrs={"slug": "kopie"}, user=it.reviewer)
    assert it.standing(copy).state == State.MISSING


def deleted(it):
    it.german.delete()


def restored(it):
    """Publish the words once more that were public first."""
    old = Revision.objects.get(pk=it.first).as_object()
    old.save_revision(previous_revision=Revision.objects.get(pk=it.first)).publish()


def language_added(it):
    it.locale = Locale.objects.create(language_code="fr")


def translation_taken_down(it):
    it.copy.unpublish()


def translation_deleted(it):
    it.copy.delete()


def translation_published_unchanged(it):
    it.copy.save_revision().publish()


def translated_and_checked(it):
    it.translate()


def checked_by_a_person(it):
    it.publish(checked=True)


def prefilled_again(it):
    it.begin()
    it.write("machine")


def prefilled_and_published(it):
    it.translate("machine", checked=False)


def imported(it):
    """A finished page comes in from elsewhere, live at once."""
    it.begin()
    key, parent = it.page.translation_key, it.copy.get_parent()
    it.copy.delete()
    words = [paragraph("<p>Her ay.</p>", it.german.body.raw_data[0]["id"])]
    page = PlainPage(title="Katıl", slug="katil", intro="Herkes.", body=words, live=True)
    page.translation_key, page.locale = key, it.locale
    parent.add_child(instance=page)


def each(states, event, after):
    """Rows of the table: one event, from some states, to one state or back to where it was."""
    return [
        pytest.param(before, event, after or before, id=f"{before} – {event.__name__}")
        for before in states
    ]


def after_other_words(event):
    return [
        *each(PUBLIC, event, State.OUTDATED),
        *each([State.MISSING, State.IN_WORK], event, None),
    ]


TABLE = [
    *after_other_words(other_words),
    *after_other_words(added_paragraph),
    *each(ALL, draft_of_other_words, None),
    *each(ALL, other_words_for_later, None),
    *each(ALL, spelling, None),
    *each(ALL, moved, None),
    *each(ALL, renamed, None),
    *each(ALL, copied, None),
    *each(PUBLIC, taken_down, State.IN_WORK),
    *each([State.MISSING, State.IN_WORK], taken_down, None),
    *each(PUBLIC, taken_down_and_back, State.IN_WORK),
    *each(ALL, deleted, State.MISSING),
    *each(ALL, language_added, State.MISSING),
    *each([State.OUTDATED], restored, State.CHECKED),
    *each([State.CHECKED, State.MACHINE, State.IN_WORK, State.MISSING], restored, None),
    *each(PUBLIC, translation_taken_down, State.IN_WORK),
    *each([State.IN_WORK, *PUBLIC], translation_deleted, State.MISSING),
    *each(PUBLIC, translation_published_unchanged, None),
    *each([State.MISSING, State.IN_WORK, State.OUTDATED], translated_and_checked, State.CHECKED),
    *each([State.MACHINE], checked_by_a_person, State.CHECKED),
    *each([State.IN_WORK, State.OUTDATED], prefilled_again, None),
    *each([State.MISSING, State.IN_WORK, State.OUTDATED], prefilled_and_published, State.MACHINE),
    *each([State.MISSING, State.IN_WORK], imported, State.CHECKED),
]


@pytest.mark.parametrize(("before", "event", "after"), TABLE)
def test_every_way_from_one_state_to_another(it, before, event, after):
    BEFORE[before](it)
    assert it.state == before

    event(it)

    assert it.state == after
    call_command("check_translations")


def test_german_is_binding_in_every_case(it):
    assert it.standing().words == 11
    german = Locale.objects.get(language_code="de")
    from translating.states import standings

    found = standings([it.page], [german])

    assert found[it.page.translation_key, german.pk].state == State.BINDING


def test_what_is_left_counts_the_words_without_a_translation(it):
    assert it.standing().words_left == 11
    it.translate()
    assert it.standing().words_left == 0

    it.say_in_german(intro="Kommen Sie doch vorbei.")

    assert it.standing().words_left == 4


def test_what_is_left_is_never_more_than_there_is(it):
    """Both numbers stand side by side in the overview; what search engines show is in neither."""
    it.say_in_german(search_description="Was Suchmaschinen zeigen, wenn jemand fragt.")
    it.begin()

    assert it.state == State.IN_WORK
    assert it.standing().words_left == it.standing().words == 11
