"""Two people do the same at the same moment: on SQLite and on PostgreSQL one of them wins."""

import pytest
from django.core.exceptions import ValidationError

from tests.council.test_race import restored, together  # noqa: F401 - a fixture
from translating import actions
from translating.models import Step, Work

from .at_work import sentences, write
from .test_actions import ALL, target

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def outcomes(results: list) -> list[str]:
    return sorted(one if isinstance(one, str) else type(one).__name__ for one in results)


def test_one_sentence_saved_twice_at_once_keeps_one_and_shows_both(work, people):
    key = sentences(work)["Mitmachen"].key
    words = {"translator": "شاركوا", "second": "انضموا"}

    def saving(name):
        return (
            lambda: Work.objects.get(),
            lambda found: (
                actions.save_words(
                    work=found, words={key: words[name]}, seen={key: ""}, by=people(name)
                )
                and "saved"
            ),
        )

    people("second")
    results = together(saving("translator"), saving("second"))

    (refused,) = [one for one in results if isinstance(one, actions.Changed)]
    assert outcomes(results) == ["Changed", "saved"]
    kept = sentences(work)["Mitmachen"].words
    conflict = refused.conflicts[0]
    assert {conflict.mine, conflict.theirs} == set(words.values())
    assert conflict.theirs == kept


def test_a_hand_in_and_a_sentence_at_once_lose_nothing(work, people):
    write(work, people("translator"), words=ALL)
    segment = sentences(work)["Mitmachen"]
    people("second")

    results = together(
        (
            lambda: Work.objects.get(),
            lambda found: actions.hand_in(work=found, by=people("translator")) and "handed in",
        ),
        (
            lambda: Work.objects.get(),
            lambda found: (
                actions.save_words(
                    work=found,
                    words={segment.key: "انضموا"},
                    seen={segment.key: segment.words},
                    by=people("second"),
                )
                and "saved"
            ),
        ),
    )

    work.refresh_from_db()
    assert work.stage == Work.Stage.HANDED_IN
    revision = work.steps.get(kind=Step.Kind.HANDED_IN).revision
    assert revision.content["title"] == sentences(work)["Mitmachen"].words
    assert outcomes(results) in (["handed in", "saved"], ["ValidationError", "handed in"])


def test_a_translation_is_published_once_and_never_sent_back_as_well(work, page, people):
    write(work, people("translator"), words=ALL)
    actions.hand_in(work=work, by=people("translator"))
    people("second")

    results = together(
        (
            lambda: Work.objects.get(),
            lambda found: actions.publish(work=found, by=people("second")) and "published",
        ),
        (
            lambda: Work.objects.get(),
            lambda found: actions.publish(work=found, by=people("second")) and "published",
        ),
        (
            lambda: Work.objects.get(),
            lambda found: actions.take_back(work=found, by=people("translator")) and "back",
        ),
    )

    done = [one for one in results if isinstance(one, str)]
    work.refresh_from_db()
    assert len(done) == 1, results
    assert all(isinstance(one, ValidationError) for one in results if one not in done)
    assert target(page, work.locale).live is (done == ["published"])
    assert work.stage == (Work.Stage.PUBLISHED if done == ["published"] else Work.Stage.IN_WORK)
